"""What a file itself says of a due: extensions, pauses, and a due or a verdict of its own."""

from datetime import UTC, datetime, time
from typing import Final

from domain.duties.due_dates import IN_DAYS, count_on, give_back
from domain.order.clock import Clock
from domain.order.order import Order
from domain.time.counting import BadPause
from domain.time.limit import Convention, Limit
from domain.vocabulary import ClockName
from services.imports.demands import A_DAY, Demand, Field

LAST_SECOND: Final = time(23, 59, 59)
"""A day without a time counts as its end: nobody is called late on what the file does not say."""
LAST_MINUTE: Final = (23, 59)


class Unjudgeable(ValueError):
    """Why a row cannot be judged."""


def instant(demand: Demand, field: Field) -> datetime | None:
    """The instant of a field; of a day without a time the last second."""
    told = demand.times.get(field)
    if told is None or field not in demand.days_only:
        return told
    return datetime.combine(told.date(), LAST_SECOND, told.tzinfo)


def due_in_file(order: Order, clock: Clock, demand: Demand, *, governed: bool) -> datetime:
    """The due as the core counts it, moved by what the file says of extensions and pauses; no
    extension goes beyond a promised day that governs."""
    due = clock.due
    if clock.name is not ClockName.HANDLE:
        return due
    if demand.extended_by and not governed:
        in_days = clock.limit.convention in IN_DAYS
        convention = clock.limit.convention if in_days else Convention.WORKING_DAYS
        more = Limit(convention=convention, amount=demand.extended_by)
        due, _ = count_on(order, due, more)
    paused, resumed = instant(demand, Field.PAUSED), instant(demand, Field.RESUMED)
    if paused is not None and resumed is not None:
        try:
            due, _ = give_back(order, clock, due, paused.astimezone(UTC), resumed.astimezone(UTC))
        except BadPause:
            raise Unjudgeable(f"{Field.RESUMED}: lies before {Field.PAUSED}") from None
    return due if governed else end_in_file(demand, Field.EXTENDED_TO) or due


def end_in_file(demand: Demand, field: Field) -> datetime | None:
    """Until when a due in the file runs; its last minute is how many systems write a day's end."""
    until = demand.until(field)
    if until is None or (until.hour, until.minute) != LAST_MINUTE:
        return until
    return datetime.combine(until.date() + A_DAY, time(), until.tzinfo)


def told_due(demand: Demand, *, governed: bool) -> datetime | None:
    """Until when the file itself says that it was due: also by a promise that does not govern."""
    promised = None if governed else demand.until(Field.PROMISED)
    return end_in_file(demand, Field.DUE) or promised


def is_paused(demand: Demand) -> bool:
    return Field.PAUSED in demand.times and Field.RESUMED not in demand.times


def differs(
    demand: Demand,
    theirs: datetime | None,
    due: datetime | None,
    closed: datetime | None,
    late: bool | None,
) -> tuple[str, ...]:
    """What the file says of its own due or verdict, where ours is another; None is no verdict."""
    found: list[str] = []
    if theirs is not None and due is not None and theirs != due:
        found.append("due_earlier" if theirs < due else "due_later")
    if demand.said_late is not None and late is not None and demand.said_late != late:
        by_its_due = theirs is not None and (closed is None or closed > theirs) == demand.said_late
        found.append("verdict_as_its_due" if by_its_due else "verdict_by_itself")
    return tuple(found)
