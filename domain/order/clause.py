"""Clauses: what decides a command, applies a fact, settles a lapse. Each enters itself here."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.vocabulary import ClockName, State

C = TypeVar("C")
K = TypeVar("K")
V = TypeVar("V")
Decide = Callable[[Decision, Any], None]
Alter = Callable[[Order, Any, Fact], Order]
Settle = Callable[[Decision, Clock], None]

DECIDERS: Final[dict[type, Decide]] = {}
AFTER_THE_END: Final[dict[type, frozenset[State]]] = {}
"""The commands that are heard of an order that is over, each with the states in which it is."""
ALTERATIONS: Final[dict[type, Alter]] = {}
SETTLEMENTS: Final[dict[ClockName, Settle]] = {}


class TwoClauses(TypeError):
    """Two clauses claim one command, one fact or one clock."""


def decides(
    command: type[C], *, even_when: frozenset[State] = frozenset()
) -> Callable[[Callable[[Decision, C], None]], Callable[[Decision, C], None]]:
    """Enter a function as the clause that decides a command, also of an order that is over
    where `even_when` names how it ended."""

    def enter(clause: Callable[[Decision, C], None]) -> Callable[[Decision, C], None]:
        _enter(DECIDERS, command, clause)
        AFTER_THE_END[command] = even_when
        return clause

    return enter


def applies(
    content: type[C],
) -> Callable[[Callable[[Order, C, Fact], Order]], Callable[[Order, C, Fact], Order]]:
    """Enter a function as the one that applies a fact of this kind to an order."""

    def enter(alter: Callable[[Order, C, Fact], Order]) -> Callable[[Order, C, Fact], Order]:
        _enter(ALTERATIONS, content, alter)
        return alter

    return enter


def only_on_record(*contents: type) -> None:
    """Enter facts of these kinds as such that move clocks at most: the order stays as it is."""
    for content in contents:
        _enter(ALTERATIONS, content, _unaltered)


def _unaltered(order: Order, _: Any, __: Fact) -> Order:
    return order


def settles(*names: ClockName) -> Callable[[Settle], Settle]:
    """Enter a function as what follows when a clock of these names lapses."""

    def enter(settle: Settle) -> Settle:
        for name in names:
            _enter(SETTLEMENTS, name, settle)
        return settle

    return enter


def _enter(known: dict[K, V], of: K, clause: V) -> None:
    """Enter a clause, of which there is one for each command, fact and clock."""
    if of in known:
        raise TwoClauses(f"{of} has a clause already: change that one, or give this its own word")
    known[of] = clause
