"""An act: who asks for what, received when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.order.command import Command
from domain.values.left_out import left_out_if_unset
from domain.vocabulary import Admission, Role


@left_out_if_unset("other_posts")
@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person who acts, for which unit, in which capacity; codes only, no names."""

    person: str
    unit: str
    role: Role
    outsourced: bool = False
    """Staff of a service provider: it may take calls, never decide handling (NA-06)."""
    district: str = ""
    """The district of the unit, by the register; empty for a unit of the city (SY20-07)."""
    other_posts: tuple[str, ...] = ()
    """What else the human holds, or has held, who acts in this post: four eyes are two humans."""

    def is_one_of(self, people: Iterable[str]) -> bool:
        """Whether the human who acts is among these people, in this post or in another."""
        return not {self.person, *self.other_posts}.isdisjoint(people)


SYSTEM = Actor(person="system", unit="system", role=Role.SYSTEM)
"""Who acts when a clock does."""


@left_out_if_unset("admitted_by")
@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A command as it was received: its stamp is the only time that judges it."""

    command_id: str
    command: Command
    actor: Actor
    received_at: datetime
    """Stamped by PostgreSQL, strictly increasing within an order (UTC)."""
    on_behalf_of: str = ""
    filled: tuple[str, ...] = ()
    """Names of the texts that were given; the texts themselves lie in the vault."""
    commitment: str = ""
    """Hash over salt and texts: proves the vault's content without showing it."""
    admitted_by: Admission | None = None
    """By what whoever acted was let in; None for a machine, and before that was noted."""
