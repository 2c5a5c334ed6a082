"""What each share scores within a composite figure, and what grade it reaches."""

from collections.abc import Callable

import pytest

from domain.chapters.handling.commands import KeepPromise
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case
from tests.services.assessment.assessed import told_of
from tests.services.assessment.test_assessment import PROMISE, TOLD
from tests.services.assessment.test_composite import A_AND_B, called, weighed, weight

WATCHED = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


def kept() -> Case:
    """An order whose unit promised a day, and kept its word."""
    case = Case().signed_in().by("unit_clerk").does(PROMISE, *TOLD).at("03-10 09:00")
    return case.by("unit_clerk").does(KeepPromise(**case.told), "result")


def cured() -> Case:
    """An order that was supervised until it was mended."""
    return Case().signed_in().by("supervisor").does(WATCHED).does(ClearSupervision(), "reason")


@pytest.mark.rule("K:K6", "K:K7", "K:K8", "K:K9", "K:K11", "K:K12")
@pytest.mark.parametrize("code", ["K6", "K7", "K8", "K9", "K11", "K12"])
def test_where_nothing_went_wrong_the_whole_hundred_scores(code: str) -> None:
    (part,) = told_of(weighed(called(satisfied=1), weights=(weight(code, 10),)))["composite"][
        "whole"
    ]["parts"]
    assert (part["value"], part["points"], part["denominator"]) == (0, 100, 1)


@pytest.mark.rule("K:K8", "K:K11")
@pytest.mark.parametrize(("code", "case"), [("K8.promise", kept), ("K11.ended", cured)])
def test_a_promise_kept_and_a_supervision_ended_score_what_they_are(
    code: str, case: Callable[[], Case]
) -> None:
    told = told_of(weighed(case(), weights=(weight(code, 10),)))["composite"]["whole"]
    (part,) = told["parts"]
    assert (part["value"], part["points"]) == (100, 100)


@pytest.mark.rule("K:K2", "K:K5")
@pytest.mark.parametrize(
    ("good", "bad", "value", "grade"),
    [(160, 40, 80, "B"), (159, 41, 79.5, ""), (179, 21, 89.5, "B"), (180, 20, 90, "A")],
)
def test_a_grade_is_reached_at_its_very_bound(
    good: int, bad: int, value: float, grade: str
) -> None:
    """The unit answered its caller (100), who is not satisfied (0)."""
    weights = (weight("K2", good), weight("K5", bad))
    told = told_of(weighed(called(satisfied=5), weights=weights, grades=A_AND_B))
    assert (told["composite"]["whole"]["value"], told["composite"]["whole"]["grade"]) == (
        value,
        grade,
    )


@pytest.mark.rule("K:K5", "K:K10")
def test_a_unit_to_which_a_share_never_applied_is_judged_by_the_others_alone() -> None:
    weights = (weight("K5", 40), weight("K10", 60))
    told = told_of(weighed(called(satisfied=1), weights=weights))["composite"]["units"]["water"]
    assert (told["value"], told["weighed"]) == (100, 40)
    assert [part["denominator"] for part in told["parts"]] == [1, 0]
