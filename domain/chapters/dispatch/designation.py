"""Disputes and designation: who is named to end one has the order for good (WF-25, WF-26)."""

from typing import Final

from domain.chapters.dispatch.commands import Designate, OpenDispute
from domain.chapters.dispatch.dispatch import (
    HOTLINE,
    leave_unit,
    left_by_unit,
    unit_clocks,
    watch_transfers,
)
from domain.chapters.dispatch.facts import Designated, DisputeOpened
from domain.chapters.dispatch.recusal import require_not_accused
from domain.chapters.emergency.instruction import tell
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.terms import Determination
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

DESIGNATED_MAY_NOT_RETURN = refusal("designated_may_not_return")
NO_RETURN_UNDER_REVIEW = refusal("no_return_under_review")
NOBODY_DENIED_IT = refusal("nobody_denied_it")
NOT_DISPUTED = refusal("not_disputed")
NOBODY_HEARD = refusal("nobody_heard")

DISPUTE: Final = "dispute"
BY_DECISION: Final = ("WF-25", "T:T17")


def require_review(decision: Decision, basis: str) -> None:
    """Refuse where no unit has asked to give the order back."""
    state = decision.order.state
    decision.require(state is State.RETURN_REVIEW, NO_RETURN_UNDER_REVIEW, basis, about=(state,))


@decides(OpenDispute)
def open_dispute(decision: Decision, _: OpenDispute) -> None:
    """T16: a person opens it: over a return, or, before the next dispatch, where the next unit
    denies its duty as well; the second return opens it by itself (G4)."""
    order = decision.order
    if order.state is State.QUEUED:
        decision.require(order.returns > 0, NOBODY_DENIED_IT, "T:T16")
    else:
        require_review(decision, "T:T16")
    decision.require_texts("reason", basis=("T:T16",))
    dispute(decision, "WF-25")


def dispute(decision: Decision, *basis: str) -> None:
    """Leave the question whose duty it is to the hotline, which has a limit to end it."""
    decision.record(
        DisputeOpened(unit=decision.order.unit),
        *decision.done(ClockName.RETURN_DECISION, ClockName.DISPATCH),
        *leave_unit(decision),
        *start(decision.order, ClockName.RETURN_DECISION, HOTLINE, decision.now, DISPUTE),
        basis=("T:T16", *basis),
    )


@applies(DisputeOpened)
def _dispute_opened(order: Order, _: DisputeOpened, __: Fact) -> Order:
    return left_by_unit(order, State.DISPUTED)


@decides(Designate)
def designate(decision: Decision, command: Designate) -> None:
    """T17: by a decision on record, after study with the units concerned or directly."""
    decision.require(
        decision.order.state is State.DISPUTED, NOT_DISPUTED, "T:T17", about=(decision.order.state,)
    )
    decision.require_texts("decision", basis=BY_DECISION)
    studied = command.how is Determination.STUDIED
    decision.require(bool(command.heard) or not studied, NOBODY_HEARD, *BY_DECISION)
    content = Designated(unit=command.unit, how=command.how, heard=command.heard)
    name_unit(decision, content, "T:T17")


def name_unit(decision: Decision, content: Designated, *basis: str) -> None:
    """Whoever is named to end a dispute has the order for good (WF-26), with full limits."""
    require_not_accused(decision, content.unit)
    decision.record(
        content,
        *decision.done(ClockName.RETURN_DECISION),
        *unit_clocks(decision.order, content.unit, decision),
        basis=("WF-25", "WF-26", *basis),
    )
    tell(decision, content.unit)
    watch_transfers(decision)


@applies(Designated)
def _designated(order: Order, content: Designated, fact: Fact) -> Order:
    return changing(
        order,
        state=State.PENDING_ACCEPT,
        unit=content.unit,
        designated=True,
        reconsideration=None,
        dispatched_at=fact.occurred_at,
        accepted_at=None,
        dispatchers=(*order.dispatchers, fact.actor.person),
        transfers=order.transfers + 1,
    )


def require_not_designated(decision: Decision, *basis: str) -> None:
    """WF-26: neither the unit gives back what was determined, nor the desk takes it back."""
    free = not decision.order.designated
    decision.require(free, DESIGNATED_MAY_NOT_RETURN, "WF-26", "X:X2", *basis)
