"""Returning what is not one's own duty, disputes and designation."""

from dataclasses import replace
from datetime import datetime

from domain.chapters.dispatch.commands import (
    ApproveReturn,
    Designate,
    OpenDispute,
    RejectReturn,
    RequestReturn,
)
from domain.chapters.dispatch.dispatch import (
    HOTLINE,
    NOT_WITH_A_UNIT,
    leave_unit,
    left_by_unit,
    require_own_unit,
    unit_clocks,
    watch_transfers,
)
from domain.chapters.dispatch.facts import (
    Designated,
    DisputeOpened,
    ReturnApproved,
    ReturnRejected,
    ReturnRequested,
)
from domain.chapters.dispatch.recusal import require_not_accused
from domain.chapters.emergency.instruction import instructed, tell
from domain.chapters.handling.in_hand import require_people_safe
from domain.chapters.intake.desk import DISPATCH_DESK
from domain.duties.due_dates import count, count_back, start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import ReturnRequest
from domain.order.refusal import refusal
from domain.time.limit import Convention, Limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Role, State

DESIGNATED_MAY_NOT_RETURN = refusal("designated_may_not_return")
PROPOSED_UNIT_MISSING = refusal("proposed_unit_missing")
RETURN_WINDOW_OVER = refusal("return_window_over")
NO_RETURN_UNDER_REVIEW = refusal("no_return_under_review")
NOT_DISPUTED = refusal("not_disputed")

DISPUTE = "dispute"
A_WORKING_DAY = Limit(convention=Convention.WORKING_DAYS, amount=1)


@decides(RequestReturn)
def request_return(decision: Decision, command: RequestReturn) -> None:
    """T13: an application, not a right; with reason, legal basis and a proposed unit (G3)."""
    order = decision.order
    returns = order.dossier.pack.returns
    decision.require(not order.designated, DESIGNATED_MAY_NOT_RETURN, "WF-26", "G:G6", "X:X2")
    require_own_unit(decision, "T:T13")
    decision.require(
        order.state in (State.PENDING_ACCEPT, State.HANDLING),
        NOT_WITH_A_UNIT,
        "T:T13",
        about=(order.state,),
    )
    require_people_safe(decision, "X:X4", "SY20-22")
    limits = limits_passed(decision)
    signed = decision.actor.role is Role.UNIT_HEAD
    decision.require(signed or not limits, RETURN_WINDOW_OVER, *limits)
    decision.require_texts("reason", "basis", basis=("WF-24", "G:G3"))
    decision.require(bool(command.proposed_unit), PROPOSED_UNIT_MISSING, "G:G3")
    decision.record(
        ReturnRequested(unit=order.unit, proposed_unit=command.proposed_unit, late=bool(limits)),
        *decision.done(ClockName.ACCEPT),
        *start(order, ClockName.RETURN_DECISION, DISPATCH_DESK, decision.now),
        basis=("WF-24", "T:T13", *(limits or returns.window.rules)),
    )
    if decision.order.returns >= returns.most.value:
        _dispute(decision, *returns.most.rules)


def limits_passed(decision: Decision) -> tuple[str, ...]:
    """Name the rules of each limit that has passed, of dispatch and of sign-in (G5, X1).

    Default: both must be kept, so that a late sign-in does not reopen the window."""
    order, returns = decision.order, decision.order.dossier.pack.returns
    window, after = returns.window, returns.days_after_acceptance
    passed: list[str] = []
    if order.dispatched_at and decision.now > count(order, order.dispatched_at, window.value)[0]:
        passed += window.rules
    if order.accepted_at and decision.now > last_day(order, order.accepted_at, after.value):
        passed += after.rules
    return tuple(dict.fromkeys(passed))


def last_day(order: Order, accepted: datetime, days: int) -> datetime:
    """End the last of so many working days, that of the sign-in being the first (JT-10)."""
    eve = count_back(order, accepted, A_WORKING_DAY)
    return count(order, eve, replace(A_WORKING_DAY, amount=days))[0]


