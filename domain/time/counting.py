"""Counting time towards a due and back from it, by one algorithm for both (M4).

Every instant is given and returned in UTC with its time zone. Days are days of the calendar's
own zone; time within office hours and natural time are time that really elapsed (M7).
"""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache

from domain.time.calendar import WorkCalendar
from domain.time.instants import AN_INSTANT as AN_INSTANT
from domain.time.instants import Due as Due
from domain.time.instants import NoTimeZone as NoTimeZone
from domain.time.instants import day_of, in_utc, is_estimate
from domain.time.limit import Convention, Limit
from domain.time.office_hours import OfficeHours
from domain.time.office_time import AHEAD as AHEAD
from domain.time.office_time import BACK as BACK
from domain.time.office_time import Step as Step
from domain.time.office_time import (
    business_before,
    business_day,
    business_from,
    same_time,
    same_time_back,
    walk,
)
from domain.time.workdays import Workdays, local_time

OF_MANY_ORDERS = 4096
"""Counts in days that are remembered: those of some months under all the limits of a pack."""


class BadPause(ValueError):
    """A pause cannot end before it began."""


def due(start: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours) -> Due:
    """Return the UTC instant until which a duty that begins at `start` is in time (G22, G23)."""
    workdays = calendar.workdays
    match limit.convention:
        case Convention.NATURAL_TIME:
            return Due(at=in_utc(start) + timedelta(seconds=limit.amount), provisional=False)
        case Convention.NATURAL_DAYS_SAME_TIME:
            return _days_later(start, limit.amount, workdays)
        case Convention.WORKING_TIME:
            return walk(start, timedelta(seconds=limit.amount), workdays, hours, AHEAD)
        case Convention.WORKING_DAYS_SAME_TIME:
            return same_time(start, limit.amount, workdays, hours)
        case Convention.WORKING_DAYS_TO_CLOSE:
            first = business_from(start, limit.amount, workdays, hours)
            return end_after(first, limit.amount, limit.convention, workdays, hours)
    return end_after(day_of(start, workdays), limit.amount, limit.convention, workdays, hours)


def before(end: datetime, limit: Limit, calendar: WorkCalendar, hours: OfficeHours) -> Due:
    """Return the latest UTC instant up to which a duty may begin that is due by `end`.

    For limits in whole days that is the end of a day: 24:00, written as 00:00 of the next.
    """
    if limit.convention is Convention.NATURAL_TIME:
        return Due(at=in_utc(end) - timedelta(seconds=limit.amount), provisional=False)
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
            return same_time_back(end, amount, workdays, hours)
        case Convention.NATURAL_DAYS_SAME_TIME:
            return _days_later(end, -amount, workdays)
        case Convention.WORKING_DAYS_TO_CLOSE:
            return business_before(end, amount, workdays, hours)
    return begin_before(end, amount, convention, workdays)


def working_time_between(
    a: datetime, b: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> timedelta:
    """Return the office time between two instants, negative where `b` comes first (G23)."""
    if in_utc(b) < in_utc(a):
        return -working_time_between(b, a, calendar, hours)
    workdays = calendar.workdays
    first, last = day_of(a, workdays), day_of(b, workdays)
    night = int(hours.overnight)
    numbers = range(workdays.number(first - night - 1) + 1, workdays.number(last) + 1)
    worked = timedelta()
    for day in map(workdays.day, numbers):
        if first < day < last - night and workdays.has_no_clock_change(day, night):
            worked += hours.length(day, workdays)
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
    if in_utc(resumed) < in_utc(paused):
        raise BadPause(f"resumed at {resumed}, before the pause at {paused}")
    match limit.convention:
        case Convention.NATURAL_TIME | Convention.NATURAL_DAYS_SAME_TIME:
            return Due(at=in_utc(due_at) + (resumed - paused), provisional=False)
        case Convention.NATURAL_DAYS | Convention.NATURAL_DAYS_PUT_OFF:
            days = day_of(resumed, calendar.workdays) - day_of(paused, calendar.workdays)
            return _more_days(due_at, days, limit.convention, calendar.workdays, hours)
        case Convention.WORKING_DAYS | Convention.WORKING_DAYS_TO_CLOSE:
            days = working_days_between(paused, resumed, calendar)
            moved = _more_days(due_at, days, limit.convention, calendar.workdays, hours)
        case Convention.WORKING_TIME | Convention.WORKING_DAYS_SAME_TIME:
            worked = working_time_between(paused, resumed, calendar, hours)
            moved = _more_time(due_at, worked, calendar.workdays, hours)
    estimated = is_estimate(paused, resumed, calendar.workdays)
    return replace(moved, provisional=moved.provisional or estimated)


def _more_days(
    due_at: datetime,
    days: int,
    convention: Convention,
    workdays: Workdays,
    hours: OfficeHours,
) -> Due:
    if days == 0:
        return Due(at=in_utc(due_at), provisional=False)
    ended = in_utc(due_at) - AN_INSTANT
    to_close = convention is Convention.WORKING_DAYS_TO_CLOSE
    last = business_day(ended, workdays, hours) if to_close else day_of(ended, workdays)
    return end_after(last, days, convention, workdays, hours)


def _more_time(due_at: datetime, worked: timedelta, workdays: Workdays, hours: OfficeHours) -> Due:
    if not worked:
        return Due(at=in_utc(due_at), provisional=False)
    return walk(due_at, worked, workdays, hours, AHEAD)


@lru_cache(maxsize=OF_MANY_ORDERS)
def end_after(
    day: int, days: int, convention: Convention, workdays: Workdays, hours: OfficeHours
) -> Due:
    """End the last of so many days after `day`, not counted itself; orders of a day share it."""
    if convention is Convention.NATURAL_DAYS:
        return Due(at=workdays.begin(day + days + 1), provisional=False)
    if convention is Convention.NATURAL_DAYS_PUT_OFF:
        first, last = day + days, workdays.next_worked(day + days)
    elif days:
        first, last = day + 1, workdays.day(workdays.number(day) + days)
    else:
        first, last = day, workdays.next_worked(day)
    to_close = convention is Convention.WORKING_DAYS_TO_CLOSE
    at = hours.close_of(last, workdays) if to_close else workdays.begin(last + 1)
    return Due(at=at, provisional=workdays.is_estimate(first, last))


def begin_before(end: datetime, days: int, convention: Convention, workdays: Workdays) -> Due:
    """Begin the first of so many days that are wholly over by `end`."""
    last = day_of(end, workdays) - 1
    if convention is Convention.NATURAL_DAYS:
        return Due(at=workdays.begin(last - days + 1), provisional=False)
    if convention is Convention.NATURAL_DAYS_PUT_OFF:
        worked = workdays.last_worked(last)
        estimated = workdays.is_estimate(worked, last)
        return Due(at=workdays.begin(worked - days + 1), provisional=estimated)
    first = workdays.first_of(days, last)
    return Due(at=workdays.begin(first), provisional=workdays.is_estimate(first, last))


def _days_later(instant: datetime, days: int, workdays: Workdays) -> Due:
    """Find the same time of day so many calendar days later, or earlier."""
    local = local_time(in_utc(instant), workdays.zone)
    return Due(at=workdays.at(local.toordinal() + days, local.time()), provisional=False)
