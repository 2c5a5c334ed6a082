"""Holidays that come every year: by date, as the n-th weekday, with a day in lieu (X17)."""

from datetime import UTC, date, datetime

import pytest
from pydantic import TypeAdapter

from domain.time.calendar import WorkCalendar
from domain.time.counting import due
from domain.time.limit import parse_limit
from domain.time.office_hours import parse_office_hours
from policies.calendar_files import BadCalendarFile
from policies.calendar_library import built_in_library, work_calendar

CALENDAR = TypeAdapter(WorkCalendar)
PLACE = """
calendar = "harbour"
title = "Harbour"
time_zone = "America/New_York"
working_weekdays = ["mon", "tue", "wed", "thu", "fri"]
regular = true
"""
HOLIDAYS = (
    PLACE
    + """
holidays = [
  { day = "01-01", name = "New Year", in_lieu = "nearest" },
  { month = 5, weekday = "mon", nth = -1, name = "Memorial Day" },
  { day = "07-04", in_lieu = "nearest" },
  { month = 11, weekday = "thu", nth = 4 },
  { day = "12-25", in_lieu = "next" },
  { day = "12-26", in_lieu = "next" },
  { day = "02-29" },
  { month = 1, weekday = "fri", nth = 5 },
]
"""
)
YEAR = """
calendar = "harbour"
year = 2024
edition = 1
source = ["Gazette 1"]
days_off = ["2024-03-05"]
"""
OFFICE = parse_office_hours("08:00-16:30")


def calendar(*texts: str) -> WorkCalendar:
    library = built_in_library()
    for text in texts:
        library = library.with_file(text, "a.toml")
    return library.calendar("harbour")


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2026-05-25", True),
        ("2026-05-18", False),
        ("2026-07-03", True),
        ("2026-07-06", False),
        ("2027-07-05", True),
        ("2026-11-26", True),
        ("2026-11-19", False),
        ("2021-12-31", True),
        ("2026-12-28", True),
        ("2027-12-27", True),
        ("2027-12-28", True),
        ("2027-12-29", False),
        ("2028-02-29", True),
        ("2027-03-01", False),
        ("2027-01-29", True),
        ("2026-01-30", True),
        ("2028-01-28", False),
    ],
)
def test_a_holiday_comes_every_year(day: str, off: bool) -> None:
    assert calendar(HOLIDAYS).is_working_day(date.fromisoformat(day)) is not off


def test_a_duty_reaches_over_them_and_is_certain() -> None:
    start = datetime(2026, 12, 23, 20, tzinfo=UTC)
    ends = due(start, parse_limit("3 WD"), calendar(HOLIDAYS), OFFICE)
    assert (ends.at, ends.provisional) == (datetime(2026, 12, 31, 5, tzinfo=UTC), False)
    far = due(start, parse_limit("3650 ND put-off"), calendar(HOLIDAYS), OFFICE)
    assert not far.provisional


def test_the_notice_of_a_year_comes_on_top_and_may_let_a_holiday_be_worked() -> None:
    worked = YEAR + 'make_up_days = ["2024-07-04"]\n'
    found = calendar(HOLIDAYS, worked)
    assert not found.is_working_day(date(2024, 3, 5))
    assert found.is_working_day(date(2024, 7, 4))
    assert not found.is_working_day(date(2024, 11, 28))
    assert found.is_published(date(2027, 1, 1))


def test_x37_a_regular_week_whose_holidays_stand_in_files_is_unknown_in_other_years() -> None:
    assert calendar(PLACE).is_published(date(2030, 1, 1))
    found = calendar(PLACE, YEAR)
    assert (found.is_published(date(2024, 6, 1)), found.is_published(date(2025, 6, 1))) == (
        True,
        False,
    )
    assert not found.from_year(2025).is_published(date(2025, 6, 1))


def test_a_place_that_extends_another_has_its_yearly_holidays_too() -> None:
    port = HOLIDAYS.replace("harbour", "port")
    inner = PLACE + 'extends = "port"\nholidays = [{ day = "06-24" }]\n'
    found = calendar(port, inner)
    assert not found.is_working_day(date(2026, 6, 24))
    assert not found.is_working_day(date(2026, 11, 26))


def test_they_travel_with_an_order_and_are_left_out_where_there_are_none() -> None:
    found = calendar(HOLIDAYS)
    assert CALENDAR.validate_json(CALENDAR.dump_json(found)) == found
    assert b"yearly" not in CALENDAR.dump_json(work_calendar("cn"))


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('"12-25"', "must be { day ="),
        ('{ day = "12-25", nth = 1 }', "must be { day ="),
        ('{ day = "02-30" }', "02-30 is no day of the year"),
        ('{ day = "12-25", in_lieu = "monday" }', "is none of none, next, nearest"),
        ('{ month = 11, weekday = "thursday", nth = 4 }', "weekday: 'thursday' is none of mon"),
        ('{ month = 11, weekday = "thu", nth = 6 }', "the first to fifth, or last"),
        ('{ month = 11, weekday = "thu", nth = 0 }', "either a day of the month or a weekday"),
        ('{ month = 13, weekday = "thu", nth = 1 }', "13-01 is no day of the year"),
        ('{ month = "May", weekday = "thu", nth = 1 }', "month: must be a whole number"),
        ('{ day = "12-25", name = 1 }', "name: must be text"),
    ],
)
def test_a_holiday_that_cannot_be_is_refused(entry: str, reason: str) -> None:
    with pytest.raises(BadCalendarFile) as bad:
        built_in_library().read(f"{PLACE}holidays = [{entry}]\n", "a.toml")
    (mistake,) = bad.value.mistakes
    assert mistake.key == "holidays[1]"
    assert reason in mistake.reason