@applies(ReturnRequested)
def _return_requested(order: Order, content: ReturnRequested, _: Fact) -> Order:
    request = ReturnRequest(unit=content.unit, proposed_unit=content.proposed_unit)
    return changing(
        order, state=State.RETURN_REVIEW, returns=order.returns + 1, return_request=request
    )


@decides(ApproveReturn)
def approve_return(decision: Decision, _: ApproveReturn) -> None:
    """T14: the unit's clocks end as returned; the next unit gets the full limit (G3)."""
    _require_review(decision, "T:T14")
    decision.record(
        ReturnApproved(unit=decision.order.unit),
        *decision.done(ClockName.RETURN_DECISION),
        *leave_unit(decision),
        *start(decision.order, ClockName.DISPATCH, DISPATCH_DESK, decision.now),
        basis=("T:T14", "NA-09", "G:G3"),
    )


@applies(ReturnApproved)
def _return_approved(order: Order, _: ReturnApproved, __: Fact) -> Order:
    return left_by_unit(order, State.QUEUED)


@decides(RejectReturn)
def reject_return(decision: Decision, _: RejectReturn) -> None:
    """T15: with a reason; no time is given back."""
    _require_review(decision, "T:T15")
    decision.require_texts("reason", basis=("T:T15",))
    decision.record(
        ReturnRejected(unit=decision.order.unit),
        *decision.done(ClockName.RETURN_DECISION),
        basis=("T:T15", "NA-09"),
    )


@applies(ReturnRejected)
def _return_rejected(order: Order, _: ReturnRejected, __: Fact) -> Order:
    return changing(order, state=State.HANDLING, return_request=None)


def _require_review(decision: Decision, basis: str) -> None:
    decision.require(
        decision.order.state is State.RETURN_REVIEW,
        NO_RETURN_UNDER_REVIEW,
        basis,
        about=(decision.order.state,),
    )


@decides(OpenDispute)
def open_dispute(decision: Decision, _: OpenDispute) -> None:
    """T16: a person opens it; the second return opens it by itself (G4)."""
    _require_review(decision, "T:T16")
    _dispute(decision, "WF-25")


def _dispute(decision: Decision, *basis: str) -> None:
    decision.record(
        DisputeOpened(unit=decision.order.unit),
        *decision.done(ClockName.RETURN_DECISION),
        *leave_unit(decision),
        *start(decision.order, ClockName.RETURN_DECISION, HOTLINE, decision.now, DISPUTE),
        basis=("T:T16", *basis),
    )


@applies(DisputeOpened)
def _dispute_opened(order: Order, _: DisputeOpened, __: Fact) -> Order:
    return left_by_unit(order, State.DISPUTED)


@decides(Designate)
def designate(decision: Decision, command: Designate) -> None:
    """T17: the named unit may not return the order; its clocks begin afresh."""
    decision.require(
        decision.order.state is State.DISPUTED, NOT_DISPUTED, "T:T17", about=(decision.order.state,)
    )
    name_unit(decision, command.unit, "T:T17")


def name_unit(decision: Decision, unit: str, *basis: str) -> None:
    """Whoever is named to end a dispute has the order for good (WF-26)."""
    require_not_accused(decision, unit)
    decision.record(
        Designated(unit=unit),
        *decision.done(ClockName.RETURN_DECISION),
        *unit_clocks(decision.order, unit, decision),
        basis=("WF-25", "WF-26", *basis),
    )
    tell(decision, unit)
    watch_transfers(decision)


@applies(Designated)
def _designated(order: Order, content: Designated, fact: Fact) -> Order:
    return changing(
        order,
        state=State.PENDING_ACCEPT,
        unit=content.unit,
        designated=True,
        dispatched_at=fact.occurred_at,
        accepted_at=None,
        dispatchers=(*order.dispatchers, fact.actor.person),
        transfers=order.transfers + 1,
        emergency=instructed(order.emergency, content.unit, fact.occurred_at),
    )
