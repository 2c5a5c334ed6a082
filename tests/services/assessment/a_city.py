"""A city's month: one order of every kind that the figures tell apart."""

from datetime import date

from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import ApproveReturn, Dispatch, RequestReturn
from domain.chapters.handling.commands import Commit
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.chapters.together.commands import NoteRepeat
from domain.vocabulary import Level, Trigger
from tests.domain.case import BY_PHONE, Case

PROMISE = Commit(promise_date=date(2026, 3, 20), **BY_PHONE)


def closed(number: str, *, satisfied: int = 1, hours: int = 1) -> Case:
    """An order that was solved and whose caller was asked."""
    case = Case(number=number).signed_in().after(hours=hours).solved()
    case.by("reviewer").does(PassReview())
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def given_back(number: str) -> Case:
    """An order that came back twice before it went elsewhere."""
    case = Case(number=number).dispatched().by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    return case.at("03-20 09:00")


def watched(number: str) -> Case:
    """Supervision climbed twice and ended once."""
    case = Case(number=number).signed_in().by("supervisor")
    case.does(RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED))
    case.does(ClearSupervision(), "reason").at("03-12 09:00").by("supervisor")
    again = RaiseSupervision(level=Level.L3, trigger=Trigger.UNRESOLVED, authority="city")
    return case.does(again)


def reworked(number: str) -> Case:
    """An order that was done again and came up once more."""
    case = closed(number, satisfied=5).by("supervisor")
    case.does(Recheck(decision=RecheckDecision.REWORK), "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=2)
    return case.at("03-20 09:00").by("system").does(NoteRepeat(later="later", new_facts=False))


def excluded(number: str) -> Case:
    """An order that the assessment leaves out."""
    case = closed(number, satisfied=5).by("assessor").does(ExcludeFromAssessment(), "reason")
    return case.by("hotline_head").does(ApproveExclusion())


def promised(number: str) -> Case:
    """An order that was promised for a later day, which passed."""
    case = Case(number=number).signed_in().by("unit_clerk")
    return case.does(PROMISE, "explanation", "plan", "progress").at("03-25 09:00")


def a_city() -> list[Case]:
    """One order of every kind."""
    late = closed("20260302-000002", hours=24 * 9)
    waiting = Case(number="20260302-000003").signed_in().at("04-20 09:00")
    return [
        closed("20260302-000001"),
        late,
        waiting,
        given_back("20260302-000004"),
        watched("20260302-000005"),
        reworked("20260302-000006"),
        excluded("20260302-000007"),
        promised("20260302-000008"),
    ]
