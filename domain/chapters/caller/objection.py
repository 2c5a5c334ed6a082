"""Objections: a caller without a good answer may demand an explanation (WF-11)."""

from typing import Final

from domain.chapters.afterwards.reopening import REOPENABLE, bring_back
from domain.chapters.caller.commands import AnswerObjection, Object
from domain.chapters.caller.facts import ObjectionAnswered, ObjectionRaised
from domain.duties.due_dates import start
from domain.order.clause import decides, only_on_record
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.vocabulary import ClockName

NO_OBJECTION_OPEN = refusal("no_objection_open")

EXPLAINS: Final = "objection_desk"
OCCASION: Final = "objection"


@decides(Object, even_when=REOPENABLE)
def object_to_it(decision: Decision, _: Object) -> None:
    """WF-11: on record whenever it comes; a second one before the answer begins no new limit.

    One that comes after the end brings the order back to be decided anew (a default)."""
    decision.require_texts("text", basis=("WF-11",))
    order = decision.order
    if order.is_over:
        decision.record(ObjectionRaised(), basis=("WF-11",))
        return bring_back(decision, "WF-11")
    owed = start(order, ClockName.REVIEW, EXPLAINS, decision.now, OCCASION)
    decision.record(ObjectionRaised(), *(() if _unanswered(order) else owed), basis=("WF-11",))


@decides(AnswerObjection)
def answer_objection(decision: Decision, _: AnswerObjection) -> None:
    """WF-11: the hotline explains; what it says stays with the order."""
    decision.require(bool(_unanswered(decision.order)), NO_OBJECTION_OPEN, "WF-11")
    decision.require_texts("explanation", basis=("WF-11",))
    answered = decision.done(ClockName.REVIEW, owner=EXPLAINS)
    decision.record(ObjectionAnswered(), *answered, basis=("WF-11",))


def _unanswered(order: Order) -> tuple[Clock, ...]:
    return tuple(clock for clock in order.open_clocks() if clock.owner == EXPLAINS)


only_on_record(ObjectionRaised, ObjectionAnswered)
