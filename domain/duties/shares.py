"""The part of a limit that somebody else gets, so that the one who owes the whole keeps time (G9).

It is a limit of the same convention as the whole, so its due can be computed anew like any other.
"""

from dataclasses import replace
from datetime import datetime
from math import ceil

from domain.duties.due_dates import HALF
from domain.law.value import Value
from domain.order.clock import Clock
from domain.order.order import Order
from domain.time.counting import AN_INSTANT, working_days_between, working_time_between
from domain.time.limit import Convention, Limit
from domain.vocabulary import ClockName

SHARES = (ClockName.COHOST, ClockName.SUB_HANDLE)
"""The clocks of those who work for the unit; they are owed only as long as it has the order."""


def part_of(order: Order, whole: Clock, now: datetime, ahead: Value[int]) -> Limit:
    """So many working days less than is left of the whole, but never less than half of that.

    Default: of a limit in hours a working day cannot be taken, so it is half; where the whole
    is due today or has lapsed, half of its full limit.
    """
    left = _left(order, whole, now)
    half = ceil((left if left > 0 else whole.limit.amount) / HALF)
    if whole.limit.in_seconds:
        return replace(whole.limit, amount=half)
    return replace(whole.limit, amount=max(half, left - ahead.value))


def _left(order: Order, whole: Clock, now: datetime) -> int:
    """What is left of a running limit, in the amounts of its own convention."""
    calendar, hours = order.dossier.calendar, order.dossier.pack.office_hours.value
    match whole.limit.convention:
        case Convention.NATURAL_TIME:
            return int((whole.due - now).total_seconds())
        case Convention.WORKING_TIME:
            worked = working_time_between(now, whole.due, calendar, hours)
            return int(worked.total_seconds())
        case (
            Convention.NATURAL_DAYS
            | Convention.NATURAL_DAYS_PUT_OFF
            | Convention.NATURAL_DAYS_SAME_TIME
        ):
            zone = calendar.workdays.zone
            last = (whole.due - AN_INSTANT).astimezone(zone)
            return last.toordinal() - now.astimezone(zone).toordinal()
    return working_days_between(now, whole.due - AN_INSTANT, calendar)
