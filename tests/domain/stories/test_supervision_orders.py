"""Stories of who opens supervision, and who issues it (WF-32)."""

import pytest

from domain.chapters.supervision.commands import RaiseSupervision
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case

BOARD = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA)
ISSUED = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


@pytest.mark.rule("C:C12", "WF-32")
def test_the_board_names_the_body_that_issues_it() -> None:
    case = Case().signed_in().by("supervisor")
    assert case.refused(BOARD) == "authority_missing"
    assert case.does(ISSUED).order.level is Level.L3
    assert case.last("SupervisionRaised").content.authority == "city_office"  # type: ignore[union-attr]


@pytest.mark.rule("C:C12", "WF-32")
def test_a_sub_centre_supervises_daily_and_no_higher() -> None:
    case = Case().signed_in().by("district_centre")
    assert case.refused(ISSUED) == "sub_centre_supervises_daily"
    assert case.does(DAILY).order.level is Level.L2


@pytest.mark.rule("T:T44")
def test_a_unit_never_supervises_itself() -> None:
    assert Case().signed_in().by("unit_head").refused(DAILY) == "role_may_not"
