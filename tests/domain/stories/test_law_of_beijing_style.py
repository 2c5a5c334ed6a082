"""A city outside the sources: hours for water and light, days for the rest, ways and not noes."""

import pytest

from domain.chapters.handling.commands import RequestExtension
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, State, Urgency
from tests.domain.case import Case, moment
from tests.domain.grounds import grounded

PLACE = "beijing-style"
WAYS = [
    pytest.param("EMERGENCY_LINE", marks=pytest.mark.rule("C:C7", "C:C8")),
    pytest.param("MUST_USE_PROCEDURE", marks=pytest.mark.rule("C:C8", "C:C9")),
    pytest.param("ALREADY_IN_PROCEDURE", marks=pytest.mark.rule("C:C8", "C:C9")),
    pytest.param("DUPLICATE", marks=pytest.mark.rule("C:C8", "C:C10")),
    pytest.param("CONCLUDED", marks=pytest.mark.rule("C:C8", "C:C10")),
]


@pytest.mark.rule("C:C3")
def test_water_and_light_are_back_within_a_day_and_the_rest_within_a_week() -> None:
    water = Case(PLACE).dispatched(class_=ItemClass.CITY_MANAGEMENT)
    assert water.clock("handle/1").due == moment("03-03 09:00")
    assert Case(PLACE).dispatched().clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("C:C3")
def test_a_week_has_seven_days_on_holidays_too() -> None:
    case = Case(PLACE, at="02-16 09:00").dispatched(type="consult")
    assert case.clock("handle/1").due == moment("02-23 24:00")


@pytest.mark.rule("C:C1")
def test_an_emergency_is_reported_on_within_two_hours() -> None:
    case = Case(PLACE).dispatched(urgency=Urgency.EMERGENCY)
    assert case.clock("first_feedback/1").due == moment("03-02 11:00")


@pytest.mark.rule("G:G7")
def test_a_hard_matter_has_fifteen_days_in_all() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    nine = RequestExtension(length=parse_limit("9 ND"), signed_by="head")
    assert case.refused(nine, "reason") == "extension_too_long"
    eight = RequestExtension(length=parse_limit("8 ND"), signed_by="head")
    assert case.does(eight, "reason").order.extension_request is not None


@pytest.mark.parametrize("code", WAYS)
def test_whoever_is_not_helped_here_is_told_where_or_how_far_it_is(code: str) -> None:
    case = Case(PLACE).register().does(grounded(code), "reason", "route")
    assert case.state is State.REFUSED
