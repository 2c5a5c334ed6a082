"""Reopening: an order that has ended comes back, because somebody had reason to ask."""

from typing import Final

from domain.chapters.afterwards.commands import Reopen
from domain.chapters.afterwards.facts import Reopened
from domain.chapters.closing.callback import RECHECK_DESK
from domain.chapters.intake.desk import INTAKE_DESK
from domain.duties.due_dates import count, start
from domain.order.clause import applies, decides
from domain.order.clock import Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

ORDER_NOT_ENDED = refusal("order_not_ended")
REOPENING_NOT_IN_LAW = refusal("reopening_not_in_law")
REOPENED_TOO_LATE = refusal("reopened_too_late")

REOPENABLE: Final = frozenset({State.CLOSED, State.REFUSED, State.TRANSFERRED_OUT})
"""A withdrawn or terminated matter comes again as a new order (a default)."""


@decides(Reopen, even_when=REOPENABLE)
def reopen(decision: Decision, __: Reopen) -> None:
    """T47: within the days that the law allows; later the matter is a new order, linked to it."""
    order, rules = decision.order, decision.order.dossier.pack.after_closing
    ended = order.state in REOPENABLE
    decision.require(ended, ORDER_NOT_ENDED, "T:T47", about=(order.state,))
    if rules is None or order.ended_at is None:
        decision.refuse(REOPENING_NOT_IN_LAW, "T:T47")
    within = rules.reopen_within
    latest, _ = count(order, order.ended_at, within.value)
    decision.require(decision.now <= latest, REOPENED_TOO_LATE, *within.rules)
    decision.require_texts("reason", basis=("T:T47", "HD-15"))
    bring_back(decision, "T:T47", "HD-15")


def bring_back(decision: Decision, *basis: str) -> None:
    """Put an ended order where somebody must decide about it: the recheck, if a unit had it."""
    order = decision.order
    had_unit = bool(order.unit)
    owed = (
        start(order, ClockName.RECHECK, RECHECK_DESK, decision.now)
        if had_unit
        else start(order, ClockName.INTAKE, INTAKE_DESK, decision.now)
    )
    decision.record(
        Reopened(ended_as=order.state, state=State.RECHECK if had_unit else State.INTAKE),
        *decision.stop(Outcome.RELEASED, ClockName.FOLLOW_UP),
        *owed,
        basis=basis,
    )


@applies(Reopened)
def _reopened(order: Order, content: Reopened, _: Fact) -> Order:
    reopenings = order.reopenings + 1
    return changing(order, state=content.state, ended_at=None, reopenings=reopenings)
