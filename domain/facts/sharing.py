"""Sharing an order: host and co-hosts, and the level below (主办协办、下级转派)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSet:
    """确定主办: this unit hosts the order; who is no co-host any more owes nothing (WF-27)."""

    kind: Literal["HostSet"] = "HostSet"
    host: str
    co_hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostAdded:
    """增加协办: this unit owes the host its share, with a limit of its own (G9)."""

    kind: Literal["CoHostAdded"] = "CoHostAdded"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostReplied:
    """协办反馈: the co-host has handed in its share."""

    kind: Literal["CoHostReplied"] = "CoHostReplied"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoHostOverdue:
    """协办超时: the miss is the co-host's own and nobody else's (X3)."""

    kind: Literal["CoHostOverdue"] = "CoHostOverdue"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubDispatched:
    """下级转派: the child does the work, the unit stays responsible (SY20-07, JT-03)."""

    kind: Literal["SubDispatched"] = "SubDispatched"
    unit: str
    child: str
    duty_list: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubUnitReplied:
    """下级反馈: the child has handed in its work to the unit."""

    kind: Literal["SubUnitReplied"] = "SubUnitReplied"
    child: str
