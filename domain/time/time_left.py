"""How much of a limit is left, in the time by which it is counted (G22, G23)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from domain.time.calendar import WorkCalendar
from domain.time.counting import working_days_between, working_time_between
from domain.time.instants import AN_INSTANT
from domain.time.limit import Convention, Limit
from domain.time.office_hours import OfficeHours
from domain.time.office_time import office_at

BY_NATURE: Final = frozenset(
    {
        Convention.NATURAL_TIME,
        Convention.NATURAL_DAYS,
        Convention.NATURAL_DAYS_PUT_OFF,
        Convention.NATURAL_DAYS_SAME_TIME,
    }
)
"""Conventions to which nights and days off count like other time."""
NOTHING: Final = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLeft:
    """What is left until a due at one instant."""

    amount: timedelta
    """Negative where the due has passed: by so much."""
    in_office_time: bool
    """Whether only time within office hours counts."""
    working_days: int
    """How many working days follow on today until the due's own; 0 where no day of a limit in
    working days is left but today."""
    runs: bool
    """Whether it grows less now: outside office hours office time stands still."""
    changes: datetime | None
    """When it stands still next, or runs on; None where it always runs."""


def time_left(
    due: datetime, limit: Limit, now: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> TimeLeft:
    """Say what is left of a limit at an instant, or by how much its due has passed."""
    office = office_at(now, calendar.workdays, hours)
    worked = working_time_between(now, due, calendar, hours)
    # What is due at midnight is in time after closing too: then nights are all that is left.
    counts_all = limit.convention in BY_NATURE or (worked == NOTHING and now != due)
    if counts_all:
        return TimeLeft(
            amount=due - now, in_office_time=False, working_days=0, runs=True, changes=None
        )
    days = 0 if limit.in_seconds else working_days_between(now, due - AN_INSTANT, calendar)
    return TimeLeft(
        amount=worked,
        in_office_time=True,
        working_days=max(0, days),
        runs=office.is_open,
        changes=office.until,
    )
