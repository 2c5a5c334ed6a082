"""Where each clause is entered: what decides a command, applies a fact, settles a lapse."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from domain.order.clock import Clock
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.vocabulary import ClockName, State

C = TypeVar("C")
Decide = Callable[[Docket, Any], None]
Alter = Callable[[Order, Any, Fact], Order]
Settle = Callable[[Docket, Clock], None]

DECIDERS: Final[dict[type, Decide]] = {}
AFTER_THE_END: Final[dict[type, frozenset[State]]] = {}
"""The commands that are heard of an order that is over, each with the states in which it is."""
ALTERATIONS: Final[dict[type, Alter]] = {}
SETTLEMENTS: Final[dict[ClockName, Settle]] = {}


def decides(
    command: type[C], *, even_when: frozenset[State] = frozenset()
) -> Callable[[Callable[[Docket, C], None]], Callable[[Docket, C], None]]:
    """Enter a function as the clause that decides a command, also of an order that is over
    where `even_when` names how it ended."""

    def enter(clause: Callable[[Docket, C], None]) -> Callable[[Docket, C], None]:
        DECIDERS[command] = clause
        AFTER_THE_END[command] = even_when
        return clause

    return enter


def applies(
    content: type[C],
) -> Callable[[Callable[[Order, C, Fact], Order]], Callable[[Order, C, Fact], Order]]:
    """Enter a function as the one that applies a fact of this kind to an order."""

    def enter(alter: Callable[[Order, C, Fact], Order]) -> Callable[[Order, C, Fact], Order]:
        ALTERATIONS[content] = alter
        return alter

    return enter


def only_on_record(*contents: type) -> None:
    """Enter facts of these kinds as such that move clocks at most: the order stays as it is."""
    for content in contents:
        ALTERATIONS[content] = _unaltered


def _unaltered(order: Order, _: Any, __: Fact) -> Order:
    return order


def settles(*names: ClockName) -> Callable[[Settle], Settle]:
    """Enter a function as what follows when a clock of these names lapses."""

    def enter(settle: Settle) -> Settle:
        for name in names:
            SETTLEMENTS[name] = settle
        return settle

    return enter
