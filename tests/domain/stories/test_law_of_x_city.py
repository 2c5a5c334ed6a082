"""X市: five kinds of demand at every hour, members pressed on, hard cases before the meeting."""

import pytest

from domain.chapters.handling.commands import DecideHardCase, RaiseHardCase
from domain.chapters.supervision.commands import RaiseSupervision, Urge
from domain.law.bodies import HardCaseLevel
from domain.vocabulary import ItemType, Level, State, Trigger
from tests.domain.case import Case, moment

PLACE = "x-city"


@pytest.mark.rule("XS-01.1")
@pytest.mark.parametrize("type", ItemType)
def test_the_platform_names_what_it_takes_in(type: ItemType) -> None:
    assert "XS-01" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("XS-01.2")
def test_the_platform_serves_at_every_hour() -> None:
    case = Case(PLACE, at="10-01 02:00").register()
    assert case.clock("intake/1").due == moment("10-01 02:30")


@pytest.mark.rule("XS-05")
def test_the_hotline_office_presses_the_members_and_nobody_else_does() -> None:
    case = Case(PLACE).signed_in()
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    assert case.by("unit_head").refused(Urge(by="office")) == "role_may_not"
    assert case.by("unit_head").refused(daily) == "role_may_not"
    assert case.by("supervisor").does(Urge(by="office")).does(daily).order.level is Level.L2


@pytest.mark.rule("XS-03.1")
def test_a_hard_case_is_decided_by_the_joint_meeting() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    case.does(RaiseHardCase(level=HardCaseLevel.HOTLINE), "opinion").by("hotline_head")
    city_office = RaiseHardCase(level=HardCaseLevel.CITY_OFFICE)
    assert case.refused(city_office, "opinion") == "not_the_next_level"
    case.does(RaiseHardCase(level=HardCaseLevel.JOINT_MEETING), "opinion")
    assert case.by("hotline_head").refused(DecideHardCase(), "opinion") == "lies_elsewhere"
    assert case.by("joint_meeting").does(DecideHardCase(), "opinion").state is State.HANDLING
