"""Reminders, lapses, urging and supervision (提醒、逾期、催办、督办)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import ClockName, Level, Role, Trigger


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DueWarning:
    """到期提醒: a due is near."""

    kind: Literal["DueWarning"] = "DueWarning"
    clock: str
    step: str
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DueBreached:
    """逾期: a due passed; the duty is still owed."""

    kind: Literal["DueBreached"] = "DueBreached"
    clock: str
    name: ClockName
    owner: str
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRaised:
    """督办升级."""

    kind: Literal["SupervisionRaised"] = "SupervisionRaised"
    level: Level
    trigger: Trigger
    owner: str
    to: Role
    authority: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionCleared:
    """解除督办."""

    kind: Literal["SupervisionCleared"] = "SupervisionCleared"
    level: Level


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerUrged:
    """催单: the caller, or the office, urged."""

    kind: Literal["CallerUrged"] = "CallerUrged"
    by: str
    counted: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNoted:
    """领导批示."""

    kind: Literal["LeaderNote"] = "LeaderNote"
    level: Level
    authority: str
