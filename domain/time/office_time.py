"""Walking through the open hours of an office, ahead and back, over breaks and midnight (M4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Literal

from domain.time.instants import AN_INSTANT, Due, day_of, in_utc, is_estimate
from domain.time.office_hours import OfficeHours
from domain.time.workdays import Workdays, local_time

Step = Literal[1, -1]
AHEAD: Step = 1
BACK: Step = -1
OfficeSpan = tuple[int, datetime, datetime]
"""The day, and when the office opens and closes on it (UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeAt:
    """Whether an office is open at an instant, and until when it stays so."""

    is_open: bool
    until: datetime
    """When it closes next; of a closed one, when it opens."""


def office_at(instant: datetime, workdays: Workdays, hours: OfficeHours) -> OfficeAt:
    """Say whether the office is open; at the instant of closing it is closed."""
    instant = in_utc(instant)
    spans = _office_spans(instant, workdays, hours, AHEAD)
    _, opens, closes = next(span for span in spans if span[2] > instant)
    is_open = opens <= instant
    return OfficeAt(is_open=is_open, until=closes if is_open else opens)


def walk(
    instant: datetime, left: timedelta, workdays: Workdays, hours: OfficeHours, step: Step
) -> Due:
    """Go so much office time ahead of `instant`, or back from it."""
    spans = _office_spans(instant, workdays, hours, step)
    _, opens, closes = next(spans)
    while closes - opens < left:
        left -= closes - opens
        _, opens, closes = next(spans)
    at = opens + left if step == AHEAD else closes - left
    first, last = sorted((instant, at))
    return Due(at=at, provisional=is_estimate(first, last - AN_INSTANT, workdays))


def same_time(instant: datetime, days: int, workdays: Workdays, hours: OfficeHours) -> Due:
    """Find the same time of day on a later working day; outside hours, that of the next opening."""
    day, opens, _ = next(_office_spans(instant, workdays, hours, AHEAD))
    local = local_time(opens, workdays.zone)
    overnight = local.toordinal() - day
    target = workdays.day(workdays.number(day) + days)
    at = workdays.at(target + overnight, local.time())
    return Due(at=at, provisional=workdays.is_estimate(day_of(instant, workdays), target))


def same_time_back(end: datetime, days: int, workdays: Workdays, hours: OfficeHours) -> Due:
    """Find the latest instant whose time of day, so many working days later, has come by `end`.

    What counts is when the office is open on the day on which a duty begins; on the later day it
    may be closed at that time, where hours differ by weekday or season.
    """
    end, today = in_utc(end), day_of(end, workdays)
    days_back = map(workdays.day, count(workdays.number(today) - days, -1))
    pairs = ((day, workdays.day(workdays.number(day) + days)) for day in days_back)
    day, later, closes = next(
        (day, later, closes)
        for day, later in pairs
        for opens, closes in hours.on(later, workdays, like=day)[::-1]
        if opens <= end
    )
    local = local_time(min(closes, end), workdays.zone)
    at = workdays.at(day + local.toordinal() - later, local.time())
    return Due(at=at, provisional=workdays.is_estimate(day, today))


def business_day(instant: datetime, workdays: Workdays, hours: OfficeHours) -> int:
    """The day of an instant; a shift over midnight is business of the day on which it began."""
    day = day_of(instant, workdays)
    at_night = workdays.is_working(day - 1) and instant < hours.close_of(day - 1, workdays)
    return day - 1 if at_night else day


def business_from(start: datetime, days: int, workdays: Workdays, hours: OfficeHours) -> int:
    """The day from which days until closing count; what is due the same day begins before it."""
    day = business_day(start, workdays, hours)
    closed = workdays.is_working(day) and hours.close_of(day, workdays) <= start
    return day + 1 if closed and not days else day


def business_before(end: datetime, days: int, workdays: Workdays, hours: OfficeHours) -> Due:
    """Begin the first of so many working days on all of which the office has closed by `end`."""
    today = day_of(end, workdays)
    last = today if _has_closed(today, end, workdays, hours) else today - 1
    if workdays.is_working(last) and not _has_closed(last, end, workdays, hours):
        last -= 1
    first = workdays.first_of(days, last)
    at = workdays.begin(first)
    if workdays.is_working(first - 1):
        at = max(at, hours.close_of(first - 1, workdays))
    if not days:
        at = hours.close_of(first - 1, workdays)
    return Due(at=at, provisional=workdays.is_estimate(first, last))


def _has_closed(day: int, end: datetime, workdays: Workdays, hours: OfficeHours) -> bool:
    return workdays.is_working(day) and hours.close_of(day, workdays) <= end


def _office_spans(
    instant: datetime, workdays: Workdays, hours: OfficeHours, step: Step
) -> Iterator[OfficeSpan]:
    """Yield the office's open spans from `instant` on, ahead or back, the nearest first and cut
    off at `instant`; a closing itself still belongs to its span."""
    instant = in_utc(instant)
    today = day_of(instant, workdays)
    if step == AHEAD:
        since = workdays.next_worked(today - 1 if hours.overnight else today)
    else:
        since = workdays.last_worked(today)
    for day in map(workdays.day, count(workdays.number(since), step)):
        for opens, closes in hours.on(day, workdays)[::step]:
            if step == AHEAD and closes >= instant:
                yield day, max(opens, instant), closes
            elif step == BACK and opens <= instant:
                yield day, opens, min(closes, instant)
