"""A part of the day: written, read, and what lies in it."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.time.daily_hours import DailyHours, parse_daily_hours

MINUTES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(begins=MINUTES, ends=MINUTES, at=st.times())
def test_every_instant_lies_in_the_hours_or_in_the_rest_of_the_day(
    begins: time, ends: time, at: time
) -> None:
    if begins == ends:
        return
    hours = DailyHours(begins=begins, ends=ends)
    rest = DailyHours(begins=ends, ends=begins)
    assert hours.hold(at) is not rest.hold(at)
    assert hours.hold(begins)
    assert not hours.hold(ends)
    assert parse_daily_hours(hours.text()) == hours


@pytest.mark.parametrize(
    ("text", "within", "without"),
    [
        ("22:00-06:00", ("22:00", "00:00", "05:59"), ("21:59", "06:00", "12:00")),
        ("18:00-24:00", ("18:00", "23:59"), ("00:00", "17:59")),
        ("00:00-06:00", ("00:00", "05:59"), ("06:00", "23:59")),
    ],
)
def test_what_lies_in_them(text: str, within: tuple[str, ...], without: tuple[str, ...]) -> None:
    hours = parse_daily_hours(text)
    assert all(hours.hold(time.fromisoformat(at)) for at in within)
    assert not any(hours.hold(time.fromisoformat(at)) for at in without)
    assert hours.text() == text
