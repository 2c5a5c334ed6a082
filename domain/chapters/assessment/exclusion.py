"""What the assessment leaves out (不纳入考核): asked for with a reason, approved by another."""

from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.assessment.facts import AssessmentExcluded, ExclusionRequested
from domain.order.clause import applies, decides
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import OVER


@decides(ExcludeFromAssessment, even_when=OVER)
def exclude_from_assessment(docket: Docket, _: ExcludeFromAssessment) -> None:
    """WF-34: what lies outside a unit's duty may be left out, once, with a reason; mostly it
    is asked for when the order has ended."""
    order = docket.order
    asked = bool(order.exclusion_asked_by)
    docket.require(not asked and not order.excluded, "exclusion_already_asked", "WF-34")
    docket.require_texts("reason", basis=("WF-34",))
    docket.record(ExclusionRequested(by=docket.actor.person), basis=("WF-34",))


@applies(ExclusionRequested)
def _asked(order: Order, content: ExclusionRequested, _: Fact) -> Order:
    return changing(order, exclusion_asked_by=content.by)


@decides(ApproveExclusion, even_when=OVER)
def approve_exclusion(docket: Docket, _: ApproveExclusion) -> None:
    """WF-34, 6.1: four eyes; whoever asked may not approve."""
    asked_by = docket.order.exclusion_asked_by
    docket.require(bool(asked_by), "no_exclusion_asked", "WF-34")
    docket.require(docket.actor.person != asked_by, "second_person_needed", "WF-34", "SM-10")
    docket.record(AssessmentExcluded(asked_by=asked_by), basis=("WF-34", "SM-10"))


@applies(AssessmentExcluded)
def _excluded(order: Order, _: AssessmentExcluded, __: Fact) -> Order:
    return changing(order, excluded=True, exclusion_asked_by="")
