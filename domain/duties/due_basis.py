"""What a due rests on besides its limit: the office hours and the published holidays (G23, X17)."""

from bisect import bisect_left
from datetime import datetime, timedelta
from typing import Final

from domain.order.order import Order
from domain.time.counting import AN_INSTANT
from domain.time.limit import Convention, Limit
from domain.time.workdays import local_time

HOLIDAYS: Final = ("X:X17",)
BY_OFFICE_HOURS: Final = frozenset(
    {
        Convention.WORKING_TIME,
        Convention.WORKING_DAYS_TO_CLOSE,
        Convention.WORKING_DAYS_SAME_TIME,
    }
)
BY_DAYS: Final = frozenset(
    {
        Convention.WORKING_DAYS,
        Convention.WORKING_DAYS_TO_CLOSE,
        Convention.NATURAL_DAYS_PUT_OFF,
    }
)
"""Limits in whole days to which the calendar matters."""
A_DAY: Final = timedelta(days=1)


def counted_by(order: Order, limit: Limit, since: datetime, ends: datetime) -> tuple[str, ...]:
    """G23, X17: name the office hours where they count, and the holidays where one was met."""
    by_hours = limit.convention in BY_OFFICE_HOURS
    hours = order.dossier.pack.office_hours.rules if by_hours else ()
    by_calendar = by_hours or limit.convention in BY_DAYS
    met = by_calendar and _meets_exception(order, _first(limit, since), ends - AN_INSTANT)
    return (*hours, *(HOLIDAYS if met else ()))


def _first(limit: Limit, since: datetime) -> datetime:
    """The first day that the calendar may move: of calendar days the last."""
    if limit.convention is Convention.NATURAL_DAYS_PUT_OFF:
        return since + limit.amount * A_DAY
    return since + A_DAY if limit.convention in BY_DAYS and limit.amount else since


def _meets_exception(order: Order, first: datetime, last: datetime) -> bool:
    """Whether a day off or a make-up day lies between: a day that departs from the weekly one."""
    workdays = order.dossier.calendar.workdays
    since = local_time(first, workdays.zone).toordinal()
    place = bisect_left(workdays.exceptions, since)
    return place < len(workdays.exceptions) and workdays.begin(workdays.exceptions[place]) <= last
