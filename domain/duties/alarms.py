"""What must ring next on a running clock: a reminder, its due, or a rung of supervision."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from domain.duties.due_dates import HALF, count_back, count_on
from domain.order.clock import Clock
from domain.order.order import Dossier, Order
from domain.time.limit import Limit
from domain.values.changed_copy import keep_beside, kept_beside
from domain.values.quick_constructor import quick_constructor
from domain.vocabulary import Urgency

DUE = "due"
AGAIN = "again"
"""The step at which a duty that was missed, reported and is still owed is reported once more."""
SHORTEST_HALVED = 2
"""A limit of a single day has no half that anyone could use."""
HALVES = 1024
"""Limits whose half is remembered: more than all rule packs have."""


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """The next thing that rings on a clock; its id is also the label of its timer."""

    clock: str
    step: str
    at: datetime

    @property
    def id(self) -> str:
        """The clock and the step: "handle/1 due"."""
        return f"{self.clock} {self.step}"


_Known = tuple[Dossier, Urgency, Alarm | None]
"""What a clock's first alarm was worked out for, and the alarm."""


def next_alarm(order: Order, clock: Clock) -> Alarm | None:
    """Name what rings next on a running clock: a reminder, its due, or a rung above it.

    A provisional due never rings: nothing may lapse by a calendar that nobody has published.
    Nor does a paused one, for which time stands still (G19).
    What a new calendar or a new urgency puts into the past rings now and not in the past.
    """
    if clock.ended is not None or clock.provisional or clock.paused:
        return None
    first = first_alarm(order, clock)
    if first is None:
        return None
    at = max(first.at, clock.armed, order.as_of or first.at)
    return first if at == first.at else replace(first, at=at)


def first_alarm(order: Order, clock: Clock) -> Alarm | None:
    """What comes first on a clock: worked out once for each clock under one law and urgency."""
    known: _Known | None = kept_beside(clock)
    if known:
        dossier, urgency, alarm = known
        if dossier is order.dossier and urgency is order.urgency:
            return alarm
    first = _next_rung(order, clock) if clock.lapsed else _until_due(order, clock)
    keep_beside(clock, (order.dossier, order.urgency, first))
    return first


def _until_due(order: Order, clock: Clock) -> Alarm:
    at, step = clock.due, DUE
    for reminder in order.dossier.pack.reminders_of(clock.name):
        before = reminder.before or _half(clock.limit)
        if before is None or reminder.step in clock.rung:
            continue
        sounds = count_back(order, clock.due, before)
        if clock.armed < sounds < at:
            at, step = sounds, reminder.step
    return Alarm(clock=clock.id, step=step, at=at)


@lru_cache(maxsize=HALVES)
def _half(limit: Limit) -> Limit | None:
    if limit.in_seconds:
        return replace(limit, amount=max(1, limit.amount // HALF))
    if limit.amount < SHORTEST_HALVED:
        return None
    return replace(limit, amount=limit.amount // HALF)


def _next_rung(order: Order, clock: Clock) -> Alarm | None:
    """What sounds next on a duty that was missed; where both would, the rung is told first."""
    ahead = (*rungs_left(order, clock), *_once_more(order, clock))
    return min(ahead, key=lambda alarm: alarm.at, default=None)


def rungs_left(order: Order, clock: Clock) -> Iterator[Alarm]:
    """The rungs of the ladder that have not sounded yet on a clock that lapsed."""
    for step in order.dossier.pack.ladder_of(clock.name, order.urgency):
        if step.after is None or step.level.name in clock.rung:
            continue
        at, provisional = count_on(order, clock.due, step.after)
        if not provisional:
            yield Alarm(clock=clock.id, step=step.level.name, at=at)


def _once_more(order: Order, clock: Clock) -> Iterator[Alarm]:
    """G12: what is still owed is reported again after each further period, for ever."""
    pack = order.dossier.pack
    again = pack.again_after(order.urgency)
    told = pack.rungs_sounded(clock.name, order.urgency, clock.rung)
    if again is None or clock.rang is None or not told:
        return
    at, provisional = count_on(order, clock.rang, again.value)
    if not provisional:
        yield Alarm(clock=clock.id, step=AGAIN, at=at)
