"""Orders about one matter, and units that share one order."""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from domain.order.command import AT_THE_COUNTER, NO_TEXTS, OFFICIAL, Texts, command
from domain.vocabulary import State


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Of several demands, these have orders of their own by now (T46)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["split"] = "split"
    parts: tuple[str, ...]
    """The numbers of the orders that were registered for them."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRepeat:
    """A later order says that it repeats this one (T47)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_repeat"] = "note_repeat"
    later: str
    new_facts: bool


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NotePartEnded:
    """An order that was split off has ended (T46)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_part_ended"] = "note_part_ended"
    part: str
    ended_as: State


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMasterEnded:
    """The order that this one follows has ended (T07)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_master_ended"] = "note_master_ended"
    master: str
    ended_as: State


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """This order follows a master, or, as the master, takes a child in (T07).

    Exactly one of the two numbers is given; each of the two orders gets a command of its own.
    """

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["merge"] = "merge"
    master: str = ""
    child: str = ""
    same_caller: bool = False
    """Whether both orders come from one caller: one order, several contacts (X13)."""
    into_emergency: bool = field(default=False, metadata=AT_THE_COUNTER)
    """Whether the master is an emergency; the published standing says so."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestDuplicate:
    """These open orders may be about the same matter; people decide (X13, X14)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["suggest_duplicate"] = "suggest_duplicate"
    others: tuple[str, ...]
    same_caller: bool = False
    """Whether they are the same caller's (X13) or other callers' (X14)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetHosts:
    """One unit hosts the order, others owe it their share (T18, WF-27)."""

    TEXTS: ClassVar[Texts] = {"decision": OFFICIAL}
    name: Literal["set_hosts"] = "set_hosts"
    host: str
    co_hosts: tuple[str, ...]
    counties: tuple[str, ...] = ()
    """Which of them are county governments: beside a city department none of them hosts (WF-29)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SubDispatch:
    """The unit passes the work down and stays responsible (T10)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["sub_dispatch"] = "sub_dispatch"
    child: str
    to_town: bool = False
    """Whether the child is a town or a street office (WF-30)."""
    duty_list: str = ""
    """The entry in the list of local duties that makes it the town's own."""
    listed_rule: str = field(default="", metadata=AT_THE_COUNTER)
    """That entry as the catalogue holds it: it fits this order and names this town."""
    list_kept: bool = field(default=False, metadata=AT_THE_COUNTER)
    """Whether the catalogue holds such a list at all."""
    district: str | None = field(default=None, metadata=AT_THE_COUNTER)
    """The district whose unit the child is; empty: the city's; None: nobody knows."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SubReply:
    """A co-host or the level below hands in its share (T20)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL}
    name: Literal["sub_reply"] = "sub_reply"
