"""Facts that count in the assessment: how an order remembers and names them."""

from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import CountedFact
from domain.values.changed_copy import changing


def entry_name(seq: int) -> str:
    """Name a fact as an entry of the assessment."""
    return f"fact/{seq}"


def entered(order: Order, fact: Fact, unit: str = "") -> Order:
    """Remember a fact that counts for or against a unit; not named, the one with the order."""
    counts_for = unit or order.unit
    if not counts_for:
        return order
    entry = CountedFact(name=entry_name(fact.seq), unit=counts_for, at=fact.occurred_at)
    return changing(order, entries=(*order.entries, entry))


def lapsed_duty(order: Order, name: str) -> Clock | None:
    """Find a duty by its clock, if it was failed."""
    clock = order.clocks.get(name)
    return clock if clock is not None and clock.lapsed is not None else None
