"""What is left of a limit is told in the time that it counts, and when that stands still."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.time.kind_of_day import DayKind, kind_of_day
from domain.time.limit import Limit, parse_limit
from domain.time.time_left import TimeLeft, time_left
from tests.domain.test_working_time import CN, INSTANTS, OFFICE, local

HOURS = parse_limit("4 WH")
NATURAL = parse_limit("12 h")
DAYS = parse_limit("5 WD")
AN_HOUR = timedelta(hours=1)


def left(now: str, due: str, limit: str = "4 WH") -> TimeLeft:
    """What is left at a local time."""
    return time_left(local(due), parse_limit(limit), local(now), CN, OFFICE)


def test_only_office_hours_count_where_the_limit_counts_them() -> None:
    told = left("2026-11-30T11:30", "2026-12-01T14:00")
    assert told.amount == timedelta(hours=9)
    assert (told.runs, told.changes) == (True, local("2026-11-30T12:00"))


def test_over_lunch_office_time_stands_still_until_the_office_opens() -> None:
    told = left("2026-11-30T12:20", "2026-12-01T14:00")
    assert told.amount == timedelta(hours=8.5)
    assert (told.runs, told.changes) == (False, local("2026-11-30T13:00"))


def test_at_the_stroke_of_closing_office_time_stands_still() -> None:
    told = left("2026-11-30T12:00", "2026-12-01T14:00")
    assert (told.runs, told.changes) == (False, local("2026-11-30T13:00"))


def test_natural_time_runs_through_the_night() -> None:
    told = left("2026-11-30T22:00", "2026-12-01T04:00", "12 h")
    assert (told.amount, told.runs, told.changes) == (6 * AN_HOUR, True, None)


def test_what_is_past_due_is_late_by_the_time_that_counts() -> None:
    assert left("2026-12-01T09:30", "2026-11-30T17:00").amount == -AN_HOUR


def test_a_limit_in_days_says_how_many_working_days_follow() -> None:
    assert left("2026-11-27T10:00", "2026-12-03T00:00", "5 WD").working_days == 3
    assert left("2026-12-02T10:00", "2026-12-03T00:00", "5 WD").working_days == 0


def test_after_closing_on_the_last_day_what_is_left_until_midnight_is_left() -> None:
    told = left("2026-12-02T21:00", "2026-12-03T00:00", "5 WD")
    assert (told.amount, told.in_office_time) == (3 * AN_HOUR, False)


@given(INSTANTS, INSTANTS, st.sampled_from([HOURS, NATURAL, DAYS]), st.integers(0, 7200))
def test_a_page_that_counts_down_by_itself_agrees_with_the_server(
    now: datetime, due: datetime, limit: Limit, seconds: int
) -> None:
    told, later = time_left(due, limit, now, CN, OFFICE), now + timedelta(seconds=seconds)
    if told.changes is not None and later > told.changes:
        return
    again = time_left(due, limit, later, CN, OFFICE)
    if again.in_office_time is told.in_office_time:
        assert again.amount == told.amount - (later - now if told.runs else timedelta())


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-11-30", DayKind.USUAL),
        ("2026-11-29", DayKind.OFF),
        ("2026-10-01", DayKind.OFF),
        ("2026-02-14", DayKind.MADE_UP),
    ],
)
def test_a_day_is_marked_only_where_the_week_misleads(day: str, kind: DayKind) -> None:
    assert kind_of_day(datetime.fromisoformat(day).date(), CN) is kind
