"""What the assessment leaves out: asked for with a reason, approved by another."""

from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.assessment.facts import AssessmentExcluded, ExclusionRequested
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import SECOND_PERSON_NEEDED
from domain.values.changed_copy import changing
from domain.vocabulary import OVER

EXCLUSION_ALREADY_ASKED = refusal("exclusion_already_asked")
NO_EXCLUSION_ASKED = refusal("no_exclusion_asked")


@decides(ExcludeFromAssessment, even_when=OVER)
def exclude_from_assessment(decision: Decision, _: ExcludeFromAssessment) -> None:
    """WF-34: what lies outside a unit's duty may be left out, once, with a reason; mostly it
    is asked for when the order has ended."""
    order = decision.order
    asked = bool(order.exclusion_asked_by)
    decision.require(not asked and not order.excluded, EXCLUSION_ALREADY_ASKED, "WF-34")
    decision.require_texts("reason", basis=("WF-34",))
    decision.record(ExclusionRequested(by=decision.actor.person), basis=("WF-34",))


@applies(ExclusionRequested)
def _asked(order: Order, content: ExclusionRequested, _: Fact) -> Order:
    return changing(order, exclusion_asked_by=content.by)


@decides(ApproveExclusion, even_when=OVER)
def approve_exclusion(decision: Decision, _: ApproveExclusion) -> None:
    """WF-34, 6.1: four eyes; whoever asked may not approve."""
    asked_by = decision.order.exclusion_asked_by
    decision.require(bool(asked_by), NO_EXCLUSION_ASKED, "WF-34")
    decision.require(
        not decision.actor.is_one_of((asked_by,)), SECOND_PERSON_NEEDED, "WF-34", "SM-10"
    )
    decision.record(AssessmentExcluded(asked_by=asked_by), basis=("WF-34", "SM-10"))


@applies(AssessmentExcluded)
def _excluded(order: Order, _: AssessmentExcluded, __: Fact) -> Order:
    return changing(order, excluded=True, exclusion_asked_by="")
