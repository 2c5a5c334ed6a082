"""How a clock stands as people read it: running with what is left, late by how much, met."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from domain.order.clock import Clock
from domain.time.calendar import WorkCalendar
from domain.time.instants import AN_INSTANT
from domain.time.kind_of_day import DayKind, kind_of_day
from domain.time.office_hours import OfficeHours
from domain.time.time_left import TimeLeft, time_left
from domain.vocabulary import ClockName

SOON: Final = timedelta(hours=1)
"""The last hour of a limit, in the time by which it is counted."""


class ClockStands(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    SOON = "soon"
    LATE = "late"
    """Its due has passed, and the duty is still owed."""
    PAUSED = "paused"
    PROVISIONAL = "provisional"
    """Its due lies in a year whose calendar is not published."""
    MET = "met"
    WAS_LATE = "was_late"
    """Its duty is owed no more, and its due had passed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockLeft:
    """A clock at one instant."""

    id: str
    name: ClockName
    owner: str
    stands: ClockStands
    due: datetime
    """In the city's zone."""
    day: DayKind
    """Of the due."""
    at: datetime
    """The instant for which it is told."""
    left: TimeLeft | None
    """What is left, or by how much it is late; of one that has ended, nothing."""

    @property
    def runs(self) -> bool:
        """Whether what is left grows less now."""
        return self.left is not None and self.left.runs and self.stands is not ClockStands.PAUSED


def clock_left(
    clock: Clock, now: datetime, calendar: WorkCalendar, hours: OfficeHours
) -> ClockLeft:
    """Tell how a clock stands at an instant; what has stood still since a pause stays as it was."""
    due = clock.due.astimezone(ZoneInfo(calendar.time_zone))
    until = now if clock.paused is None else clock.paused
    left = time_left(clock.due, clock.limit, until, calendar, hours) if clock.is_open else None
    return ClockLeft(
        id=clock.id,
        name=clock.name,
        owner=clock.owner,
        stands=_stands(clock, left),
        due=due,
        # What is due at midnight is due on the day that ends.
        day=kind_of_day((due - AN_INSTANT).date(), calendar),
        at=now,
        left=left,
    )


def most_pressing(clocks: tuple[Clock, ...]) -> Clock | None:
    """The clock that a list shows: of the duties still owed the one that is due first."""
    return min((one for one in clocks if one.is_open), key=lambda one: one.due, default=None)


def _stands(clock: Clock, left: TimeLeft | None) -> ClockStands:
    if left is None:
        return ClockStands.MET if clock.lapsed is None else ClockStands.WAS_LATE
    if clock.paused is not None:
        return ClockStands.PAUSED
    if clock.lapsed is not None or left.amount < timedelta():
        return ClockStands.LATE
    if clock.provisional:
        return ClockStands.PROVISIONAL
    return ClockStands.SOON if left.amount <= SOON else ClockStands.RUNNING
