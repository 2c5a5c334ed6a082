"""What kind of day a day is to whoever counts working days: as the week has it, or not."""

from datetime import date
from enum import StrEnum

from domain.time.calendar import WorkCalendar


class DayKind(StrEnum):
    """Whether people work on a day, and whether they would by the week alone."""

    USUAL = "usual"
    """A working day that the week has anyway."""
    OFF = "off"
    """Nobody works, by the week or by a holiday."""
    MADE_UP = "made_up"
    """People work although the week leaves the day free (G23)."""


def kind_of_day(day: date, calendar: WorkCalendar) -> DayKind:
    """Say what kind of day it is; in an unpublished year, by the weekly pattern."""
    if not calendar.is_working_day(day):
        return DayKind.OFF
    by_the_week = day.weekday() in calendar.working_weekdays
    return DayKind.USUAL if by_the_week else DayKind.MADE_UP
