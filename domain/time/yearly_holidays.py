"""Holidays that come every year: by their date or as the n-th weekday, with a day in lieu (X17)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import count

from domain.time.day_of_year import DayOfYear

KNOWN_YEARS = range(1980, 2151)
"""The years for which they are worked out; no duty reaches further."""
WEEK = 7
NTHS = (-1, 1, 2, 3, 4, 5)
CALENDARS = 64


class BadHoliday(ValueError):
    """No year has such a day."""


class InLieu(StrEnum):
    """What becomes of a holiday on a day that nobody works anyway."""

    NONE = "none"
    """It is lost."""
    NEXT = "next"
    """The next working day that is no holiday is off."""
    NEAREST = "nearest"
    """The nearest such day is off, of two that are equally near the later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyHoliday:
    """One holiday of every year."""

    month: int
    day: int = 0
    """The day of the month; 0 where it is a weekday of the month."""
    weekday: int = 0
    """Monday 0 to Sunday 6."""
    nth: int = 0
    """The first to fifth of its kind in the month, or the last (-1); 0 where it has a date."""
    in_lieu: InLieu = InLieu.NONE

    def __post_init__(self) -> None:
        """Refuse what is neither a date nor a weekday of a month, or both."""
        if bool(self.day) is bool(self.nth):
            raise BadHoliday("is either a day of the month or a weekday of it")
        if self.nth and (self.nth not in NTHS or self.weekday not in range(WEEK)):
            raise BadHoliday(f"{self.nth} of weekday {self.weekday}: the first to fifth, or last")
        DayOfYear(month=self.month, day=self.day or 1)

    def in_year(self, year: int) -> date | None:
        """The day on which it falls, or None in a year that does not have it."""
        days = (date(year, self.month, 1) + timedelta(days=n) for n in range(31))
        month = [day for day in days if day.month == self.month]
        if self.day:
            return next((day for day in month if day.day == self.day), None)
        found = [day for day in month if day.weekday() == self.weekday]
        if self.nth < 0:
            return found[-1]
        return found[self.nth - 1] if self.nth <= len(found) else None


@lru_cache(maxsize=CALENDARS)
def yearly_days_off(
    holidays: tuple[YearlyHoliday, ...], weekdays: tuple[int, ...]
) -> frozenset[date]:
    """Every day off of the years that are known, days in lieu included."""
    falls = sorted(_falls(holidays), key=lambda one: one[0])
    off = {day for day, _ in falls}
    for day, in_lieu in falls:
        if in_lieu is not InLieu.NONE and day.weekday() not in weekdays:
            off.add(_in_lieu(day, in_lieu, weekdays, off))
    return frozenset(off)


def _falls(holidays: Iterable[YearlyHoliday]) -> Iterator[tuple[date, InLieu]]:
    for holiday in holidays:
        for year in KNOWN_YEARS:
            day = holiday.in_year(year)
            if day is not None:
                yield day, holiday.in_lieu


def _in_lieu(day: date, rule: InLieu, weekdays: tuple[int, ...], off: set[date]) -> date:
    steps = (1, -1) if rule is InLieu.NEAREST else (1,)
    near = (day + timedelta(days=far * step) for far in count(1) for step in steps)
    return next(other for other in near if other.weekday() in weekdays and other not in off)
