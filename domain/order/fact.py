"""What has happened: one fact per act or lapse, in words that never change meaning (5.7).

A fact holds no personal data and no free text: codes, instants and amounts, the names of the texts
that were given, and a commitment to them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Protocol, TypeVar

from domain.order.act import Actor
from domain.order.clock import ClockChange
from domain.values.quick_constructor import quick_constructor
from domain.values.registry import Registry
from domain.values.tagged import Tagged
from domain.vocabulary import NOBODY

T = TypeVar("T")

FACTS: Final = Registry("kind", package="domain.chapters")
"""The content of every fact by its word."""


class AnyContent(Protocol):
    """What the contents of all facts have in common."""

    @property
    def kind(self) -> str:
        """The fact's word, explicit and for ever."""


Content = Annotated[AnyContent, FACTS]


def fact(entered: type[T]) -> type[T]:
    """Enter a dataclass as the content of a fact, under its `kind`."""
    return FACTS.enter(entered)


@quick_constructor
@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened to an order; `seq` counts from 1 without a gap."""

    order: str
    seq: int
    occurred_at: datetime
    """When the act was received, or the due instant of a lapse (UTC); never the worker's clock."""
    actor: Actor
    on_behalf_of: str = ""
    basis: tuple[str, ...]
    command_id: str = ""
    """The command that caused it; empty when a clock did."""
    filled: tuple[str, ...] = ()
    commitment: str = ""
    clocks: tuple[Annotated[ClockChange, Tagged("kind")], ...] = ()
    content: Content

    @property
    def kind(self) -> str:
        """The fact's word, explicit and for ever."""
        return self.content.kind

    @property
    def person(self) -> str:
        """Who did it, or had a machine do it; empty where a clock did, or whoever called.

        What one caller does stands in no other caller's order under a name (T07)."""
        if self.on_behalf_of or self.actor.role in NOBODY:
            return self.on_behalf_of
        return self.actor.person
