"""A half day of one year: the notice of a place says when every office closes (X17, G23)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter

from domain.time.calendar import BadCalendar, CalendarYear, HalfDay, WorkCalendar
from domain.time.counting import before, due, working_time_between
from domain.time.limit import parse_limit
from domain.time.office_hours import parse_office_hours
from policies.calendar_files import BadCalendarFile
from policies.calendar_library import built_in_library, work_calendar
from tests.policies.law_table import HALF_DAY, PLACE

CALENDAR = TypeAdapter(WorkCalendar)
CITY = ZoneInfo("Asia/Shanghai")
OFFICE = parse_office_hours("08:00-12:00", "14:00-17:30")
THURSDAY = date(2026, 12, 24)


def calendar(*texts: str) -> WorkCalendar:
    library = built_in_library().with_file(PLACE.format(name="halves"), "place.toml")
    for number, text in enumerate(texts or (HALF_DAY,)):
        library = library.with_file(text, f"{number}.toml")
    return library.calendar("halves")


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"2026-12-{local}").replace(tzinfo=CITY).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "limit", "ends"),
    [
        ("24 09:00", "0 WD close", "24 11:30"),
        ("24 11:30", "0 WD close", "25 17:30"),
        ("23 16:00", "1 WD close", "24 11:30"),
        ("24 11:00", "1 WH", "25 08:30"),
        ("23 17:00", "4 WH", "24 11:30"),
        ("23 09:00", "1 WD", "25 00:00"),
    ],
)
def test_the_office_closes_early_on_that_day(start: str, limit: str, ends: str) -> None:
    assert due(at(start), parse_limit(limit), calendar(), OFFICE).at == at(ends)


def test_it_is_counted_alike_ahead_and_back_and_between() -> None:
    assert before(at("25 08:30"), parse_limit("1 WH"), calendar(), OFFICE).at == at("24 11:00")
    assert working_time_between(at("23 08:00"), at("26 08:00"), calendar(), OFFICE) == (
        working_time_between(at("23 08:00"), at("24 00:00"), calendar(), OFFICE)
        + working_time_between(at("24 08:00"), at("24 11:30"), calendar(), OFFICE)
        + working_time_between(at("25 08:00"), at("26 00:00"), calendar(), OFFICE)
    )


def test_an_office_that_opens_later_keeps_its_hours() -> None:
    night = parse_office_hours("22:00-06:00")
    assert due(at("24 21:00"), parse_limit("4 WH"), calendar(), night).at == at("25 02:00")


def test_the_afternoon_and_other_years_are_as_ever() -> None:
    later = HALF_DAY.replace("11:30", "15:00")
    ends = due(at("24 09:00"), parse_limit("0 WD close"), calendar(later), OFFICE)
    assert ends.at == at("24 15:00")
    at_the_opening = HALF_DAY.replace("11:30", "14:00")
    ends = due(at("24 09:00"), parse_limit("0 WD close"), calendar(at_the_opening), OFFICE)
    assert ends.at == at("24 12:00")
    other = HALF_DAY.replace("2026", "2025")
    assert due(at("24 09:00"), parse_limit("0 WD close"), calendar(other), OFFICE).at == at(
        "24 17:30"
    )


def test_a_made_up_day_may_be_a_half_day() -> None:
    made_up = HALF_DAY.replace("12-24", "12-26") + 'make_up_days = ["2026-12-26"]\n'
    ends = due(at("26 09:00"), parse_limit("0 WD close"), calendar(made_up), OFFICE)
    assert ends.at == at("26 11:30")


def test_it_travels_with_an_order_and_is_left_out_where_there_is_none() -> None:
    found = calendar()
    assert CALENDAR.validate_json(CALENDAR.dump_json(found)) == found
    assert found.years[0].half_days == (HalfDay(day=THURSDAY, until=time(11, 30)),)
    assert b"half_days" not in CALENDAR.dump_json(work_calendar("cn"))


def test_a_place_that_extends_another_has_its_half_days_and_its_own() -> None:
    inner = PLACE.format(name="inner") + 'extends = "halves"\n'
    own = HALF_DAY.replace('"halves"', '"inner"').replace("12-24", "12-23")
    library = built_in_library().with_file(PLACE.format(name="halves"), "a.toml")
    for text in (HALF_DAY, inner, own):
        library = library.with_file(text, "b.toml")
    (year,) = library.calendar("inner").years
    assert [one.day.day for one in year.half_days] == [23, 24]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('{ days = "2026-12-24" }', "must be { days ="),
        ('{ days = "2026-12-24", until = "noon" }', "until: 'noon' is no time of day"),
        ('{ days = "2026-12-24", until = "00:00" }', "until: '00:00' is no time of day"),
        ('{ days = "2025-12-24", until = "12:00" }', "2025-12-24 does not lie in 2026"),
        ('{ days = "2026-12-26", until = "12:00" }', "2026-12-26 is no working day"),
        ('"2026-12-24"', "must be { days ="),
    ],
)
def test_a_half_day_that_cannot_be_is_refused(entry: str, reason: str) -> None:
    text = HALF_DAY.replace('{ days = "2026-12-24", until = "11:30", name = "the eve" }', entry)
    with pytest.raises(BadCalendarFile) as bad:
        calendar(text)
    (mistake,) = bad.value.mistakes
    assert (mistake.key, reason in mistake.reason) == ("half_days[1]", True)


def test_a_year_holds_each_half_day_once() -> None:
    half = HalfDay(day=THURSDAY, until=time(12))
    with pytest.raises(BadCalendar, match="twice"):
        CalendarYear(
            year=2026,
            edition="1",
            source="x",
            days_off=(),
            make_up_days=(),
            half_days=(half, half),
        )
