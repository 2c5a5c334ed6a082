"""Days counted aloud by the calendar of an order, each with the reason why it counts or not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from domain.order.explanation import local
from domain.order.order import Order
from domain.time.calendar import OfficeHours, WorkCalendar
from domain.time.counting import AN_INSTANT
from domain.time.limit import HOUR, MINUTE, Convention, Limit

WEEKDAYS: Final = (
    "Mon 周一",
    "Tue 周二",
    "Wed 周三",
    "Thu 周四",
    "Fri 周五",
    "Sat 周六",
    "Sun 周日",
)


def day_by_day(order: Order, since: datetime, limit: Limit, ends: datetime) -> Iterator[str]:
    """Tell how a limit that begins at `since` comes to end at `ends`."""
    calendar, hours = order.dossier.calendar, order.dossier.pack.office_hours.value
    match limit.convention:
        case Convention.NATURAL_TIME:
            yield f"{local(order, since)} + {limit.text()} = {local(order, ends)}"
        case Convention.NATURAL_DAYS:
            for place, day in enumerate(_days(calendar, since, ends)):
                counts = (
                    f"natural day 自然日: {place}" if place else "first day, not counted 首日不计"
                )
                yield f"{_named(day)}  {counts}"
        case Convention.WORKING_TIME:
            yield from _office_time(calendar, hours, since, ends)
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
            yield f"{_named(day)}  {kind}: first day, not counted 首日不计"
        elif works and counted > 0:
            yield f"{_named(day)}  {kind}: {counted}"
        else:
            yield f"{_named(day)}  {kind}: not counted 不计"


def _office_time(
    calendar: WorkCalendar, hours: OfficeHours, since: datetime, ends: datetime
) -> Iterator[str]:
    total = timedelta()
    for day in _days(calendar, since, ends):
        if not calendar.is_working_day(day):
            yield f"{_named(day)}  {_kind(calendar, day)}: not counted 不计"
            continue
        spans = [
            (max(opens, since), min(closes, ends))
            for opens, closes in hours.on(day.toordinal(), calendar.workdays)
            if max(opens, since) < min(closes, ends)
        ]
        worked = sum((closes - opens for opens, closes in spans), timedelta())
        total += worked
        told = " ".join(_span(calendar, *span) for span in spans) or "office closed 已下班"
        so_far = f"{_length(worked)}, in all 累计 {_length(total)}"
        yield f"{_named(day)}  {_kind(calendar, day)} {told}: {so_far}"


def _span(calendar: WorkCalendar, opens: datetime, closes: datetime) -> str:
    zone = calendar.workdays.zone
    return f"{opens.astimezone(zone):%H:%M:%S}-{closes.astimezone(zone):%H:%M:%S}"


def _length(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    hours, minutes = divmod(seconds // MINUTE, HOUR // MINUTE)
    return f"{hours} h {minutes:02} min {seconds % MINUTE:02} s"


def _named(day: date) -> str:
    return f"{day:%m-%d} {WEEKDAYS[day.weekday()]}"


def _kind(calendar: WorkCalendar, day: date) -> str:
    """What kind of day it is, and whether the calendar of its year is published at all."""
    off = any(day in year.days_off for year in calendar.years)
    in_pattern = day.weekday() in calendar.working_weekdays
    if calendar.is_working_day(day):
        kind = "working day 工作日" if in_pattern else "make-up day 调休上班"
    else:
        kind = "holiday 放假" if off else "weekend 周末"
    return kind if calendar.is_published(day) else f"{kind} (estimated 暂估)"
