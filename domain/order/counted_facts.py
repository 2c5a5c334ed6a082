"""Facts that count in the assessment: how an order remembers and names them."""

from domain.order.clock import Clock
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import CountedFact
from domain.values.changed_copy import changing


def entry_name(seq: int) -> str:
    """Name a fact as an entry of the assessment."""
    return f"fact/{seq}"


def entered(order: Order, fact: Fact) -> Order:
    """Remember a fact that counts for or against the unit that has the order."""
    if not order.unit:
        return order
    entry = CountedFact(name=entry_name(fact.seq), unit=order.unit, at=fact.occurred_at)
    return changing(order, entries=(*order.entries, entry))


def lapsed_duty(order: Order, name: str) -> Clock | None:
    """Find a duty by its clock, if it was failed."""
    clock = order.clocks.get(name)
    return clock if clock is not None and clock.lapsed is not None else None
