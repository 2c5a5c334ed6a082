"""Evaluation: a caller judges the result, the work and the people of the hotline."""

from typing import Final

from domain.chapters.caller.commands import AnswerStaffComplaint, Evaluate
from domain.chapters.caller.facts import Evaluated, StaffComplaintAnswered
from domain.chapters.closing.callback import ANSWER_OFF_THE_SCALE, FIVE_LEVELS
from domain.duties.due_dates import start
from domain.order.clause import applies, decides, only_on_record
from domain.order.clock import Clock, ClockStarted
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Evaluation
from domain.order.refusal import refusal
from domain.order.terms import EvaluationSubject
from domain.values.changed_copy import changing
from domain.vocabulary import OVER, ClockName

NOTHING_TO_EVALUATE = refusal("nothing_to_evaluate")
ALREADY_EVALUATED = refusal("already_evaluated")
NO_STAFF_COMPLAINT_OPEN = refusal("no_staff_complaint_open")

LOOKS_INTO_IT: Final = "staff_complaint_desk"
"""The shift lead answering for the seat staff, apart from what he owes in emergencies."""
OCCASION: Final = "staff_complaint"
OF_THE_WORK: Final = ("WF-11",)
OF_STAFF: Final = ("WF-12",)
BY_MANY_WAYS: Final = ("AH-11",)
COMPLAINT: Final = (*OF_STAFF, "X:X26")


@decides(Evaluate, even_when=OVER)
def evaluate(decision: Decision, command: Evaluate) -> None:
    """WF-11, WF-12: once for each subject in each round, mostly when the order has ended.

    Default: the work and its result are judged once there is one; the seat staff at any time. Who
    is dissatisfied with the staff has complained, and the shift lead owes an answer (X26)."""
    of_staff = command.subject is EvaluationSubject.SEAT_STAFF
    basis = OF_STAFF if of_staff else OF_THE_WORK
    decision.require(command.stars in FIVE_LEVELS, ANSWER_OFF_THE_SCALE, *basis)
    decision.require(of_staff or _has_an_outcome(decision.order), NOTHING_TO_EVALUATE, *basis)
    given = Evaluation(subject=command.subject, round=round_of(decision.order))
    once = given not in decision.order.evaluations
    decision.require(once, ALREADY_EVALUATED, *basis, about=(command.subject,))
    complaint = of_staff and _is_dissatisfied(decision.order, command.stars)
    decision.record(
        Evaluated(
            subject=command.subject,
            stars=command.stars,
            round=given.round,
            channel=command.channel,
        ),
        *(review_clock(decision) if complaint else ()),
        basis=(*(COMPLAINT if complaint else basis), *BY_MANY_WAYS),
    )


def _has_an_outcome(order: Order) -> bool:
    return order.is_over or order.result is not None


def round_of(order: Order) -> int:
    """How often an order was worked on again: each time it may be judged anew."""
    return order.reworks + order.false_closures + order.reopenings


def _is_dissatisfied(order: Order, stars: int) -> bool:
    return stars > order.dossier.pack.callback.satisfied_up_to.value


def review_clock(decision: Decision) -> tuple[ClockStarted, ...]:
    """An ended order owes nothing any more: there the complaint is on record only."""
    order = decision.order
    if order.is_over or _unanswered(order):
        return ()
    return start(order, ClockName.REVIEW, LOOKS_INTO_IT, decision.now, OCCASION)


@decides(AnswerStaffComplaint)
def answer_staff_complaint(decision: Decision, _: AnswerStaffComplaint) -> None:
    """WF-12: the shift lead has looked into it; what was found stays with the order."""
    decision.require(bool(_unanswered(decision.order)), NO_STAFF_COMPLAINT_OPEN, *COMPLAINT)
    decision.require_texts("explanation", basis=COMPLAINT)
    answered = decision.done(ClockName.REVIEW, owner=LOOKS_INTO_IT)
    decision.record(StaffComplaintAnswered(), *answered, basis=COMPLAINT)


def _unanswered(order: Order) -> tuple[Clock, ...]:
    return tuple(clock for clock in order.open_clocks() if clock.owner == LOOKS_INTO_IT)


@applies(Evaluated)
def _evaluated(order: Order, content: Evaluated, _: Fact) -> Order:
    given = Evaluation(subject=content.subject, round=content.round)
    return changing(order, evaluations=(*order.evaluations, given))


only_on_record(StaffComplaintAnswered)
