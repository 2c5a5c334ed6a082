"""Working days of 2026 with their make-up days: Annex B of the rulebook, row by row."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.time.calendar import BadCalendar, CalendarYear, WorkCalendar
from domain.time.counting import before, due, resume_due, working_days_between
from domain.time.limit import Limit, parse_limit
from domain.time.office_hours import parse_office_hours
from policies.calendar_library import work_calendar

CN = work_calendar("cn").from_year(2026)
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = parse_office_hours("09:00-12:00", "13:00-17:30")
ANNEX_B = {
    "2026-02-11": ("02-12", "02-14", "02-25", "03-10"),
    "2026-02-13": ("02-14", "02-25", "02-27", "03-12"),
    "2026-02-14": ("02-24", "02-26", "02-28", "03-13"),
    "2026-02-16": ("02-24", "02-26", "02-28", "03-13"),
    "2026-04-30": ("05-06", "05-08", "05-11", "05-25"),
    "2026-05-09": ("05-11", "05-13", "05-15", "05-29"),
    "2026-09-18": ("09-20", "09-22", "09-24", "10-15"),
    "2026-09-24": ("09-28", "09-30", "10-09", "10-22"),
    "2026-09-30": ("10-08", "10-10", "10-13", "10-27"),
}
ROWS = [
    pytest.param(dispatched, days, f"2026-{last}", id=f"G22 {dispatched} +{days} WD")
    for dispatched, lasts in ANNEX_B.items()
    for days, last in zip((1, 3, 5, 15), lasts, strict=True)
]
DAY_LIMITS = st.builds(
    "{} {}".format, st.integers(1, 40), st.sampled_from(["WD", "WD close", "ND"])
).map(parse_limit)
INSTANTS = st.datetimes(datetime(2025, 12, 1), datetime(2026, 11, 30)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def end_of(day: str) -> datetime:
    return local(day) + timedelta(days=1)


@pytest.mark.parametrize(("dispatched", "days", "last"), ROWS)
def test_annex_b_ends_at_24_00_whatever_the_hour_of_dispatch(
    dispatched: str, days: int, last: str
) -> None:
    limit = parse_limit(f"{days} WD")
    for hour in (0, 9, 23):
        ends = due(local(f"{dispatched}T{hour:02}:59"), limit, CN, HOURS)
        assert ends.at == end_of(last)
        assert ends.at.tzinfo is UTC
        assert not ends.provisional


@pytest.mark.parametrize(("dispatched", "days", "last"), ROWS)
def test_annex_b_to_close_of_business_ends_at_half_past_five(
    dispatched: str, days: int, last: str
) -> None:
    ends = due(local(f"{dispatched}T23:59"), parse_limit(f"{days} WD close"), CN, HOURS)
    assert ends.at == local(f"{last}T17:30")


def test_annex_b_natural_hours_run_through_the_holiday() -> None:
    ends = due(local("2026-02-16T20:00"), parse_limit("48 h"), CN, HOURS)
    assert ends.at == local("2026-02-18T20:00")


def test_natural_days_leave_out_the_first_day() -> None:
    assert due(local("2026-02-16T20:00"), parse_limit("7 ND"), CN, HOURS).at == end_of("2026-02-23")


def test_m5_a_count_into_an_unpublished_year_is_an_estimate_and_no_crash() -> None:
    ends = due(local("2026-12-30T10:00"), parse_limit("30 WD"), CN, HOURS)
    assert ends.provisional
    assert not due(local("2026-12-24T10:00"), parse_limit("5 WD"), CN, HOURS).provisional
    assert not due(local("2026-12-30T10:00"), parse_limit("30 ND"), CN, HOURS).provisional


def test_m5_the_published_year_makes_the_estimate_final() -> None:
    new_year = CalendarYear(
        year=2027,
        edition="2027.1",
        source="a notice",
        days_off=(date(2027, 1, 1),),
        make_up_days=(),
    )
    start, limit = local("2026-12-31T10:00"), parse_limit("1 WD")
    estimate = due(start, limit, CN, HOURS)
    final = due(start, limit, CN.with_year(new_year), HOURS)
    assert (estimate.provisional, estimate.at) == (True, end_of("2027-01-01"))
    assert (final.provisional, final.at) == (False, end_of("2027-01-04"))
    assert CN.with_year(new_year).edition == "cn 2026.1+2027.1"


def test_a_regular_calendar_needs_no_publication() -> None:
    abroad = WorkCalendar(
        name="abroad",
        time_zone="Europe/London",
        working_weekdays=(0, 1, 2, 3, 4),
        years=(),
        regular=True,
    )
    assert not due(local("2031-12-30T10:00"), parse_limit("30 WD"), abroad, HOURS).provisional
    assert abroad.edition == "abroad regular"


@given(start=INSTANTS, limit=DAY_LIMITS, off=st.dates(date(2026, 1, 1), date(2026, 12, 31)))
@settings(max_examples=25)
def test_m6_one_more_holiday_never_makes_a_due_earlier(
    start: datetime, limit: Limit, off: date
) -> None:
    (year,) = CN.years
    made_up = tuple(d for d in year.make_up_days if d != off)
    stricter = replace(year, days_off=(*year.days_off, off), make_up_days=made_up)
    assert due(start, limit, CN.with_year(stricter), HOURS).at >= due(start, limit, CN, HOURS).at


@given(end=INSTANTS, limit=DAY_LIMITS)
@settings(max_examples=40)
def test_m4_back_from_a_due_is_the_last_start_that_is_still_in_time(
    end: datetime, limit: Limit
) -> None:
    latest = before(end, limit, CN, HOURS).at
    an_instant = timedelta(microseconds=1)
    assert due(latest - an_instant, limit, CN, HOURS).at <= end
    assert due(latest, limit, CN, HOURS).at > end


def test_m4_one_working_day_before_the_end_of_a_friday_is_the_end_of_thursday() -> None:
    ends = end_of("2026-03-13")
    assert before(ends, parse_limit("1 WD"), CN, HOURS).at == end_of("2026-03-12")


def test_m4_one_working_day_before_the_end_of_a_make_up_saturday_is_the_end_of_friday() -> None:
    assert before(end_of("2026-02-28"), parse_limit("1 WD"), CN, HOURS).at == end_of("2026-02-27")


@given(start=INSTANTS, first=st.integers(1, 30), more=st.integers(1, 30))
@settings(max_examples=25)
def test_m4_working_days_add_up(start: datetime, first: int, more: int) -> None:
    midway = due(start, parse_limit(f"{first} WD"), CN, HOURS).at - timedelta(microseconds=1)
    at_once = due(start, parse_limit(f"{first + more} WD"), CN, HOURS).at
    assert due(midway, parse_limit(f"{more} WD"), CN, HOURS).at == at_once
    assert working_days_between(start, midway, CN) == first


@given(instants=st.lists(INSTANTS, min_size=3, max_size=3), limit=DAY_LIMITS)
@settings(max_examples=25)
def test_m4_pauses_that_follow_each_other_cost_what_one_long_pause_costs(
    instants: list[datetime], limit: Limit
) -> None:
    paused, midway, resumed = sorted(instants)
    ends = due(paused, limit, CN, HOURS).at
    first = resume_due(ends, paused, midway, limit, CN, HOURS).at
    both = resume_due(first, midway, resumed, limit, CN, HOURS).at
    assert both == resume_due(ends, paused, resumed, limit, CN, HOURS).at >= ends


def test_m4_a_pause_over_the_spring_festival_gives_back_working_days_only() -> None:
    limit = parse_limit("5 WD")
    ends = due(local("2026-02-11T10:00"), limit, CN, HOURS).at
    resumed = resume_due(
        ends, local("2026-02-13T10:00"), local("2026-02-24T10:00"), limit, CN, HOURS
    )
    assert (ends, resumed.at) == (end_of("2026-02-25"), end_of("2026-02-27"))


def test_m7_the_same_instant_counts_the_same_from_any_time_zone() -> None:
    start = local("2026-03-02T23:30")
    limit = parse_limit("1 WD")
    assert due(start.astimezone(UTC), limit, CN, HOURS) == due(start, limit, CN, HOURS)
    assert due(start, limit, CN, HOURS).at == end_of("2026-03-03")


def test_equal_calendars_share_one_numbering_of_their_days() -> None:
    copies = [replace(CN, years=tuple(replace(y) for y in CN.years)) for _ in range(3)]
    assert len({id(copy.workdays) for copy in copies}) == 1


def test_a_calendar_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(BadCalendar, match="weekdays"):
        replace(CN, working_weekdays=())
    with pytest.raises(BadCalendar, match="Asia/Nowhere"):
        replace(CN, time_zone="Asia/Nowhere")
    with pytest.raises(BadCalendar, match="both a day off and a make-up day"):
        replace(CN.years[0], make_up_days=CN.years[0].days_off)


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    off=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
    made_up=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
    start=st.dates(date(2025, 12, 20), date(2026, 12, 31)),
    days=st.integers(1, 60),
)
@settings(max_examples=25)
def test_the_numbering_agrees_with_going_day_by_day(
    weekdays: set[int], off: set[date], made_up: set[date], start: date, days: int
) -> None:
    year = CalendarYear(
        year=2026,
        edition="2026.1",
        source="-",
        days_off=tuple(off),
        make_up_days=tuple(made_up - off),
    )
    anywhere = replace(CN, working_weekdays=tuple(sorted(weekdays)), years=(year,))
    day, left = start, days
    while left:
        day += timedelta(days=1)
        left -= day in made_up - off or (day.weekday() in weekdays and day not in off)
    noon = datetime.combine(start, time(12), SHANGHAI)
    assert due(noon, parse_limit(f"{days} WD"), anywhere, HOURS).at == end_of(day.isoformat())
