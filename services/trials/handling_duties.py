"""The duties of units to handle an order: how each fared, and how many of a group were late."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.order.clock import Clock, Outcome
from domain.order.order import Order
from domain.vocabulary import ClockName, ItemType


class Fared(StrEnum):
    """How the handling of an order went, all its units taken together."""

    NO_DUTY = "no_duty"
    """It came to no unit, or the law sets no limit."""
    RUNNING = "running"
    IN_TIME = "in_time"
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlingDuty:
    """One unit's duty to handle one order."""

    unit: str
    type: ItemType
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DutySum:
    """How many duties a group has, and how many of them were late."""

    duties: int
    late: int


def fared(order: Order) -> Fared:
    """How the handling of an order went; of several units one that was late is enough."""
    duties = _clocks(order)
    if not duties:
        return Fared.NO_DUTY
    if any(map(_is_late, duties)):
        return Fared.LATE
    return Fared.RUNNING if any(clock.is_open for clock in duties) else Fared.IN_TIME


def duties_of(order: Order) -> list[HandlingDuty]:
    """Every duty of a unit to handle an order, ended or not."""
    return [
        HandlingDuty(unit=clock.owner, type=order.item_type, late=_is_late(clock))
        for clock in _clocks(order)
    ]


def sums_by(orders: Iterable[Order], group: Callable[[HandlingDuty], str]) -> dict[str, DutySum]:
    """Count the duties group by group."""
    groups: dict[str, list[HandlingDuty]] = {}
    for order in orders:
        for duty in duties_of(order):
            groups.setdefault(group(duty), []).append(duty)
    return {
        name: DutySum(duties=len(duties), late=sum(duty.late for duty in duties))
        for name, duties in groups.items()
    }


def last_due(order: Order) -> datetime | None:
    """When the order's latest handling duty was due."""
    clock = order.last_clock(ClockName.HANDLE)
    return clock.due if clock else None


def course(order: Order) -> list[tuple[str, datetime, datetime | None]]:
    """Who had the duty since when and until when, whatever its limit."""
    return [(clock.owner, clock.started, clock.ended) for clock in _clocks(order)]


def _clocks(order: Order) -> list[Clock]:
    return [clock for clock in order.clocks.values() if clock.name is ClockName.HANDLE]


def _is_late(clock: Clock) -> bool:
    """A miss that force majeure excused is none (SY20-21)."""
    return clock.lapsed is not None and clock.outcome is not Outcome.EXEMPT
