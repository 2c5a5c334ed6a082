"""Stories of the hour at which a caller is called back next (G14)."""

from dataclasses import replace

import pytest

from domain.chapters.closing.attempts import callable_from, is_quiet, tried
from domain.chapters.closing.rules import Callback
from policies.library import load_pack
from tests.domain.case import CITY, moment

LAW = load_pack("national-default").callback
AROUND_THE_CLOCK = replace(LAW, quiet=None)


def next_call(now: str, *missed: str, law: Callback = LAW) -> str:
    """When somebody who was not reached at these times is called again, as the desk reads it."""
    attempts = [moment(at) for at in missed]
    at = callable_from(attempts, law, CITY, moment(now))
    return f"{at.astimezone(CITY):%m-%d %H:%M}"


def test_whoever_was_never_called_is_called_at_once() -> None:
    assert next_call("03-02 10:00") == "03-02 10:00"


@pytest.mark.parametrize(
    ("missed", "then"),
    [
        (("03-02 09:00",), "03-02 12:00"),
        (("03-02 09:00", "03-02 12:00"), "03-02 18:00"),
        (("03-02 09:00", "03-02 12:00", "03-02 18:00"), "03-03 08:30"),
        (("03-01 09:00",), "03-02 10:00"),
    ],
)
def test_nobody_is_called_twice_in_one_window_of_a_day(missed: tuple[str, ...], then: str) -> None:
    assert next_call("03-02 10:00", *missed) == then


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("03-02 20:29", "03-02 20:29"),
        ("03-02 20:30", "03-03 08:30"),
        ("03-03 03:00", "03-03 08:30"),
        ("03-03 08:30", "03-03 08:30"),
    ],
)
def test_at_night_nobody_is_called(now: str, then: str) -> None:
    assert next_call(now) == then
    assert next_call(now, law=AROUND_THE_CLOCK) == now


@pytest.mark.parametrize(("hour", "quiet"), [("11:59", False), ("12:00", True), ("14:00", False)])
def test_quiet_hours_may_lie_within_a_day(hour: str, quiet: bool) -> None:
    noon = replace(LAW, quiet=replace(LAW.window_starts, value=("12:00", "14:00")))
    assert is_quiet(moment(f"03-02 {hour}").astimezone(CITY), noon) is quiet


def test_attempts_are_counted_with_their_days_and_windows() -> None:
    made = tried(map(moment, ("03-02 09:00", "03-02 11:00", "03-03 12:00")), LAW, CITY)
    assert (made.attempts, made.days, made.windows) == (3, 2, 2)
