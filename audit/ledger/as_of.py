"""How things stood at an instant: the facts up to then and nothing later."""

from collections.abc import Iterable
from datetime import datetime
from itertools import takewhile

from domain.decide import fold
from domain.order.fact import Fact
from domain.order.order import Dossier, Order
from texts import both


class NotThen(ValueError):
    """Nothing can be said of an order at this instant."""

    code = "not_then"


class NotYetBorn(NotThen):
    """The order was registered later."""

    code = "not_yet_born"


class StillToCome(NotThen):
    """The instant lies in the future, and nobody knows what will have happened by then."""

    code = "still_to_come"


def facts_until(facts: Iterable[Fact], instant: datetime) -> tuple[Fact, ...]:
    """The facts that had occurred by an instant, lapses included, whenever they were recorded."""
    return tuple(takewhile(lambda fact: fact.occurred_at <= instant, facts))


def known_by(number: str, facts: Iterable[Fact], instant: datetime) -> tuple[Fact, ...]:
    """The facts of one order by an instant; raises NotYetBorn where there are none."""
    known = facts_until(facts, instant)
    if not known:
        raise NotYetBorn(both("ledger.not_yet_born", number=number, at=instant.isoformat()))
    return known


def order_at(dossier: Dossier, facts: Iterable[Fact], instant: datetime) -> Order:
    """An order as it stood at an instant; raises NotYetBorn."""
    return fold(dossier, known_by(dossier.number, facts, instant))


def require_past(instant: datetime, now: datetime) -> None:
    """Insist on an instant that has come; raises StillToCome."""
    if instant > now:
        raise StillToCome(both("ledger.still_to_come", at=instant.isoformat()))
