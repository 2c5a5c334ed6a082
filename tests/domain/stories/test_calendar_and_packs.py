"""Stories of calendars and places: what is counted where, and what nobody can know yet."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest

from domain.chapters.dispatch.commands import Contact
from domain.chapters.handling.commands import ApproveExtension, RequestExtension
from domain.chapters.law_change.commands import ChangeCalendar
from domain.time.calendar import CalendarYear
from domain.time.limit import parse_limit
from domain.vocabulary import ItemClass, Level, Role
from policies.library import load_pack, pack_names
from tests.domain.case import CITY, Case, moment

NEW_YEAR = ChangeCalendar(
    years=(
        CalendarYear(
            year=2027,
            edition="2027.1",
            source="invented",
            days_off=(date(2027, 1, 1), date(2027, 1, 4)),
            make_up_days=(date(2027, 1, 2),),
        ),
    )
)


def local(case: Case, clock: str) -> str:
    """The due of a clock in the city's time."""
    return case.clock(clock).due.astimezone(CITY).strftime("%m-%d %H:%M")


def at_the_turn_of_the_year(at: str = "12-29 09:00") -> Case:
    """An order whose handling limit runs into a year without a published calendar."""
    return Case(at=at).signed_in()


def test_a_due_in_an_unknown_year_is_provisional_and_never_lapses() -> None:
    case = at_the_turn_of_the_year().after(days=30)
    assert case.clock("handle/1").provisional
    assert case.clock("handle/1").lapsed is None
    assert "handle/1 due" not in case.rings()


@pytest.mark.rule("T:T51", "X:X37", "G:G22")
def test_the_published_calendar_gives_the_true_due() -> None:
    case = at_the_turn_of_the_year().by("sys_admin")
    assert case.refused(ChangeCalendar(years=())) == "no_calendar_given"
    case.after(hours=1).does(NEW_YEAR)
    assert not case.clock("handle/1").provisional
    assert local(case, "handle/1") == "01-07 00:00"
    assert case.clock("handle/1").calendar.endswith("2026.1+2027.1")


@pytest.mark.rule("X:X37", "T:T51")
def test_what_the_calendar_puts_into_the_past_lapses_now() -> None:
    case = at_the_turn_of_the_year().after(days=30).by("sys_admin").does(NEW_YEAR)
    published = case.now
    case.after(microseconds=1)
    assert case.clock("handle/1").lapsed == published
    assert all(a.occurred_at <= b.occurred_at for a, b in pairwise(case.facts))


@pytest.mark.rule("X:X37", "G:G12", "T:T51")
def test_a_rung_in_an_unknown_year_sounds_once_the_year_is_published() -> None:
    case = at_the_turn_of_the_year("12-23 09:00").does(Contact()).at("12-31 24:00").after(hours=1)
    assert case.order.level is Level.L2
    assert "handle/1 L3" not in case.rings()
    case.by("sys_admin").does(NEW_YEAR)
    rings = case.rings()["handle/1 L3"].astimezone(CITY)
    assert rings == datetime(2027, 1, 6, tzinfo=CITY)


@pytest.mark.rule("X:X37", "T:T21")
def test_the_calendar_does_not_swallow_granted_time() -> None:
    case = at_the_turn_of_the_year().by("unit_head")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    case.by("hotline_head").does(ApproveExtension()).by("sys_admin").does(NEW_YEAR)
    assert local(case, "handle/1") == "01-09 00:00"


@pytest.mark.rule("X:X37", "T:T21")
def test_nor_any_of_it_where_time_was_granted_twice() -> None:
    law = load_pack("national-default")
    twice = replace(
        law, extension=replace(law.extension, most=replace(law.extension.most, value=2))
    )
    case = Case(twice, at="12-29 09:00").signed_in()
    for length in ("1 WD", "2 WD"):
        more = RequestExtension(length=parse_limit(length), signed_by="head")
        case.by("unit_head").does(more, "reason").by("hotline_head").does(ApproveExtension())
    case.by("sys_admin").does(NEW_YEAR)
    assert local(case, "handle/1") == "01-12 00:00"


@pytest.mark.rule("T:T51")
def test_a_due_within_the_known_year_stays_untouched() -> None:
    case = Case().signed_in().by("sys_admin").does(NEW_YEAR)
    assert not case.facts[-1].clocks
    assert case.clock("handle/1").due == moment("03-09 24:00")


def test_holidays_are_not_counted_and_make_up_days_are() -> None:
    case = Case(at="02-13 09:00").dispatched()
    assert case.clock("accept/1").due == moment("02-14 24:00")
    assert case.clock("handle/1").due == moment("02-27 24:00")


@pytest.mark.rule("SY18-02.1", "SY18-02.2", "SY18-03", "C:C3.1")
@pytest.mark.parametrize("pack", ["sanya-2018", "sanya-2020"])
def test_in_sanya_city_management_is_counted_in_hours(pack: str) -> None:
    street = Case(pack).dispatched(class_=ItemClass.CITY_MANAGEMENT)
    assert street.clock("accept/1").due == moment("03-02 21:00")
    assert street.clock("handle/1").due == moment("03-04 09:00")
    other = Case(pack).dispatched(class_=ItemClass.OTHER)
    assert other.clock("accept/1").due == moment("03-03 09:00")
    assert other.clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("WF-18.1")
def test_in_weifang_a_question_has_five_working_days() -> None:
    case = Case("weifang-2021").dispatched(type="consult")
    assert case.clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("G:G1", "T:T09")
def test_elsewhere_a_question_has_one() -> None:
    case = Case().dispatched(type="consult")
    assert case.clock("handle/1").due == moment("03-03 24:00")


@pytest.mark.parametrize("pack", sorted({*pack_names()} - {"transport-bureau"}))
@pytest.mark.rule("T:T09", "T:T29", "T:T31", "T:T33")
def test_an_order_goes_its_way_everywhere(pack: str) -> None:
    case = Case(pack).to_callback().called_back(solved=True, satisfied=1)
    assert case.kinds()[-1] == "Closed"
    assert case.actor.role is Role.CALLBACK_OFFICER
