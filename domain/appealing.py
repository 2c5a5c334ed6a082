"""Words of an appeal against the assessment (考核申诉): grounds, entries, how far it came."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from domain.changing import changing
from domain.clock import Clock

if TYPE_CHECKING:
    from domain.facts import Fact
    from domain.order import Order

WHOLE_ORDER: Final = "order"
"""The entry that stands for everything that the order counts for."""


class AppealGround(StrEnum):
    """Why a unit says that something must not count: a closed list (a default)."""

    OUT_OF_DUTY = "out_of_duty"
    FORCE_MAJEURE = "force_majeure"
    SYSTEM_OUTAGE = "system_outage"
    WRONG_CATEGORY = "wrong_category"
    CALLER_UNREACHABLE = "caller_unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A fact that counts in the assessment, for the unit that had the order then."""

    name: str
    """The fact by its number: "fact/17"."""
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCourse:
    """An appeal, and how far it has come."""

    entry: str
    unit: str
    asked_by: str
    clock: str
    """The clock until which it is to be decided; empty where the law sets no limit."""
    decided_by: str = ""
    """Who decided it; empty before that, and again when a second person did not agree."""
    upheld: bool = False
    is_over: bool = False


def entry_name(seq: int) -> str:
    """Name a fact as an entry of the assessment."""
    return f"fact/{seq}"


def entered(order: "Order", fact: "Fact") -> "Order":
    """Remember a fact that counts for or against the unit that has the order."""
    if not order.unit:
        return order
    entry = Entry(name=entry_name(fact.seq), unit=order.unit, at=fact.occurred_at)
    return changing(order, entries=(*order.entries, entry))


def lapsed_duty(order: "Order", name: str) -> Clock | None:
    """Find a duty by its clock, if it was failed."""
    clock = order.clocks.get(name)
    return clock if clock is not None and clock.lapsed is not None else None
