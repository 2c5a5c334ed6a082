"""Days counted aloud by the calendar of an order, each with the reason why it counts or not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from domain.order.local_time import local
from domain.order.order import Order
from domain.time.calendar import WorkCalendar
from domain.time.counting import AN_INSTANT
from domain.time.limit import HOUR, MINUTE, Convention, Limit
from domain.time.office_hours import OfficeHours
from texts import glossed


def day_by_day(order: Order, since: datetime, limit: Limit, ends: datetime) -> Iterator[str]:
    """Tell how a limit that begins at `since` comes to end at `ends`."""
    calendar, hours = order.dossier.calendar, order.dossier.pack.office_hours.value
    match limit.convention:
        case Convention.NATURAL_TIME:
            yield f"{local(order, since)} + {limit.text()} = {local(order, ends)}"
        case Convention.WORKING_TIME:
            yield from _office_time(calendar, hours, since, ends)
        case _ if not limit.amount:
            yield from _same_day(calendar, since, ends)
        case (
            Convention.NATURAL_DAYS
            | Convention.NATURAL_DAYS_PUT_OFF
            | Convention.NATURAL_DAYS_SAME_TIME
        ):
            yield from _natural_days(calendar, since, limit.amount, ends)
        case _:
            yield from _working_days(calendar, since, limit.amount, ends)


def end_of_day(order: Order, ends: datetime) -> str:
    """The day that ends at this instant, or nothing where it is no midnight."""
    zone = order.dossier.calendar.workdays.zone
    if ends.astimezone(zone).time() != time.min:
        return ""
    return f"{(ends - AN_INSTANT).astimezone(zone):%m-%d}"


def _days(calendar: WorkCalendar, since: datetime, ends: datetime) -> Iterator[date]:
    zone = calendar.workdays.zone
    day, last = since.astimezone(zone).date(), (ends - AN_INSTANT).astimezone(zone).date()
    while day <= last:
        yield day
        day += timedelta(days=1)


def _natural_days(
    calendar: WorkCalendar, since: datetime, amount: int, ends: datetime
) -> Iterator[str]:
    """Count every day; what comes after the last of them is where it was put off."""
    for place, day in enumerate(_days(calendar, since, ends)):
        if place > amount:
            yield f"{_named(day)}  {_kind(calendar, day)}: {glossed('ledger.day.put_off')}"
        elif place:
            yield f"{_named(day)}  {glossed('ledger.day.natural')}: {place}"
        else:
            yield f"{_named(day)}  {glossed('ledger.day.first')}"


def _same_day(calendar: WorkCalendar, since: datetime, ends: datetime) -> Iterator[str]:
    """The day itself, after the days on which nobody could begin any more."""
    days = list(_days(calendar, since, ends))
    for day in days:
        counts = "ledger.day.same" if day == days[-1] else "ledger.day.put_off"
        yield f"{_named(day)}  {_kind(calendar, day)}: {glossed(counts)}"


def _working_days(
    calendar: WorkCalendar, since: datetime, amount: int, ends: datetime
) -> Iterator[str]:
    """Count back from the last day: a start outside office hours needs no case of its own."""
    days = list(_days(calendar, since, ends))
    before = calendar.workdays.number(days[-1].toordinal()) - amount
    for place, day in enumerate(days):
        counted = calendar.workdays.number(day.toordinal()) - before
        works = calendar.is_working_day(day)
        kind = _kind(calendar, day)
        if place == 0 and counted <= 0:
            yield f"{_named(day)}  {kind}: {glossed('ledger.day.first')}"
        elif works and counted > 0:
            yield f"{_named(day)}  {kind}: {counted}"
        else:
            yield f"{_named(day)}  {kind}: {glossed('ledger.day.not_counted')}"


def _office_time(
    calendar: WorkCalendar, hours: OfficeHours, since: datetime, ends: datetime
) -> Iterator[str]:
    total = timedelta()
    first = since - timedelta(days=1) if hours.overnight else since
    for day in _days(calendar, first, ends):
        if not calendar.is_working_day(day):
            yield f"{_named(day)}  {_kind(calendar, day)}: {glossed('ledger.day.not_counted')}"
            continue
        spans = [
            (max(opens, since), min(closes, ends))
            for opens, closes in hours.on(day.toordinal(), calendar.workdays)
            if max(opens, since) < min(closes, ends)
        ]
        worked = sum((closes - opens for opens, closes in spans), timedelta())
        total += worked
        told = " ".join(_span(calendar, *span) for span in spans) or glossed("ledger.day.closed")
        so_far = f"{_length(worked)}, {glossed('ledger.day.in_all')} {_length(total)}"
        yield f"{_named(day)}  {_kind(calendar, day)} {told}: {so_far}"


def _span(calendar: WorkCalendar, opens: datetime, closes: datetime) -> str:
    zone = calendar.workdays.zone
    return f"{opens.astimezone(zone):%H:%M:%S}-{closes.astimezone(zone):%H:%M:%S}"


def _length(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    hours, minutes = divmod(seconds // MINUTE, HOUR // MINUTE)
    return f"{hours} h {minutes:02} min {seconds % MINUTE:02} s"


def _named(day: date) -> str:
    return f"{day:%m-%d} {glossed(f'ledger.weekday.{day.isoweekday()}')}"


def _kind(calendar: WorkCalendar, day: date) -> str:
    """What kind of day it is, and whether the calendar of its year is published at all."""
    off = any(day in year.days_off for year in calendar.years)
    in_pattern = day.weekday() in calendar.working_weekdays
    if calendar.is_working_day(day):
        kind = "working" if in_pattern else "make_up"
    else:
        kind = "holiday" if off else "weekend"
    said = glossed(f"ledger.day.{kind}")
    return said if calendar.is_published(day) else f"{said} ({glossed('ledger.day.estimated')})"
