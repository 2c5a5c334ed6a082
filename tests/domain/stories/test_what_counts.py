"""Stories of what a due rests on besides its limit: office hours and holidays."""

import pytest

from domain.chapters.intake.commands import AcceptForDispatch
from domain.vocabulary import ItemClass
from tests.domain.case import Case, moment


@pytest.mark.rule("X:X17.1")
def test_a_make_up_saturday_counts_and_the_spring_festival_does_not() -> None:
    case = Case(at="02-13 09:00").dispatched()
    assert case.clock("accept/1").due == moment("02-14 24:00")
    assert "X:X17" in case.clock("accept/1").basis
    assert case.clock("handle/1").due == moment("02-27 24:00")
    assert "X:X17" in case.clock("handle/1").basis


def test_a_week_like_any_other_rests_on_no_holiday() -> None:
    case = Case().dispatched()
    assert "X:X17" not in case.clock("handle/1").basis
    assert "G:G23" not in case.clock("handle/1").basis


def test_hours_around_the_clock_rest_on_no_holiday() -> None:
    street = Case("sanya-2020", at="02-13 09:00").dispatched(class_=ItemClass.CITY_MANAGEMENT)
    assert "X:X17" not in street.clock("handle/1").basis


def test_the_day_of_the_dispatch_is_not_counted_whatever_day_it_is() -> None:
    case = Case(at="02-28 09:00").dispatched()
    assert case.clock("accept/1").due == moment("03-02 24:00")
    assert "X:X17" not in case.clock("accept/1").basis


@pytest.mark.rule("G:G23.1", "T:T08")
def test_the_dispatch_desk_works_in_office_hours_only() -> None:
    case = Case(at="03-02 11:00").register().does(AcceptForDispatch())
    assert case.clock("dispatch/1").due == moment("03-02 16:00")
    assert "X:X17" not in case.clock("dispatch/1").basis


@pytest.mark.rule("G:G23", "X:X17")
def test_office_hours_of_a_make_up_day_count() -> None:
    case = Case(at="02-13 16:30").register().does(AcceptForDispatch())
    assert case.clock("dispatch/1").due == moment("02-14 12:00")
