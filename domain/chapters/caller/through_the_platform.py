"""Between the unit and a caller whom it must not know stands the platform (6.2).

At P1 a number relays; from P2 on even the voice would show who reported, so the platform asks and
answers."""

from domain.chapters.caller.commands import AskCaller, GiveRelayNumber, PassOnAnswer
from domain.chapters.caller.confidentiality import PROTECTED, require_named
from domain.chapters.caller.facts import AnswerPassedOn, CallerAsked, RelayNumberGiven
from domain.chapters.dispatch.dispatch import NOT_YOUR_ORDER
from domain.order.clause import applies, decides, only_on_record
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.values.changed_copy import changing

THROUGH_THE_PLATFORM_ONLY = refusal("through_the_platform_only")
QUESTION_OPEN = refusal("question_open")
NO_QUESTION_OPEN = refusal("no_question_open")


@decides(GiveRelayNumber)
def give_relay_number(decision: Decision, _: GiveRelayNumber) -> None:
    """6.2: below P2; it may be given anew, as numbers that relay are lent and go back."""
    below = decision.order.confidentiality < Confidentiality.P2
    decision.require(below, THROUGH_THE_PLATFORM_ONLY, *PROTECTED)
    decision.require_texts("number", basis=PROTECTED)
    decision.record(RelayNumberGiven(), basis=PROTECTED)


@decides(AskCaller)
def ask_caller(decision: Decision, _: AskCaller) -> None:
    """6.2: of its own orders, at every level: a caller may be hard to reach at any. One question
    at a time, so that an answer is to what was asked."""
    order, actor = decision.order, decision.actor
    own = actor.unit in {order.unit, order.child} - {""}
    decision.require(own, NOT_YOUR_ORDER, *PROTECTED, about=(order.unit,))
    decision.require(not order.asked_by_unit, QUESTION_OPEN, *PROTECTED)
    decision.require_texts("question", basis=PROTECTED)
    decision.record(CallerAsked(by_unit=actor.unit), basis=PROTECTED)


@applies(CallerAsked)
def _asked(order: Order, content: CallerAsked, _: Fact) -> Order:
    return changing(order, asked_by_unit=content.by_unit)


@decides(PassOnAnswer)
def pass_on_answer(decision: Decision, _: PassOnAnswer) -> None:
    """6.2: by whoever may know the caller; that nobody could be reached is an answer too."""
    unit = decision.order.asked_by_unit
    decision.require(bool(unit), NO_QUESTION_OPEN, *PROTECTED)
    require_named(decision)
    decision.require_texts("answer", basis=PROTECTED)
    decision.record(AnswerPassedOn(to_unit=unit), basis=PROTECTED)


@applies(AnswerPassedOn)
def _passed_on(order: Order, _: AnswerPassedOn, __: Fact) -> Order:
    return changing(order, asked_by_unit="")


only_on_record(RelayNumberGiven)
