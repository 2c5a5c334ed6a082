"""Stories of who opens supervision, and who issues it (WF-32)."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import Contact
from domain.chapters.supervision.commands import RaiseSupervision
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case, moment

BOARD = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA)
ISSUED = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


@pytest.mark.rule("C:C12.1", "WF-32.2")
def test_the_board_names_the_body_that_issues_it() -> None:
    case = Case().signed_in().by("supervisor")
    assert case.refused(BOARD) == "authority_missing"
    assert case.does(ISSUED).order.level is Level.L3
    assert case.last("SupervisionRaised").content.authority == "city_office"  # type: ignore[union-attr]


@pytest.mark.rule("C:C12", "WF-32.3")
def test_a_sub_centre_supervises_daily_and_no_higher() -> None:
    case = Case().signed_in().by("district_centre")
    assert case.refused(ISSUED) == "sub_centre_supervises_daily"
    assert case.does(DAILY).order.level is Level.L2


@pytest.mark.rule("T:T44")
def test_a_unit_never_supervises_itself() -> None:
    assert Case().signed_in().by("unit_head").refused(DAILY) == "role_may_not"


GROUNDS = (
    Trigger.REFUSES_TO_ACCEPT,
    Trigger.DUE_PASSED,
    Trigger.UNRESOLVED,
    Trigger.NEGATIVE_EFFECT,
    Trigger.OTHER,
)


@pytest.mark.rule("WF-33.3", "WF-32.5", "T:T44")
@pytest.mark.parametrize("ground", GROUNDS)
def test_each_ground_of_the_article_alone_puts_the_unit_under_supervision(ground: Trigger) -> None:
    """Nothing else is wrong with the order; it gets a deadline of its own."""
    order = RaiseSupervision(level=Level.L2, trigger=ground)
    case = Case("weifang-2021").signed_in().does(Contact()).by("supervisor").does(order, "reason")
    raised = case.last("SupervisionRaised").content
    assert (raised.level, raised.trigger, raised.owner) == (Level.L2, ground, "water")  # type: ignore[union-attr]
    assert case.clock("supervision/1").due == moment("03-05 24:00")


@pytest.mark.rule("WF-39", "T:T44")
@pytest.mark.parametrize(
    "ground",
    [
        Trigger.REFUSES_TO_ACCEPT,
        Trigger.DUE_PASSED,
        Trigger.STILL_OVERDUE,
        Trigger.UNRESOLVED,
    ],
)
def test_what_supervision_is_for_is_handed_over_only_when_supervision_has_not_mended_it(
    ground: Trigger,
) -> None:
    case = Case("weifang-2021").signed_in().does(Contact()).by("hotline_head")
    over = RaiseSupervision(level=Level.L5, trigger=ground, authority="discipline")
    assert case.refused(over, "reason") == "supervision_comes_first"
    summons = replace(over, level=Level.L4, authority="city_office")
    assert case.asks(summons, "reason").facts  # type: ignore[union-attr]
    case.does(DAILY, "reason").does(over, "reason")
    assert "WF-39" in case.last("SupervisionRaised").basis


@pytest.mark.rule("WF-39")
@pytest.mark.parametrize(
    "ground", [Trigger.FALSIFICATION, Trigger.NEGATIVE_EFFECT, Trigger.LEAK, Trigger.OTHER]
)
def test_falsification_bad_methods_and_leaks_are_handed_over_at_once(ground: Trigger) -> None:
    over = RaiseSupervision(level=Level.L5, trigger=ground, authority="discipline")
    case = Case("weifang-2021").signed_in().by("hotline_head").does(over, "reason")
    assert "WF-39" in case.last("SupervisionRaised").basis
    assert case.last("SupervisionRaised").content.to == "discipline"  # type: ignore[union-attr]


@pytest.mark.rule("T:T44", "WF-32")
@pytest.mark.parametrize(
    ("level", "to"),
    [
        (Level.L1, "supervisor"),
        (Level.L2, "supervisor"),
        (Level.L3, "hotline_head"),
        (Level.L4, "city_office"),
        (Level.L5, "discipline"),
    ],
)
def test_each_level_has_somebody_who_is_told_of_it(level: Level, to: str) -> None:
    order = RaiseSupervision(level=level, trigger=Trigger.LEAK, authority="city_office")
    case = Case().signed_in().by("hotline_head").does(order, "reason")
    assert case.last("SupervisionRaised").content.to == to  # type: ignore[union-attr]
