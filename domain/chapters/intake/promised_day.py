"""A case that brings the day along by which it was promised: it takes the place of the limit."""

from domain.chapters.intake.commands import Register
from domain.duties.due_dates import count, end_of
from domain.duties.upstream import promise_rules
from domain.order.decision import Decision
from domain.order.refusal import refusal

PROMISED_DAY_NOT_IN_LAW = refusal("promised_day_not_in_law")
PROMISED_DAY_OUT_OF_RANGE = refusal("promised_day_out_of_range")


def require_lawful_promise(decision: Decision, command: Register) -> None:
    """G8: a promised day is taken where the law says how far ahead it may lie, and within that."""
    if command.promised_day is None:
        return
    intake = decision.order.dossier.pack.intake
    furthest = intake.furthest_promised_day if intake else None
    if furthest is None:
        decision.refuse(PROMISED_DAY_NOT_IN_LAW, "G:G8")
    latest, _ = count(decision.order, decision.now, furthest.value)
    ends = end_of(decision.order, command.promised_day)
    about = (furthest.value.text(),)
    lawful = decision.now < ends <= latest
    decision.require(lawful, PROMISED_DAY_OUT_OF_RANGE, *furthest.rules, about=about)


def promise_brought(decision: Decision, command: Register) -> tuple[str, ...]:
    """The rules by which a case brings its day along."""
    return promise_rules(decision.order) if command.promised_day else ()
