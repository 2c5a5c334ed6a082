"""Counting time towards a due and back from it, by one algorithm for both (M4).

Every instant is given and returned in UTC with its time zone. Days are days of the calendar's
own zone; time within office hours and natural time are time that really elapsed (M7).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Literal

from domain.time.calendar import OfficeHours, WorkCalendar
from domain.time.limit import Convention, Limit
from domain.time.workdays import Workdays, local_time
from domain.values.quick_constructor import quick_constructor

Step = Literal[1, -1]
AHEAD: Step = 1
BACK: Step = -1
AN_INSTANT = timedelta(microseconds=1)
OF_MANY_ORDERS = 4096
"""Counts in days that are remembered: those of some months under all the limits of a pack."""
OfficeSpan = tuple[int, datetime, datetime]
"""The day, and when the office opens and closes on it (UTC)."""


class NoTimeZone(ValueError):
    """An instant without a time zone says nothing."""


class BadPause(ValueError):
    """A pause cannot end before it began."""


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An instant that was counted, in UTC."""

    at: datetime
    provisional: bool
    """Whether the count touched a year without a published calendar (X37)."""


def due(start: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours) -> Due:
    """Return the UTC instant until which a duty that begins at `start` is in time (G22, G23)."""
    workdays = calendar.workdays
    match limit.convention:
        case Convention.NATURAL_TIME:
            return Due(at=_utc(start) + timedelta(seconds=limit.amount), provisional=False)
        case Convention.WORKING_TIME:
            return walk(start, timedelta(seconds=limit.amount), workdays, hours, AHEAD)
        case Convention.WORKING_DAYS_SAME_TIME:
            return _same_time(start, limit.amount, workdays, hours, AHEAD)
    return end_after(day_of(start, workdays), limit.amount, limit.convention, workdays, hours)


def before(end: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours) -> Due:
    """Return the latest UTC instant up to which a duty may begin that is due by `end`.

    For limits in whole days that is the end of a day: 24:00, written as 00:00 of the next.
    """
    if limit.convention is Convention.NATURAL_TIME:
        return Due(at=_utc(end) - timedelta(seconds=limit.amount), provisional=False)
    return count_back(end, limit.amount, limit.convention, calendar.workdays, hours)


@lru_cache(maxsize=OF_MANY_ORDERS)
def count_back(
    end: datetime, amount: int, convention: Convention, workdays: Workdays, hours: OfficeHours
) -> Due:
    """Count back from an end; orders due at the same 24:00 share it, so it is worked out once."""
    match convention:
        case Convention.WORKING_TIME:
            return walk(end, timedelta(seconds=amount), workdays, hours, BACK)
        case Convention.WORKING_DAYS_SAME_TIME:
            return _same_time(end, amount, workdays, hours, BACK)
    return begin_before(end, amount, convention, workdays, hours)


