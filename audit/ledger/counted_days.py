"""The days of a limit by an order's calendar: which of them count, and why the others do not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.order.order import Order
from domain.time.calendar import WorkCalendar
from domain.time.counting import AN_INSTANT
from domain.time.limit import Convention, Limit
from domain.time.office_hours import OfficeHours

NATURAL = frozenset(
    {
        Convention.NATURAL_DAYS,
        Convention.NATURAL_DAYS_PUT_OFF,
        Convention.NATURAL_DAYS_SAME_TIME,
    }
)


class CountedKind(StrEnum):
    """What kind of day the calendar makes it."""

    WORKING = "working"
    MAKE_UP = "make_up"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"

    @property
    def is_off(self) -> bool:
        """Whether nobody works on it."""
        return self in {CountedKind.HOLIDAY, CountedKind.WEEKEND}


class Counts(StrEnum):
    """What a day is to a limit."""

    FIRST = "first"
    """The day on which it begins, which does not count."""
    AS_WORKING_DAY = "working_day"
    AS_DAY = "natural"
    """It counts whatever kind of day it is."""
    IN_HOURS = "in_hours"
    """Only the office hours within it count."""
    SAME = "same"
    """The limit ends on the day itself."""
    PUT_OFF = "put_off"
    NOT = "not_counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDay:
    """One day between the beginning and the end of a limit."""

    day: date
    kind: CountedKind
    is_estimated: bool
    """Whether the calendar of its year is not published yet."""
    counts: Counts
    place: int | None = None
    """Which of the limit's days it is; None where it does not count as a day."""
    spans: tuple[tuple[datetime, datetime], ...] = ()
    """The office hours within it that count, in UTC."""
    so_far: timedelta = timedelta()
    """All office time that has counted up to its end."""

    @property
    def worked(self) -> timedelta:
        """The office time within it that counts."""
        return sum((closes - opens for opens, closes in self.spans), timedelta())


def counted_days(
    order: Order, since: datetime, limit: Limit, ends: datetime
) -> tuple[CountedDay, ...]:
    """The days by which a limit that begins at `since` comes to end at `ends`, in their order;
    none where it is counted in natural time, which knows no days."""
    calendar, hours = order.dossier.calendar, order.dossier.pack.office_hours.value
    match limit.convention:
        case Convention.NATURAL_TIME:
            return ()
        case Convention.WORKING_TIME:
            return tuple(_office_time(calendar, hours, since, ends))
        case _ if not limit.amount:
            return tuple(_same_day(calendar, since, ends))
        case convention if convention in NATURAL:
            return tuple(_natural_days(calendar, since, limit.amount, ends))
        case _:
            return tuple(_working_days(calendar, since, limit.amount, ends))


def counted_kind(calendar: WorkCalendar, day: date) -> CountedKind:
    """What kind of day the calendar makes it."""
    if calendar.is_working_day(day):
        is_usual = day.weekday() in calendar.working_weekdays
        return CountedKind.WORKING if is_usual else CountedKind.MAKE_UP
    off = any(day in year.days_off for year in calendar.years)
    return CountedKind.HOLIDAY if off else CountedKind.WEEKEND


def _days(calendar: WorkCalendar, since: datetime, ends: datetime) -> Iterator[date]:
    zone = calendar.workdays.zone
    day, last = since.astimezone(zone).date(), (ends - AN_INSTANT).astimezone(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _counted(
    calendar: WorkCalendar,
    day: date,
    counts: Counts,
    *,
    place: int | None = None,
    spans: tuple[tuple[datetime, datetime], ...] = (),
    so_far: timedelta = timedelta(),
) -> CountedDay:
    return CountedDay(
        day=day,
        kind=counted_kind(calendar, day),
        is_estimated=not calendar.is_published(day),
        counts=counts,
        place=place,
        spans=spans,
        so_far=so_far,
    )


def _natural_days(
    calendar: WorkCalendar, since: datetime, amount: int, ends: datetime
) -> Iterator[CountedDay]:
    """Count every day; what comes after the last of them is where it was put off."""
    for place, day in enumerate(_days(calendar, since, ends)):
        if place > amount:
            yield _counted(calendar, day, Counts.PUT_OFF)
        elif place:
            yield _counted(calendar, day, Counts.AS_DAY, place=place)
        else:
            yield _counted(calendar, day, Counts.FIRST)


def _same_day(calendar: WorkCalendar, since: datetime, ends: datetime) -> Iterator[CountedDay]:
    """The day itself, after the days on which nobody could begin any more."""
    days = list(_days(calendar, since, ends))
    for day in days:
        yield _counted(calendar, day, Counts.SAME if day == days[-1] else Counts.PUT_OFF)


def _working_days(
    calendar: WorkCalendar, since: datetime, amount: int, ends: datetime
) -> Iterator[CountedDay]:
    """Count back from the last day: a start outside office hours needs no case of its own."""
    days = list(_days(calendar, since, ends))
    before = calendar.workdays.number(days[-1].toordinal()) - amount
    for place, day in enumerate(days):
        counted = calendar.workdays.number(day.toordinal()) - before
        if place == 0 and counted <= 0:
            yield _counted(calendar, day, Counts.FIRST)
        elif calendar.is_working_day(day) and counted > 0:
            yield _counted(calendar, day, Counts.AS_WORKING_DAY, place=counted)
        else:
            yield _counted(calendar, day, Counts.NOT)


def _office_time(
    calendar: WorkCalendar, hours: OfficeHours, since: datetime, ends: datetime
) -> Iterator[CountedDay]:
    so_far = timedelta()
    first = since - timedelta(days=1) if hours.overnight else since
    for day in _days(calendar, first, ends):
        if not calendar.is_working_day(day):
            yield _counted(calendar, day, Counts.NOT, so_far=so_far)
            continue
        spans = tuple(
            (max(opens, since), min(closes, ends))
            for opens, closes in hours.on(day.toordinal(), calendar.workdays)
            if max(opens, since) < min(closes, ends)
        )
        so_far += sum((closes - opens for opens, closes in spans), timedelta())
        yield _counted(calendar, day, Counts.IN_HOURS, spans=spans, so_far=so_far)
