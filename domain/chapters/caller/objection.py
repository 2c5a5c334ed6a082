"""Objections (异议): a caller without a good answer may demand an explanation (WF-11)."""

from typing import Final

from domain.chapters.afterwards.reopening import REOPENABLE, bring_back
from domain.chapters.caller.commands import AnswerObjection, Object
from domain.chapters.caller.facts import ObjectionAnswered, ObjectionRaised
from domain.duties.due_dates import start
from domain.order.clause import decides, only_on_record
from domain.order.clock import Clock
from domain.order.decision import Docket
from domain.order.order import Order
from domain.vocabulary import ClockName

EXPLAINS: Final = "objection_desk"
OCCASION: Final = "objection"


@decides(Object, even_when=REOPENABLE)
def object_to_it(docket: Docket, _: Object) -> None:
    """WF-11: on record whenever it comes; a second one before the answer begins no new limit.

    One that comes after the end brings the order back to be decided anew (a default)."""
    docket.require_texts("text", basis=("WF-11",))
    order = docket.order
    if order.is_over:
        docket.record(ObjectionRaised(), basis=("WF-11",))
        return bring_back(docket, "WF-11")
    owed = start(order, ClockName.REVIEW, EXPLAINS, docket.now, OCCASION)
    docket.record(ObjectionRaised(), *(() if _unanswered(order) else owed), basis=("WF-11",))


@decides(AnswerObjection)
def answer_objection(docket: Docket, _: AnswerObjection) -> None:
    """WF-11: the hotline explains; what it says stays with the order."""
    docket.require(bool(_unanswered(docket.order)), "no_objection_open", "WF-11")
    docket.require_texts("explanation", basis=("WF-11",))
    answered = docket.done(ClockName.REVIEW, owner=EXPLAINS)
    docket.record(ObjectionAnswered(), *answered, basis=("WF-11",))


def _unanswered(order: Order) -> tuple[Clock, ...]:
    return tuple(clock for clock in order.open_clocks() if clock.owner == EXPLAINS)


only_on_record(ObjectionRaised, ObjectionAnswered)
