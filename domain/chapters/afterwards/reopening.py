"""Reopening (重新办理): an order that has ended comes back, because somebody had reason to ask."""

from typing import Final

from domain.chapters.afterwards.commands import Reopen
from domain.chapters.afterwards.facts import Reopened
from domain.chapters.closing.callback import RECHECK_DESK
from domain.chapters.intake.desk import INTAKE_DESK
from domain.duties.due_dates import count, start
from domain.order.clause import applies, decides
from domain.order.clock import Outcome
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

REOPENABLE: Final = frozenset({State.CLOSED, State.REFUSED, State.TRANSFERRED_OUT})
"""A withdrawn or terminated matter comes again as a new order (a default)."""


@decides(Reopen, even_when=REOPENABLE)
def reopen(docket: Docket, __: Reopen) -> None:
    """T47: within the days that the law allows; later the matter is a new order, linked to it."""
    order, rules = docket.order, docket.order.dossier.pack.after_closing
    ended = order.state in REOPENABLE
    docket.require(ended, "order_not_ended", "T:T47", about=(order.state,))
    docket.require_texts("reason", basis=("T:T47", "HD-15"))
    if rules is None or order.ended_at is None:
        docket.refuse("reopening_not_in_law", "T:T47")
    within = rules.reopen_within
    latest, _ = count(order, order.ended_at, within.value)
    docket.require(docket.now <= latest, "reopened_too_late", *within.rules)
    bring_back(docket, "T:T47", "HD-15")


def bring_back(docket: Docket, *basis: str) -> None:
    """Put an ended order where somebody must decide about it: the recheck, if a unit had it."""
    order = docket.order
    had_unit = bool(order.unit)
    owed = (
        start(order, ClockName.RECHECK, RECHECK_DESK, docket.now)
        if had_unit
        else start(order, ClockName.INTAKE, INTAKE_DESK, docket.now)
    )
    docket.record(
        Reopened(ended_as=order.state, state=State.RECHECK if had_unit else State.INTAKE),
        *docket.stop(Outcome.RELEASED, ClockName.FOLLOW_UP),
        *owed,
        basis=basis,
    )


@applies(Reopened)
def _reopened(order: Order, content: Reopened, _: Fact) -> Order:
    reopenings = order.reopenings + 1
    return changing(order, state=content.state, ended_at=None, reopenings=reopenings)
