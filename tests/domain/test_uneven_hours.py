"""Office hours that differ by weekday and season, half days, and shifts over midnight (G23)."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.time.counting import before, due, working_time_between
from domain.time.day_of_year import BadDayOfYear, DayOfYear, parse_day_of_year
from domain.time.limit import parse_limit
from domain.time.office_hours import (
    BadOfficeHours,
    OfficeHours,
    Season,
    Spans,
    WeekdayHours,
    parse_office_hours,
)
from policies.calendar_library import work_calendar

CN = work_calendar("cn").from_year(2026)
SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY: Spans = ((time(8), time(17)),)
HALF: Spans = ((time(8), time(12)),)
FRIDAYS = (WeekdayHours(weekday=4, spans=HALF),)
HALF_FRIDAY = OfficeHours(spans=DAY, weekdays=FRIDAYS)
NIGHT = parse_office_hours("22:00-06:00")


def season(first: str, last: str, spans: Spans) -> Season:
    return Season(first=parse_day_of_year(first), last=parse_day_of_year(last), spans=spans)


SUMMER = OfficeHours(
    spans=((time(8), time(12)), (time(14), time(17, 30))),
    seasons=(season("05-01", "09-30", ((time(8), time(12)), (time(15), time(18, 30)))),),
)
HOURS = {"fridays": HALF_FRIDAY, "summer": SUMMER, "night": NIGHT}


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("hours", "start", "limit", "ends"),
    [
        ("fridays", "2026-03-12T16:00", "4 WH", "2026-03-13T11:00"),
        ("fridays", "2026-03-13T11:00", "4 WH", "2026-03-16T11:00"),
        ("fridays", "2026-03-12T10:00", "1 WD close", "2026-03-13T12:00"),
        ("fridays", "2026-03-13T11:59", "0 WD close", "2026-03-13T12:00"),
        ("fridays", "2026-03-13T12:00", "0 WD close", "2026-03-16T17:00"),
        ("fridays", "2026-03-12T15:00", "1 WD same-time", "2026-03-13T15:00"),
        ("fridays", "2026-03-13T15:00", "1 WD same-time", "2026-03-17T08:00"),
        ("summer", "2026-04-30T17:00", "1 WH", "2026-05-06T08:30"),
        ("summer", "2026-04-29T10:00", "1 WD close", "2026-04-30T17:30"),
        ("summer", "2026-05-06T10:00", "1 WD close", "2026-05-07T18:30"),
        ("summer", "2026-05-06T11:00", "4 WH", "2026-05-06T18:00"),
        ("summer", "2026-09-30T18:00", "1 WH", "2026-10-08T08:30"),
        ("night", "2026-03-10T23:00", "8 WH", "2026-03-11T23:00"),
        ("night", "2026-03-11T02:00", "2 WH", "2026-03-11T04:00"),
        ("night", "2026-03-14T02:00", "4 WH", "2026-03-14T06:00"),
        ("night", "2026-03-14T02:00", "5 WH", "2026-03-16T23:00"),
        ("night", "2026-03-11T02:00", "1 WD same-time", "2026-03-12T02:00"),
        ("night", "2026-03-11T02:00", "0 WD close", "2026-03-11T06:00"),
        ("night", "2026-03-11T02:00", "1 WD close", "2026-03-12T06:00"),
    ],
)
def test_g23_hours_by_day_season_and_night(hours: str, start: str, limit: str, ends: str) -> None:
    assert due(local(start), parse_limit(limit), CN, HOURS[hours]).at == local(ends)


def test_m4_time_in_a_shift_counts_from_the_day_on_which_it_began() -> None:
    worked = working_time_between(local("2026-03-10T00:00"), local("2026-03-14T12:00"), CN, NIGHT)
    assert worked.total_seconds() == (6 + 4 * 8) * 3600
    assert before(local("2026-03-16T23:00"), parse_limit("5 WH"), CN, NIGHT).at == local(
        "2026-03-14T02:00"
    )


def test_a_feast_may_have_a_half_day_within_a_season() -> None:
    eve = season("12-24", "12-24", HALF)
    hours = OfficeHours(spans=DAY, seasons=(eve, season("10-01", "04-30", DAY)))
    assert due(local("2026-12-24T09:00"), parse_limit("0 WD close"), CN, hours).at == local(
        "2026-12-24T12:00"
    )


def test_g23_seasons_and_weekdays_that_contradict_are_refused() -> None:
    winter = season("10-01", "04-30", DAY)
    with pytest.raises(BadOfficeHours, match=r"the season 12-24\.\.12-24 lies within"):
        OfficeHours(spans=DAY, seasons=(winter, season("12-24", "12-24", HALF)))
    with pytest.raises(BadOfficeHours, match="twice"):
        OfficeHours(spans=DAY, weekdays=FRIDAYS * 2)
    with pytest.raises(BadOfficeHours, match="22:00-06:00 runs into 05:00"):
        OfficeHours(spans=NIGHT.spans, seasons=(season("05-01", "09-30", ((time(5), time(9)),)),))
    with pytest.raises(BadOfficeHours, match="never opens"):
        OfficeHours(spans=DAY, weekdays=(WeekdayHours(weekday=5, spans=()),))


@pytest.mark.parametrize("text", ["02-30", "13-01", "5月1日", "0501", ""])
def test_what_is_no_day_of_the_year_is_refused(text: str) -> None:
    with pytest.raises(BadDayOfYear):
        parse_day_of_year(text)


def test_a_day_of_the_year_reads_back_as_it_is_written() -> None:
    assert parse_day_of_year("02-29") == DayOfYear(month=2, day=29)
    assert parse_day_of_year("02-29").text() == "02-29"
