"""Stories of force majeure: a miss that does not count and stays visible."""

from datetime import timedelta

import pytest

from domain.assessment.scoring import scorecard
from domain.chapters.closing.commands import PassReview
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    Arrive,
    ClaimForceMajeure,
    RejectForceMajeure,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import SubmitResult
from domain.duties.due_dates import recomputed
from domain.order.clock import Outcome
from domain.vocabulary import ResultKind, Urgency
from tests.domain.case import BY_PHONE, Case


def claim(case: Case, **ahead: float) -> ClaimForceMajeure:
    """A landslide blocks the road; the unit names a new arrival time."""
    cause = ForceMajeureCause.FORCE_MAJEURE
    return ClaimForceMajeure(cause=cause, new_eta=case.now + timedelta(**ahead))


def claimed() -> Case:
    """An emergency whose unit claims, after ten minutes, to need an hour and a half."""
    case = Case().signed_in(urgency=Urgency.EMERGENCY).after(minutes=10).by("unit_officer")
    return case.does(claim(case, minutes=90), "evidence")


@pytest.mark.rule("T:T52.2", "G:G18.3", "X:X5.1", "SY20-21.3")
def test_an_approved_claim_exempts_and_runs_to_the_new_time() -> None:
    case = claimed().after(minutes=25).by("shift_lead").does(ApproveForceMajeure())
    assert case.clock("arrive/1").lapsed is not None
    assert case.clock("arrive/1").outcome is Outcome.EXEMPT
    duties = {duty.clock: duty for duty in scorecard(case.order.dossier, case.facts).duties}
    assert duties["arrive/1"].was_kept is None
    assert case.clock("arrive/2").due == case.now + timedelta(minutes=65)
    case.at("03-02 10:40").by("unit_officer").does(Arrive())
    assert case.clock("arrive/2").outcome is Outcome.MET


@pytest.mark.rule("G:G18", "T:T52", "X:X5", "SY20-21")
@pytest.mark.parametrize("later", [{"minutes": 25}, {"minutes": 80, "microseconds": 3}])
def test_the_new_limit_counts_exactly_to_its_due(later: dict[str, float]) -> None:
    case = claimed().after(microseconds=7).after(**later).by("shift_lead")
    clock = case.does(ApproveForceMajeure()).clock("arrive/2")
    assert clock.due == clock.started + timedelta(seconds=clock.limit.amount)
    assert recomputed(case.order, clock).due == clock.due


@pytest.mark.rule("G:G18", "T:T52.3")
def test_a_rejected_claim_changes_no_clock() -> None:
    case = claimed().after(minutes=5).by("shift_lead")
    assert case.refused(RejectForceMajeure()) == "text_missing"
    case.does(RejectForceMajeure(), "reason")
    assert case.clock("arrive/1").due == case.clock("arrive/1").original_due
    assert case.refused(ApproveForceMajeure()) == "no_claim_open"


@pytest.mark.rule("G:G18.1", "X:X5", "T:T52.1")
def test_what_a_claim_needs() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).by("unit_officer").after(minutes=1)
    assert case.refused(claim(case, hours=1)) == "text_missing"
    assert case.refused(claim(case, hours=-1), "evidence") == "eta_in_the_past"
    assert case.refused(claim(case, hours=24, seconds=1), "evidence") == "eta_too_far"
    case.does(claim(case, hours=24), "evidence")
    assert case.refused(claim(case, hours=1), "evidence") == "claim_already_open"
    case.by("shift_lead").does(RejectForceMajeure(), "reason").by("unit_officer").does(Arrive())
    assert case.refused(claim(case, hours=1), "evidence") == "no_arrival_owed"


@pytest.mark.rule("T:T52")
def test_only_in_an_emergency() -> None:
    case = Case().signed_in().by("unit_officer")
    assert case.refused(claim(case, hours=1), "evidence") == "not_an_emergency"


@pytest.mark.rule("T:T31.3", "T:T52")
def test_the_review_of_the_claim_and_of_the_result_are_two_duties() -> None:
    case = claimed().after(minutes=1).steps_taken()
    result = SubmitResult(result_kind=ResultKind.EMERGENCY, **BY_PHONE)
    case.does(result, "situation", "method", "result")
    case.by("reviewer").does(PassReview())
    assert case.clock("review/1").is_open
    case.by("shift_lead").does(ApproveForceMajeure())
    assert case.clock("review/1").outcome is Outcome.MET


@pytest.mark.rule("G:G18.2")
def test_a_claim_nobody_decides_stays_owed() -> None:
    case = claimed().after(minutes=31)
    assert case.clock("review/1").lapsed is not None
    assert case.clock("review/1").is_open


@pytest.mark.rule("G:G18", "T:T52")
def test_a_new_time_that_has_passed_is_none_though_it_came_after_the_dispatch() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY).after(minutes=10).by("unit_officer")
    for minutes in (-5, 0):
        assert case.refused(claim(case, minutes=minutes), "evidence") == "eta_in_the_past"
    assert case.does(claim(case, minutes=0, microseconds=1), "evidence").order.emergency.claim  # type: ignore[union-attr]
