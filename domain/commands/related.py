"""Orders that belong together (关联工单): split into parts, and told of each other's end."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, Texts
from domain.vocabulary import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """拆单: of several demands, these have orders of their own by now (T46)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["split"] = "split"
    parts: tuple[str, ...]
    """The numbers of the orders that were registered for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRepeat:
    """再次诉求通知: a later order says that it repeats this one (T47)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_repeat"] = "note_repeat"
    later: str
    new_facts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePartEnded:
    """子单终结通知: an order that was split off has ended (T46)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_part_ended"] = "note_part_ended"
    part: str
    ended_as: State


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMasterEnded:
    """主单终结通知: the order that this one follows has ended (T07)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_master_ended"] = "note_master_ended"
    master: str
    ended_as: State
