"""The work calendar of a place: which days count as work.

Holidays and make-up days are data, published year by year (G22, X17). A year that nobody
has published yet is estimated by the weekly pattern and whatever touches it is provisional (X37).
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from domain.time.half_days import HalfDay as HalfDay
from domain.time.workdays import DAYS_OF_WEEK, Workdays, number_workdays
from domain.time.yearly_holidays import YearlyHoliday
from domain.values.left_out import left_out_if_unset


class BadCalendar(ValueError):
    """A calendar contradicts itself."""


def is_time_zone(name: str) -> bool:
    """Whether this is the IANA name of a zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


@left_out_if_unset("half_days")
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYear:
    """What one edition of one year's notice declares."""

    year: int
    edition: str
    """Year and edition: "2019.2"."""
    source: str
    """The notices that say so."""
    days_off: tuple[date, ...]
    """Every day declared off; one that the weekly pattern leaves free anyway changes nothing."""
    make_up_days: tuple[date, ...]
    """Days that the weekly pattern leaves free and on which people work."""
    half_days: tuple[HalfDay, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a day of another year, one both off and made up, and a half day named twice."""
        halves = [half.day for half in self.half_days]
        for day in chain(self.days_off, self.make_up_days, halves):
            if day.year != self.year:
                raise BadCalendar(f"{day} does not lie in {self.year}")
        for day in set(self.days_off).intersection(self.make_up_days):
            raise BadCalendar(f"{day} is both a day off and a make-up day")
        if len(set(halves)) < len(halves):
            raise BadCalendar("a half day is named twice")


@left_out_if_unset("yearly")
@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """The calendar of one place; days are days in its own time zone.

    What is worked out from it once is no field, so it never leaves the process."""

    name: str
    time_zone: str
    """IANA name, such as "Europe/Lisbon"."""
    working_weekdays: tuple[int, ...]
    """The weekly pattern, Monday 0 to Sunday 6."""
    years: tuple[CalendarYear, ...]
    regular: bool = False
    """Whether the weekly pattern holds without yearly publication; then no due is provisional."""
    yearly: tuple[YearlyHoliday, ...] = ()
    """Holidays that come every year; what a year's own notice declares comes on top."""

    def __post_init__(self) -> None:
        """Refuse an unknown time zone, a week without work and a year given twice."""
        if not self.working_weekdays or not set(self.working_weekdays) <= set(DAYS_OF_WEEK):
            raise BadCalendar(f"{self.name}: working weekdays {self.working_weekdays}")
        if any(a >= b for a, b in pairwise(self.working_weekdays)):
            raise BadCalendar(f"{self.name}: working weekdays are not in order")
        if any(a.year >= b.year for a, b in pairwise(self.years)):
            raise BadCalendar(f"{self.name}: years are not in order")
        if not is_time_zone(self.time_zone):
            raise BadCalendar(f"{self.name}: time zone {self.time_zone}")

    @cached_property
    def edition(self) -> str:
        """Name all the editions in force, as clocks record it: "cn 2026.1+2027.1"."""
        regular = ("regular",) if self.regular else ()
        years = tuple(year.edition for year in self.years)
        return f"{self.name} {'+'.join(regular + years) or 'unpublished'}"

    @cached_property
    def workdays(self) -> Workdays:
        """The numbering of the working days, worked out once."""
        return number_workdays(
            self.time_zone,
            self.working_weekdays,
            tuple(chain.from_iterable(y.days_off for y in self.years)),
            tuple(chain.from_iterable(y.make_up_days for y in self.years)),
            None if self.regular else frozenset(y.year for y in self.years),
            self.yearly,
            tuple(chain.from_iterable(y.half_days for y in self.years)),
        )

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day; in an unpublished year, by the weekly pattern."""
        return self.workdays.is_working(day.toordinal())

    def is_published(self, day: date) -> bool:
        """Whether the calendar of this day's year is known."""
        return not self.workdays.is_estimate(day.toordinal(), day.toordinal())

    def from_year(self, year: int) -> "WorkCalendar":
        """Keep this year and later ones only: what travels with an order; orders share it."""
        if year not in self._from_year:
            later = tuple(y for y in self.years if y.year >= year)
            self._from_year[year] = replace(self, years=later)
        return self._from_year[year]

    @cached_property
    def _from_year(self) -> dict[int, "WorkCalendar"]:
        return {}

    def with_year(self, published: CalendarYear) -> "WorkCalendar":
        """Add a year, or put a later edition in the place of an earlier one.

        A regular week whose holidays stand in the files of years is unknown in the others."""
        others = [y for y in self.years if y.year != published.year]
        years = tuple(sorted([*others, published], key=lambda y: y.year))
        return replace(self, years=years, regular=self.regular and bool(self.yearly))
