"""What was tried to reach a caller, day by day and part by part, and what G14 still asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from domain.chapters.closing.attempts import (
    AttemptsMade,
    callable_from,
    is_enough,
    tried,
    window_of,
    windows_of_day,
)
from domain.chapters.closing.rules import Callback

A_DAY: Final = timedelta(days=1)
DAY_ENDS: Final = "24:00"


class CellStands(StrEnum):
    """What a window of a day is to a caller."""

    MISSED = "missed"
    NEXT = "next"
    """The next call lies in it."""
    OPEN = "open"
    PAST = "past"
    """It is over, and nobody called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCell:
    """One window of one day."""

    stands: CellStands
    at: datetime | None
    """When nobody answered, or when the next call may be made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptDay:
    """One day with its windows."""

    day: date
    cells: tuple[WindowCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowHours:
    """The hours of a window, without those in which nobody is called."""

    since: str
    until: str
    """Local times "HH:MM"; 24:00 ends the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """The attempts to reach one caller, as the desk reads them."""

    made: AttemptsMade
    asked: AttemptsMade
    """What G14 asks for before the caller counts as not to be reached."""
    next_at: datetime
    """When the next call may be made, in the order's own zone; now, where it may be made now."""
    is_last: bool
    """Whether nothing more is asked for once the next one is missed."""
    hours: tuple[WindowHours, ...]
    days: tuple[AttemptDay, ...]
    quiet: tuple[str, ...] | None
    """From when and until when nobody is called; None where the law names no such hours."""
    rules: tuple[str, ...]

    @property
    def number(self) -> int:
        """Which attempt the next one is."""
        return self.made.attempts + 1

    def may_ring(self, now: datetime) -> bool:
        """Whether the next call may be made at an instant."""
        return self.next_at <= now


def attempts_of(
    missed: Sequence[datetime], rules: Callback, zone: ZoneInfo, now: datetime
) -> Attempts:
    """Tell what was tried, and when the next call may be made."""
    next_at = callable_from(missed, rules, zone, now)
    return Attempts(
        made=tried(missed, rules, zone),
        asked=AttemptsMade(
            attempts=rules.attempts.value, days=rules.days.value, windows=rules.windows.value
        ),
        next_at=next_at,
        is_last=is_enough(tried((*missed, next_at), rules, zone), rules),
        hours=tuple(_hours(rules)),
        days=tuple(_days(missed, next_at, rules, zone, now)),
        quiet=None if rules.quiet is None else rules.quiet.value,
        rules=rules.attempts.rules,
    )


def _hours(rules: Callback) -> Iterator[WindowHours]:
    ends_quiet, begins_quiet = _night(rules)
    for since, until in pairwise((*windows_of_day(rules), DAY_ENDS)):
        yield WindowHours(since=max(since, ends_quiet), until=min(until, begins_quiet))


def _night(rules: Callback) -> tuple[str, str]:
    """When calls begin and end on a day; quiet hours at noon leave both as they are."""
    since, until = rules.quiet.value if rules.quiet else ("", "")
    return (until, since) if since > until else ("", DAY_ENDS)


def _days(
    missed: Sequence[datetime], next_at: datetime, rules: Callback, zone: ZoneInfo, now: datetime
) -> Iterator[AttemptDay]:
    """Each day on which somebody called, today, and on to the day after the next call."""
    local = [at.astimezone(zone) for at in missed]
    today = now.astimezone(zone)
    calling = {at.date() for at in (*local, today, next_at)} | {next_at.date() + A_DAY}
    for day in sorted(calling):
        cells = (
            _cell(day, window, local, next_at, rules)
            for window in range(len(windows_of_day(rules)))
        )
        yield AttemptDay(day=day, cells=tuple(cells))


def _cell(
    day: date,
    window: int,
    missed: Sequence[datetime],
    next_at: datetime,
    rules: Callback,
) -> WindowCell:
    place = (day, window)
    for at in reversed(missed):
        if (at.date(), window_of(at, rules)) == place:
            return WindowCell(stands=CellStands.MISSED, at=at)
    if (next_at.date(), window_of(next_at, rules)) == place:
        return WindowCell(stands=CellStands.NEXT, at=next_at)
    is_past = place < (next_at.date(), window_of(next_at, rules))
    return WindowCell(stands=CellStands.PAST if is_past else CellStands.OPEN, at=None)
