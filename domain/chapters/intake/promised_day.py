"""A case that brings the day along by which it was promised: it takes the place of the limit."""

from datetime import date, datetime

from domain.chapters.intake.commands import Register
from domain.duties.due_dates import count, end_of
from domain.duties.upstream import furthest_promise, promise_rules
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.time.limit import Limit

PROMISED_DAY_NOT_IN_LAW = refusal("promised_day_not_in_law")
PROMISED_DAY_OUT_OF_RANGE = refusal("promised_day_out_of_range")


def require_lawful_promise(decision: Decision, command: Register) -> None:
    """G8: a promised day is taken where the law says how far ahead it may lie, and within that."""
    if command.promised_day is None:
        return
    furthest = furthest_promise(decision.order.dossier.pack)
    if furthest is None:
        decision.refuse(PROMISED_DAY_NOT_IN_LAW, "G:G8")
    about = (furthest.value.text(),)
    lawful = is_within(decision.order, command.promised_day, decision.now, furthest.value)
    decision.require(lawful, PROMISED_DAY_OUT_OF_RANGE, *furthest.rules, about=about)


def is_within(order: Order, day: date, now: datetime, furthest: Limit) -> bool:
    """Whether a day lies ahead of an instant, and no further than this."""
    latest, _ = count(order, now, furthest)
    return now < end_of(order, day) <= latest


def promise_brought(decision: Decision, command: Register) -> tuple[str, ...]:
    """The rules by which a case brings its day along."""
    return promise_rules(decision.order) if command.promised_day else ()
