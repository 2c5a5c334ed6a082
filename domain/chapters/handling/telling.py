"""Telling the caller: what was done is told, how and when, unless no reply is wanted (WF-20)."""

from datetime import datetime
from typing import Final, Protocol

from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.vocabulary import Channel

TOLD_AT_ANOTHER_TIME = refusal("told_at_another_time")
TELLING_MISSING = refusal("telling_missing")

TELLING: Final = ("told_at", "told_via")
"""When the caller was told, and by which channel."""
REPLIED: Final = ("WF-20", "WF-22")


class Told(Protocol):
    """What a command says about the caller's being told."""

    @property
    def told_at(self) -> datetime | None:
        """When the caller was told."""

    @property
    def told_via(self) -> Channel | None:
        """By which channel."""


def _told_in(command: Told) -> tuple[str, ...]:
    """Name what a command says of the telling."""
    said = {"told_at": command.told_at, "told_via": command.told_via}
    return tuple(name for name, value in said.items() if value is not None)


def exempt_from_telling(order: Order) -> tuple[str, ...]:
    """Name the rules by which nobody need be told: no reply is wanted, or nobody is known.

    Default: whoever gave no name hears from the platform when it calls back (X27)."""
    if not order.reply_wanted:
        return ("WF-22", "X:X24")
    return ("X:X27",) if order.anonymous else ()


def require_told(decision: Decision, command: Told, *basis: str) -> None:
    """Refuse what the caller was not told of, unless nobody need be told."""
    missing = tuple(name for name in TELLING if name not in _told_in(command))
    lawful = not missing or bool(exempt_from_telling(decision.order))
    decision.require(lawful, TELLING_MISSING, *REPLIED, *basis, about=missing)
    _require_possible(decision, command)


def _require_possible(decision: Decision, command: Told) -> None:
    """Nobody was told before the unit had the order, nor is told before it has happened."""
    at, since = command.told_at, decision.order.dispatched_at
    if at is not None:
        possible = (since is None or since <= at) and at <= decision.now
        decision.require(possible, TOLD_AT_ANOTHER_TIME, *REPLIED, "T:T29")
