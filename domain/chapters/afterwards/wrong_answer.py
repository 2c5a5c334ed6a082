"""Wrong answers: what the desk answered from a wrong entry is put right."""

from typing import Final

from domain.chapters.afterwards.commands import CorrectAnswer
from domain.chapters.afterwards.facts import AnswerCorrected
from domain.chapters.afterwards.false_closure import NOT_CLOSED_YET
from domain.chapters.closing.review import CALLBACK_DESK
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Citation
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State

ANSWER_NOT_FROM_THERE = refusal("answer_not_from_there")

FOUND_IN: Final = frozenset({State.CLOSED, State.ARCHIVED})
WRONG: Final = ("X:X36", "WF-38")


@decides(CorrectAnswer, even_when=FOUND_IN)
def correct_answer(decision: Decision, command: CorrectAnswer) -> None:
    """X36: at any time after the closing; the callback tells the caller what is right.

    Only an answer of the desk itself is corrected, once for each version: what a unit did about
    the matter afterwards does not stand on the knowledge base any more (a default)."""
    order = decision.order
    decision.require(order.state in FOUND_IN, NOT_CLOSED_YET, *WRONG, about=(order.state,))
    cited = None if order.unit else order.cited
    if cited is None:
        decision.refuse(ANSWER_NOT_FROM_THERE, *WRONG)
    named = Citation(entry=command.kb_entry, version=command.version)
    about = (named.entry, str(named.version))
    decision.require(cited == named, ANSWER_NOT_FROM_THERE, *WRONG, about=about)
    decision.require_texts("answer", basis=WRONG)
    called_back = order.reply_wanted and not order.anonymous
    owed = start(order, ClockName.CALLBACK, CALLBACK_DESK, decision.now) if called_back else ()
    unasked = () if order.reply_wanted else ("WF-22", "X:X24")
    nameless = ("X:X27",) if order.anonymous else ()
    content = AnswerCorrected(kb_entry=named.entry, version=named.version, called_back=called_back)
    decision.record(content, *owed, basis=(*WRONG, *unasked, *nameless))


@applies(AnswerCorrected)
def _corrected(order: Order, content: AnswerCorrected, _: Fact) -> Order:
    corrected = changing(order, cited=None)
    if not content.called_back:
        return corrected
    return changing(corrected, state=State.PENDING_CALLBACK, ended_at=None, attempts=())
