"""Returning what is not one's own duty: an application that is reviewed (WF-24, NA-09)."""

from dataclasses import replace
from datetime import datetime

from domain.chapters.dispatch.commands import ApproveReturn, RejectReturn, RequestReturn
from domain.chapters.dispatch.designation import dispute, require_not_designated, require_review
from domain.chapters.dispatch.dispatch import (
    NOT_WITH_A_UNIT,
    leave_unit,
    left_by_unit,
    require_own_unit,
)
from domain.chapters.dispatch.facts import ReturnApproved, ReturnRejected, ReturnRequested
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

PROPOSED_UNIT_MISSING = refusal("proposed_unit_missing")
RETURN_WINDOW_OVER = refusal("return_window_over")
LATE_RETURN_OVER = refusal("late_return_over")
SENT_BY_YOURSELF = refusal("sent_by_yourself")

PROPOSED_UNIT = "proposed_unit"
A_WORKING_DAY = Limit(convention=Convention.WORKING_DAYS, amount=1)


@decides(RequestReturn)
def request_return(decision: Decision, command: RequestReturn) -> None:
    """T13: an application, not a right (WF-24); what it must say, the place says (G3, JT-09)."""
    order = decision.order
    returns = order.dossier.pack.returns
    require_not_designated(decision, "G:G6")
    require_own_unit(decision, "T:T13")
    decision.require(
        order.state in (State.PENDING_ACCEPT, State.HANDLING),
        NOT_WITH_A_UNIT,
        "T:T13",
        about=(order.state,),
    )
    require_people_safe(decision, "X:X4", "SY20-22")
    limits = limits_passed(decision)
    if limits:
        _require_signed_late(decision, limits)
    _require_said(decision, command)
    decision.record(
        ReturnRequested(unit=order.unit, proposed_unit=command.proposed_unit, late=bool(limits)),
        *decision.done(ClockName.ACCEPT),
        *start(order, ClockName.RETURN_DECISION, DISPATCH_DESK, decision.now),
        basis=("WF-24", "T:T13", *(limits or returns.window.rules)),
    )
    if decision.order.returns >= returns.most.value:
        dispute(decision, *returns.most.rules)


def _require_signed_late(decision: Decision, limits: tuple[str, ...]) -> None:
    """G5, X1: after the window only the unit's head signs, and not for ever; JT-10: nobody."""
    order, late = decision.order, decision.order.dossier.pack.returns.late_days
    decision.require(late.value > 0, LATE_RETURN_OVER, *limits, *late.rules)
    decision.require(decision.actor.role is Role.UNIT_HEAD, RETURN_WINDOW_OVER, *limits)
    if sent := order.dispatched_at:
        last = count(order, sent, replace(A_WORKING_DAY, amount=late.value))[0]
        decision.require(decision.now <= last, LATE_RETURN_OVER, *late.rules)


def _require_said(decision: Decision, command: RequestReturn) -> None:
    said = decision.order.dossier.pack.returns.required
    if texts := tuple(name for name in said.value if name != PROPOSED_UNIT):
        decision.require_texts(*texts, basis=("WF-24", *said.rules))
    proposed = PROPOSED_UNIT not in said.value or bool(command.proposed_unit)
    decision.require(proposed, PROPOSED_UNIT_MISSING, *said.rules)


def limits_passed(decision: Decision) -> tuple[str, ...]:
    """Name the rules of each limit that has passed: since the dispatch and, for whoever has
    signed in, since the day of the receipt (G5, X1, JT-10).

    Default: both must be kept, so that neither a late sign-in nor a late passing down reopens
    the window."""
    order, returns = decision.order, decision.order.dossier.pack.returns
    window, after = returns.window, returns.days_after_acceptance
    passed: list[str] = []
    sent = order.dispatched_at
    if sent and decision.now > count(order, sent, window.value)[0]:
        passed += window.rules
    received = _received_at(order)
    if order.accepted_at and received and decision.now > last_day(order, received, after.value):
        passed += after.rules
    return tuple(dict.fromkeys(passed))


def _received_at(order: Order) -> datetime | None:
    """When those who do the work got it: the section by the passing down, else the unit."""
    passed_down = order.open_clock(ClockName.SUB_HANDLE)
    return passed_down.started if passed_down else order.dispatched_at


def last_day(order: Order, received: datetime, days: int) -> datetime:
    """End the last of so many working days, that of the receipt being the first (JT-10).

    Default: what is received on a day off counts as received on the next working day."""
    eve = count_back(order, received, A_WORKING_DAY)
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
    require_review(decision, "T:T14")
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
    """T15: with a reason; no time is given back; an objection to a dispatch is reviewed (NA-09)."""
    require_review(decision, "T:T15")
    _require_other_eyes(decision)
    decision.require_texts("reason", basis=("T:T15",))
    decision.record(
        ReturnRejected(unit=decision.order.unit),
        *decision.done(ClockName.RETURN_DECISION),
        basis=("T:T15", "NA-09"),
    )


@applies(ReturnRejected)
def _return_rejected(order: Order, _: ReturnRejected, __: Fact) -> Order:
    return changing(order, state=State.HANDLING, return_request=None)


def _require_other_eyes(decision: Decision) -> None:
    """NA-09: where the place says so, nobody rejects what is said against a dispatch of his own."""
    other = decision.order.dossier.pack.returns.other_eyes
    own = decision.actor.is_one_of(decision.order.dispatchers[-1:])
    decision.require(not (other.value and own), SENT_BY_YOURSELF, *other.rules)
