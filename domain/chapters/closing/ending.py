"""How an order ends: supervision is cleared, and nothing is owed afterwards."""

from typing import Final

from domain.chapters.closing.facts import Closed
from domain.chapters.closing.terms import ClosingKind
from domain.chapters.supervision.supervision import clear
from domain.duties.due_dates import end_of, start_until
from domain.order.clause import applies
from domain.order.clock import ClockStarted, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import RefusalCode
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, ResultKind, State

FOLLOW_UP_DESK: Final = "follow_up_desk"
FOLLOWED_UP: Final = ("X:X28", "SY18-07", "SY20-18")
CLOSES_AS: Final = {
    ResultKind.ANSWERED: ClosingKind.ANSWERED,
    ResultKind.SUBSTANTIATED: ClosingKind.SOLVED,
    ResultKind.UNSUBSTANTIATED: ClosingKind.UNSUBSTANTIATED,
    ResultKind.SOLVED: ClosingKind.SOLVED,
    ResultKind.UNREASONABLE: ClosingKind.EXPLAINED,
    ResultKind.DONE_ALREADY: ClosingKind.ADOPTED,
    ResultKind.ADOPTED: ClosingKind.ADOPTED,
    ResultKind.NOT_ADOPTED: ClosingKind.NOT_ADOPTED,
    ResultKind.EMERGENCY: ClosingKind.SOLVED,
    ResultKind.CONSTRAINED: ClosingKind.CONSTRAINED,
    ResultKind.CONVEYED: ClosingKind.PRAISE_CONVEYED,
}


def close(decision: Decision, closing: ClosingKind, *basis: str) -> None:
    """Close the order: supervision is cleared first, and nothing is owed afterwards."""
    clear(decision, Outcome.RELEASED)
    finished = decision.done(ClockName.RECHECK)
    rest = decision.release_all(keep=(ClockName.RECHECK,))
    later = _looked_at_later(decision) if closing is ClosingKind.ADOPTED else ()
    decision.record(Closed(closing=closing), *finished, *rest, *later, basis=basis)


def _looked_at_later(decision: Decision) -> tuple[ClockStarted, ...]:
    """X28: what is to be done by a day that lies ahead is followed up then; nobody owes it now."""
    order, day = decision.order, decision.order.completion_date
    if day is None or (ends := end_of(order, day)) <= decision.now:
        return ()
    name, desk = ClockName.FOLLOW_UP, FOLLOW_UP_DESK
    return (start_until(order, name, desk, decision.now, ends, FOLLOWED_UP),)


def closing_of(order: Order) -> ClosingKind:
    """How what was done is called at the end; without a unit the desk has answered (X36)."""
    if order.master:
        return ClosingKind.FOLLOWED_MASTER
    if order.result:
        return CLOSES_AS[order.result]
    return ClosingKind.SOLVED if order.unit else ClosingKind.ANSWERED


@applies(Closed)
def _closed(order: Order, _: Closed, fact: Fact) -> Order:
    return changing(order, state=State.CLOSED, ended_at=fact.occurred_at)


def require_state(decision: Decision, state: State, otherwise: RefusalCode, *basis: str) -> None:
    """Refuse unless the order is in this state."""
    now = decision.order.state
    decision.require(now is state, otherwise, *basis, about=(now,))
