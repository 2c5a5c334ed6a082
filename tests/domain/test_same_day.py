"""Due on the day itself, on a day that is put off, or at the same time some days later."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.time.counting import before, due, resume_due
from domain.time.limit import Convention, Limit, parse_limit
from domain.time.office_hours import parse_office_hours
from policies.calendar_library import work_calendar
from tests.domain.places import EVERY_HOURS, INSTANTS, Place, places
from tests.thorough import times

CN = work_calendar("cn").from_year(2026)
OFFICE = parse_office_hours("09:00-12:00", "13:00-17:30")
SHANGHAI = ZoneInfo("Asia/Shanghai")
EXAMPLES = settings(max_examples=times(20, thorough=60), deadline=None)
AN_INSTANT = timedelta(microseconds=1)
SAME_DAY = st.sampled_from([parse_limit(text) for text in ("0 ND", "0 WD", "0 WD close")])


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "limit", "ends"),
    [
        ("2026-03-10T09:00", "0 WD", "2026-03-11T00:00"),
        ("2026-03-10T23:59", "0 WD", "2026-03-11T00:00"),
        ("2026-03-14T10:00", "0 WD", "2026-03-17T00:00"),
        ("2026-03-14T10:00", "0 ND", "2026-03-15T00:00"),
        ("2026-02-14T10:00", "0 WD", "2026-02-15T00:00"),
        ("2026-02-16T10:00", "0 WD", "2026-02-25T00:00"),
        ("2026-03-10T09:00", "0 WD close", "2026-03-10T17:30"),
        ("2026-03-10T17:29", "0 WD close", "2026-03-10T17:30"),
        ("2026-03-10T17:30", "0 WD close", "2026-03-11T17:30"),
        ("2026-03-13T18:00", "0 WD close", "2026-03-16T17:30"),
        ("2026-03-14T10:00", "0 WD close", "2026-03-16T17:30"),
        ("2026-09-22T10:00", "10 ND", "2026-10-03T00:00"),
        ("2026-09-22T10:00", "10 ND put-off", "2026-10-09T00:00"),
        ("2026-09-20T10:00", "10 ND put-off", "2026-10-01T00:00"),
        ("2026-03-04T10:00", "10 ND put-off", "2026-03-17T00:00"),
        ("2026-02-04T10:00", "10 ND put-off", "2026-02-15T00:00"),
        ("2026-03-13T16:40", "2 ND same-time", "2026-03-15T16:40"),
    ],
)
def test_g22_the_day_on_which_it_is_due(start: str, limit: str, ends: str) -> None:
    assert due(local(start), parse_limit(limit), CN, OFFICE).at == local(ends)


def test_m7_the_same_time_some_days_later_is_that_of_the_wall() -> None:
    abroad = work_calendar("pt")
    lisbon = abroad.workdays.zone
    friday = datetime(2026, 3, 27, 10, tzinfo=lisbon)
    ends = due(friday, parse_limit("2 ND same-time"), abroad, OFFICE).at
    assert ends.astimezone(lisbon) == datetime(2026, 3, 29, 10, tzinfo=lisbon)
    assert ends - friday.astimezone(UTC) == timedelta(hours=47)


@pytest.mark.parametrize(
    ("due_at", "limit", "ends"),
    [
        ("2026-03-11T00:00", "0 WD", "2026-03-17T00:00"),
        ("2026-03-10T17:30", "0 WD close", "2026-03-16T17:30"),
        ("2026-10-09T00:00", "10 ND put-off", "2026-10-15T00:00"),
        ("2026-03-15T16:40", "5 ND same-time", "2026-03-21T16:40"),
    ],
)
def test_m4_a_pause_gives_back_what_it_cost(due_at: str, limit: str, ends: str) -> None:
    paused, resumed = local("2026-03-10T10:00"), local("2026-03-16T10:00")
    moved = resume_due(local(due_at), paused, resumed, parse_limit(limit), CN, OFFICE)
    assert moved.at == local(ends)


def test_m5_what_may_be_put_off_into_an_unpublished_year_is_provisional() -> None:
    assert due(local("2026-12-21T10:00"), parse_limit("11 ND put-off"), CN, OFFICE).provisional
    assert not due(local("2026-12-20T10:00"), parse_limit("11 ND put-off"), CN, OFFICE).provisional
    assert not due(local("2026-12-21T10:00"), parse_limit("11 ND"), CN, OFFICE).provisional


@EXAMPLES
@given(place=places(hours=EVERY_HOURS), start=INSTANTS, end=INSTANTS, limit=SAME_DAY)
def test_what_is_due_the_same_day_is_counted_alike_ahead_and_back(
    place: Place, start: datetime, end: datetime, limit: Limit
) -> None:
    ends, back = due(start, limit, *place).at, before(end, limit, *place).at
    assert ends > start
    assert (ends <= end) is (start < back)
    own_end = before(ends, limit, *place).at
    assert due(own_end - AN_INSTANT, limit, *place).at == ends


@EXAMPLES
@given(place=places(), start=INSTANTS, days=st.integers(1, 30))
def test_a_day_is_put_off_to_a_worked_one_and_no_further(
    place: Place, start: datetime, days: int
) -> None:
    calendar, hours = place
    plain = Limit(convention=Convention.NATURAL_DAYS, amount=days)
    put_off = Limit(convention=Convention.NATURAL_DAYS_PUT_OFF, amount=days)
    ends, stands = due(start, put_off, *place).at, due(start, plain, calendar, hours).at
    last = (ends - AN_INSTANT).astimezone(calendar.workdays.zone).date()
    would_be = (stands - AN_INSTANT).astimezone(calendar.workdays.zone).date()
    assert calendar.is_working_day(last)
    skipped = (would_be.toordinal(), last.toordinal())
    assert not any(map(calendar.workdays.is_working, range(*skipped)))
