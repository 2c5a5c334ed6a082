"""Working days in a row: every working day has a number, so counting them is arithmetic.

A calendar departs from its weekly pattern on few days only. Between two of those the number
of a day follows from whole weeks, so no list of all days is kept and no count ever runs out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from domain.time.half_days import HalfDay
from domain.time.yearly_holidays import YearlyHoliday, yearly_days_off

WEEK = 7
DAYS_OF_WEEK = range(WEEK)
A_SECOND = timedelta(seconds=1)
A_DAY = timedelta(days=1)
OF_ONE_ACT = 64
"""Local times that are remembered: those that the duties begun by one act ask for."""
REMEMBERED = 16_384
"""Instants of opening and closing that are kept: those of about ten years of one office."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Workdays:
    """The numbering of one calendar. Days are ordinals: 1 is Monday 1 January of year 1."""

    zone: ZoneInfo
    published: frozenset[int] | None
    """Years with a published calendar; None where no publication is needed."""
    weekdays: tuple[int, ...]
    worked_by: tuple[int, ...]
    """How many pattern days lie in the first 0 to 6 days of a week."""
    exceptions: tuple[int, ...]
    """Days that depart from the pattern, in order."""
    corrections: tuple[int, ...]
    """What the first n exceptions add to the pattern's number."""
    numbers: tuple[int, ...]
    """The number of each exception."""
    closing_early: Mapping[int, time] = field(default_factory=dict)
    """When every office closes on the days that are half days."""

    def number(self, day: int) -> int:
        """How many working days there have been up to this day, itself included."""
        weeks, rest = divmod(day, WEEK)
        by_pattern = weeks * len(self.weekdays) + self.worked_by[rest]
        return by_pattern + self.corrections[bisect_right(self.exceptions, day)]

    def day(self, number: int) -> int:
        """Find the working day that bears this number."""
        passed = bisect_left(self.numbers, number)
        week, place = divmod(number - self.corrections[passed] - 1, len(self.weekdays))
        by_pattern = week * WEEK + self.weekdays[place] + 1
        if passed == len(self.exceptions):
            return by_pattern
        return min(by_pattern, self.exceptions[passed])

    def is_working(self, day: int) -> bool:
        """Whether people work on this day."""
        return self.number(day) > self.number(day - 1)

    def last_worked(self, day: int) -> int:
        """This day if it is worked, else the last one before it that is."""
        return self.day(self.number(day))

    def first_of(self, days: int, last: int) -> int:
        """The first of so many working days up to `last`; of none, the day after the latest."""
        return self.day(self.number(last) - days + 1) if days else self.last_worked(last) + 1

    def next_worked(self, day: int) -> int:
        """This day if it is worked, else the next one that is."""
        return day if self.is_working(day) else self.day(self.number(day) + 1)

    def is_estimate(self, first: int, last: int) -> bool:
        """Whether any of these days lies in a year without a published calendar."""
        if self.published is None:
            return False
        since, until = date.fromordinal(first).year, date.fromordinal(last).year
        if since == until:
            return since not in self.published
        return not self.published.issuperset(range(since, until + 1))

    def at(self, day: int, of_day: time) -> datetime:
        """Return the UTC instant of a local time of day; 00:00 begins the day."""
        return instant_of(self.zone, day, of_day)

    def begin(self, day: int) -> datetime:
        """Return the UTC instant at which a day begins and the day before it ends (24:00)."""
        return self.at(day, time.min)

    def has_no_clock_change(self, day: int, night: int = 0) -> bool:
        """Whether the day, and the night after it where asked, is as long as most, so that its
        hours are as long as they look."""
        return self.begin(day + 1 + night) - self.begin(day) == A_DAY * (1 + night)


@lru_cache(maxsize=OF_ONE_ACT)
def local_time(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks of a place show at an instant: one act asks it for every duty."""
    return instant.astimezone(zone)


@lru_cache(maxsize=REMEMBERED)
def instant_of(zone: ZoneInfo, day: int, of_day: time) -> datetime:
    """The UTC instant of a local time; orders share their days, so it is worked out once.

    Of a time that the clocks show twice it is the first. One that they skip has come when they
    do (M7): otherwise an office could close before it opens."""
    local = datetime.combine(date.fromordinal(day), of_day.replace(fold=0), zone)
    at = local.astimezone(UTC)
    if at.astimezone(zone).time() == local.time():
        return at
    return _change_between(zone, local.replace(fold=1).astimezone(UTC), at)


def _change_between(zone: ZoneInfo, earlier: datetime, later: datetime) -> datetime:
    """Find the whole second from which the clocks show what they show at the later instant."""
    after = later.astimezone(zone).utcoffset()
    seconds = range(int((later - earlier).total_seconds()) + 1)
    first = bisect_left(
        seconds,
        True,
        key=lambda second: (earlier + second * A_SECOND).astimezone(zone).utcoffset() == after,
    )
    return earlier + first * A_SECOND


@lru_cache(maxsize=64)
def number_workdays(
    zone: str,
    weekdays: tuple[int, ...],
    days_off: tuple[date, ...],
    make_up_days: tuple[date, ...],
    published: frozenset[int] | None,
    yearly: tuple[YearlyHoliday, ...] = (),
    half_days: tuple[HalfDay, ...] = (),
) -> Workdays:
    """Number the working days of a calendar; calendars of equal content share one numbering."""
    every_year = yearly_days_off(yearly, weekdays).difference(make_up_days)
    changes = sorted(_changes(weekdays, every_year.union(days_off), make_up_days))
    numbering = Workdays(
        zone=ZoneInfo(zone),
        published=published,
        weekdays=weekdays,
        worked_by=tuple(sum(w < rest for w in weekdays) for rest in DAYS_OF_WEEK),
        exceptions=tuple(day for day, _ in changes),
        corrections=tuple(accumulate((change for _, change in changes), initial=0)),
        numbers=(),
        closing_early={half.day.toordinal(): half.until for half in half_days},
    )
    return replace(numbering, numbers=tuple(map(numbering.number, numbering.exceptions)))


def _changes(
    weekdays: tuple[int, ...], days_off: Iterable[date], make_up_days: Iterable[date]
) -> Iterable[tuple[int, int]]:
    """Each day that departs from the pattern, with -1 (off) or +1 (made up)."""
    for day in sorted(set(days_off)):
        if day.weekday() in weekdays:
            yield day.toordinal(), -1
    for day in sorted(set(make_up_days)):
        if day.weekday() not in weekdays:
            yield day.toordinal(), 1
