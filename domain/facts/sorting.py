"""Sorting at the desk (甄别): information asked for, orders merged, repeats, upstream, classes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.vocabulary import ItemClass, ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoRequested:
    """要求补充: the caller was asked for these."""

    kind: Literal["InfoRequested"] = "InfoRequested"
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """并单: the order follows its master and ends here."""

    kind: Literal["Merged"] = "Merged"
    master: str
    same_caller: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerJoined:
    """并入: another order about the same matter was taken in by this one, the master."""

    kind: Literal["CallerJoined"] = "CallerJoined"
    child: str
    same_caller: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MassEventSuspected:
    """疑似群体性事件: so many callers in so short a time that somebody must look (X14)."""

    kind: Literal["MassEventSuspected"] = "MassEventSuspected"
    callers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatLinked:
    """重复诉求: the demand repeats an earlier order."""

    kind: Literal["RepeatLinked"] = "RepeatLinked"
    earlier: str
    new_facts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamReported:
    """向上级反馈: the platform that the demand came from has its result."""

    kind: Literal["UpstreamReported"] = "UpstreamReported"
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamReceived:
    """上级转办: the demand came from another platform, which knows it by a number of its own."""

    kind: Literal["UpstreamReceived"] = "UpstreamReceived"
    source: str
    external_id: str
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntryConfirmed:
    """补录: a second person vouched for a call that was entered long after it was taken."""

    kind: Literal["LateEntryConfirmed"] = "LateEntryConfirmed"
    called_at: datetime
    confirmed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassified:
    """重新分类: the old type and class, and the new."""

    kind: Literal["Reclassified"] = "Reclassified"
    old_type: ItemType
    old_class: ItemClass
    type: ItemType
    class_: ItemClass
    category: str = ""
    """The new category; empty where it stays."""
