"""What happens between orders about one matter, and between units that share one order."""

from dataclasses import dataclass
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SplitUp:
    """拆单."""

    kind: Literal["Split"] = "Split"
    parts: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatReceived:
    """再次诉求: the matter has come again, as an order of its own."""

    kind: Literal["RepeatReceived"] = "RepeatReceived"
    later: str
    new_facts: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PartEnded:
    """子单终结."""

    kind: Literal["PartEnded"] = "PartEnded"
    part: str
    ended_as: State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class MasterEnded:
    """主单终结."""

    kind: Literal["MasterEnded"] = "MasterEnded"
    master: str
    ended_as: State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """并单: the order follows its master and ends here."""

    kind: Literal["Merged"] = "Merged"
    master: str
    same_caller: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerJoined:
    """并入: another order about the same matter was taken in by this one, the master."""

    kind: Literal["CallerJoined"] = "CallerJoined"
    child: str
    same_caller: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class MassEventSuspected:
    """疑似群体性事件: so many callers in so short a time that somebody must look (X14)."""

    kind: Literal["MassEventSuspected"] = "MassEventSuspected"
    callers: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatLinked:
    """重复诉求: the demand repeats an earlier order."""

    kind: Literal["RepeatLinked"] = "RepeatLinked"
    earlier: str
    new_facts: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateSuggested:
    """疑似重复: the order may be about the same matter as these."""

    kind: Literal["DuplicateSuggested"] = "DuplicateSuggested"
    others: tuple[str, ...]
    same_caller: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HostSet:
    """确定主办: this unit hosts the order; who is no co-host any more owes nothing (WF-27)."""

    kind: Literal["HostSet"] = "HostSet"
    host: str
    co_hosts: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostAdded:
    """增加协办: this unit owes the host its share, with a limit of its own (G9)."""

    kind: Literal["CoHostAdded"] = "CoHostAdded"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostReplied:
    """协办反馈: the co-host has handed in its share."""

    kind: Literal["CoHostReplied"] = "CoHostReplied"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostOverdue:
    """协办超时: the miss is the co-host's own and nobody else's (X3)."""

    kind: Literal["CoHostOverdue"] = "CoHostOverdue"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SubDispatched:
    """下级转派: the child does the work, the unit stays responsible (SY20-07, JT-03)."""

    kind: Literal["SubDispatched"] = "SubDispatched"
    unit: str
    child: str
    duty_list: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SubUnitReplied:
    """下级反馈: the child has handed in its work to the unit."""

    kind: Literal["SubUnitReplied"] = "SubUnitReplied"
    child: str