def working_time_between(
    a: datetime, b: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> timedelta:
    """Return the office time between two instants, negative where `b` comes first (G23)."""
    if _utc(b) < _utc(a):
        return -working_time_between(b, a, calendar, hours)
    workdays = calendar.workdays
    first, last = day_of(a, workdays), day_of(b, workdays)
    numbers = range(workdays.number(first - 1) + 1, workdays.number(last) + 1)
    whole_day, worked = hours.length(), timedelta()
    for day in map(workdays.day, numbers):
        if first < day < last and workdays.has_no_clock_change(day):
            worked += whole_day
        else:
            for opens, closes in hours.on(day, workdays):
                worked += max(timedelta(), min(closes, b) - max(opens, a))
    return worked


def working_days_between(a: datetime, b: datetime, calendar: WorkCalendar) -> int:
    """Count the working days after the day of `a` to the day of `b`; negative if `b` is first."""
    workdays = calendar.workdays
    return workdays.number(day_of(b, workdays)) - workdays.number(day_of(a, workdays))


def resume_due(
    due_at: datetime,
    paused: datetime,
    resumed: datetime,
    limit: Limit,
    calendar: WorkCalendar,
    hours: OfficeHours,
) -> Due:
    """Return the new due (UTC) after a pause, moved by what the pause cost (M4, M8); BadPause.

    Natural time is given back as natural time, office time as office time, and days as days, the
    day of the pause not counted; pauses that follow each other cost what one long pause costs.
    """
    if _utc(resumed) < _utc(paused):
        raise BadPause(f"resumed at {resumed}, before the pause at {paused}")
    match limit.convention:
        case Convention.NATURAL_TIME:
            return Due(at=_utc(due_at) + (resumed - paused), provisional=False)
        case Convention.NATURAL_DAYS:
            days = day_of(resumed, calendar.workdays) - day_of(paused, calendar.workdays)
            return _more_days(due_at, days, limit.convention, calendar.workdays, hours)
        case Convention.WORKING_DAYS | Convention.WORKING_DAYS_TO_CLOSE:
            days = working_days_between(paused, resumed, calendar)
            moved = _more_days(due_at, days, limit.convention, calendar.workdays, hours)
        case Convention.WORKING_TIME | Convention.WORKING_DAYS_SAME_TIME:
            worked = working_time_between(paused, resumed, calendar, hours)
            moved = _more_time(due_at, worked, calendar.workdays, hours)
    estimated = _is_estimate(paused, resumed, calendar.workdays)
    return replace(moved, provisional=moved.provisional or estimated)


def _more_days(
    due_at: datetime,
    days: int,
    convention: Convention,
    workdays: Workdays,
    hours: OfficeHours,
) -> Due:
    if days == 0:
        return Due(at=_utc(due_at), provisional=False)
    last = day_of(_utc(due_at) - AN_INSTANT, workdays)
    return end_after(last, days, convention, workdays, hours)


def _more_time(due_at: datetime, worked: timedelta, workdays: Workdays, hours: OfficeHours) -> Due:
    if not worked:
        return Due(at=_utc(due_at), provisional=False)
    return walk(due_at, worked, workdays, hours, AHEAD)


@lru_cache(maxsize=OF_MANY_ORDERS)
def end_after(
    day: int, days: int, convention: Convention, workdays: Workdays, hours: OfficeHours
) -> Due:
    """End the last of so many days after `day`, not counted itself; orders of a day share it."""
    if convention is Convention.NATURAL_DAYS:
        return Due(at=workdays.begin(day + days + 1), provisional=False)
    last = workdays.day(workdays.number(day) + days)
    to_close = convention is Convention.WORKING_DAYS_TO_CLOSE
    at = hours.close_of(last, workdays) if to_close else workdays.begin(last + 1)
    return Due(at=at, provisional=workdays.is_estimate(day + 1, last))


def begin_before(
    end: datetime, days: int, convention: Convention, workdays: Workdays, hours: OfficeHours
) -> Due:
    """Begin the first of so many days that are wholly over by `end`."""
    today = day_of(end, workdays)
    closed = (
        convention is Convention.WORKING_DAYS_TO_CLOSE
        and workdays.is_working(today)
        and hours.close_of(today, workdays) <= end
    )
    last = today if closed else today - 1
    if convention is Convention.NATURAL_DAYS:
        return Due(at=workdays.begin(last - days + 1), provisional=False)
    first = workdays.day(workdays.number(last) - days + 1)
    return Due(at=workdays.begin(first), provisional=workdays.is_estimate(first, last))


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
    return Due(at=at, provisional=_is_estimate(first, last - AN_INSTANT, workdays))


def _same_time(
    instant: datetime, days: int, workdays: Workdays, hours: OfficeHours, step: Step
) -> Due:
    """Find the same time of day on another working day; outside hours, that of the next opening
    ahead and of the last closing back."""
    day, opens, closes = next(_office_spans(instant, workdays, hours, step))
    local = local_time(opens if step == AHEAD else closes, workdays.zone)
    overnight = local.toordinal() - day
    target = workdays.day(workdays.number(day) + days * step)
    at = workdays.at(target + overnight, local.time())
    first, last = sorted((day_of(instant, workdays), target))
    return Due(at=at, provisional=workdays.is_estimate(first, last))


def _office_spans(
    instant: datetime, workdays: Workdays, hours: OfficeHours, step: Step
) -> Iterator[OfficeSpan]:
    """Yield the office's open spans from `instant` on, ahead or back, the nearest first and cut
    off at `instant`; a closing itself still belongs to its span."""
    instant = _utc(instant)
    today = day_of(instant, workdays)
    nearest = workdays.number(today)
    if step == AHEAD and not workdays.is_working(today):
        nearest += 1
    for day in map(workdays.day, count(nearest, step)):
        for opens, closes in hours.on(day, workdays)[::step]:
            if step == AHEAD and closes >= instant:
                yield day, max(opens, instant), closes
            elif step == BACK and opens <= instant:
                yield day, opens, min(closes, instant)


def _is_estimate(first: datetime, last: datetime, workdays: Workdays) -> bool:
    return workdays.is_estimate(day_of(first, workdays), day_of(last, workdays))


def day_of(instant: datetime, workdays: Workdays) -> int:
    """The local day of an instant; midnight belongs to the day that begins."""
    if instant.tzinfo is None:
        raise NoTimeZone(f"{instant} has no time zone")
    return local_time(instant, workdays.zone).toordinal()


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is UTC:
        return instant
    if instant.tzinfo is None:
        raise NoTimeZone(f"{instant} has no time zone")
    return instant.astimezone(UTC)
