"""What happens between orders about one matter, and between units that share one order."""

from dataclasses import dataclass
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUp:
    """Parts of the order have orders of their own."""

    kind: Literal["Split"] = "Split"
    parts: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatReceived:
    """The matter has come again, as an order of its own."""

    kind: Literal["RepeatReceived"] = "RepeatReceived"
    later: str
    new_facts: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnded:
    """An order that was split off has ended."""

    kind: Literal["PartEnded"] = "PartEnded"
    part: str
    ended_as: State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class MasterEnded:
    """The order that this one follows has ended."""

    kind: Literal["MasterEnded"] = "MasterEnded"
    master: str
    ended_as: State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The order follows its master and ends here."""

    kind: Literal["Merged"] = "Merged"
    master: str
    same_caller: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerJoined:
    """Another order about the same matter was taken in by this one, the master."""

    kind: Literal["CallerJoined"] = "CallerJoined"
    child: str
    same_caller: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class MassEventSuspected:
    """So many callers in so short a time that somebody must look (X14)."""

    kind: Literal["MassEventSuspected"] = "MassEventSuspected"
    callers: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatLinked:
    """The demand repeats an earlier order."""

    kind: Literal["RepeatLinked"] = "RepeatLinked"
    earlier: str
    new_facts: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateSuggested:
    """The order may be about the same matter as these."""

    kind: Literal["DuplicateSuggested"] = "DuplicateSuggested"
    others: tuple[str, ...]
    same_caller: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HostSet:
    """This unit hosts the order; who is no co-host any more owes nothing (WF-27)."""

    kind: Literal["HostSet"] = "HostSet"
    host: str
    co_hosts: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostAdded:
    """This unit owes the host its share, with a limit of its own (G9)."""

    kind: Literal["CoHostAdded"] = "CoHostAdded"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostReplied:
    """The co-host has handed in its share."""

    kind: Literal["CoHostReplied"] = "CoHostReplied"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostOverdue:
    """The miss is the co-host's own and nobody else's (X3)."""

    kind: Literal["CoHostOverdue"] = "CoHostOverdue"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SubDispatched:
    """The child does the work, the unit stays responsible (SY20-07, JT-03)."""

    kind: Literal["SubDispatched"] = "SubDispatched"
    unit: str
    child: str
    duty_list: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SubUnitReplied:
    """The child has handed in its work to the unit."""

    kind: Literal["SubUnitReplied"] = "SubUnitReplied"
    child: str
