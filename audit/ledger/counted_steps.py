"""How the due of a clock came about: its own limit first, then whatever moved it, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.duties.due_dates import IN_DAYS, count, count_step
from domain.order.clock import Clock, PausedTime
from domain.order.order import Order
from domain.time.counting import AN_INSTANT
from domain.time.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitCounted:
    """A limit that was counted: the clock's own, or a further one that was granted."""

    since: datetime
    limit: Limit
    ends: datetime
    is_provisional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """A pause that was given back."""

    pause: PausedTime
    before: datetime
    """The due until then."""
    ends: datetime


def counted_steps(order: Order, clock: Clock) -> Iterator[LimitCounted | GivenBack]:
    """Count a clock from its start, with all that moved its due since."""
    ends, provisional = count(order, clock.started, clock.limit)
    yield LimitCounted(
        since=clock.started, limit=clock.limit, ends=ends, is_provisional=provisional
    )
    for step in clock.course:
        before = ends
        ends, provisional = count_step(order, clock, before, step)
        if isinstance(step, PausedTime):
            yield GivenBack(pause=step, before=before, ends=ends)
        else:
            yield LimitCounted(
                since=counted_from(before, step),
                limit=step,
                ends=ends,
                is_provisional=provisional,
            )


def counted_from(due: datetime, further: Limit) -> datetime:
    """From where a further limit is counted: one in whole days goes on from the day that ended."""
    return due - AN_INSTANT if further.convention in IN_DAYS else due
