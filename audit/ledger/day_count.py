"""Days counted aloud by the calendar of an order, each with the reason why it counts or not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from audit.ledger.counted_days import CountedDay, Counts, counted_days
from domain.order.local_time import local
from domain.order.order import Order
from domain.time.calendar import WorkCalendar
from domain.time.counting import AN_INSTANT
from domain.time.limit import HOUR, MINUTE, Convention, Limit
from texts import glossed


def day_by_day(order: Order, since: datetime, limit: Limit, ends: datetime) -> Iterator[str]:
    """Tell how a limit that begins at `since` comes to end at `ends`."""
    if limit.convention is Convention.NATURAL_TIME:
        yield f"{local(order, since)} + {limit.text()} = {local(order, ends)}"
    for day in counted_days(order, since, limit, ends):
        yield f"{_named(day.day)}  {_told(order.dossier.calendar, day)}"


def end_of_day(order: Order, ends: datetime) -> str:
    """The day that ends at this instant, or nothing where it is no midnight."""
    zone = order.dossier.calendar.workdays.zone
    if ends.astimezone(zone).time() != time.min:
        return ""
    return f"{(ends - AN_INSTANT).astimezone(zone):%m-%d}"


def _told(calendar: WorkCalendar, day: CountedDay) -> str:
    kind = glossed(f"ledger.day.{day.kind}")
    if day.is_estimated:
        kind = f"{kind} ({glossed('ledger.day.estimated')})"
    match day.counts:
        case Counts.AS_DAY:
            return f"{glossed('ledger.day.natural')}: {day.place}"
        case Counts.AS_WORKING_DAY:
            return f"{kind}: {day.place}"
        case Counts.IN_HOURS:
            spans = " ".join(_span(calendar, *span) for span in day.spans)
            told = spans or glossed("ledger.day.closed")
            in_all = f"{glossed('ledger.day.in_all')} {_length(day.so_far)}"
            return f"{kind} {told}: {_length(day.worked)}, {in_all}"
        case _:
            return f"{kind}: {glossed(f'ledger.day.{day.counts}')}"


def _span(calendar: WorkCalendar, opens: datetime, closes: datetime) -> str:
    zone = calendar.workdays.zone
    return f"{opens.astimezone(zone):%H:%M:%S}-{closes.astimezone(zone):%H:%M:%S}"


def _length(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    hours, minutes = divmod(seconds // MINUTE, HOUR // MINUTE)
    return f"{hours} h {minutes:02} min {seconds % MINUTE:02} s"


def _named(day: date) -> str:
    return f"{day:%m-%d} {glossed(f'ledger.weekday.{day.isoweekday()}')}"
