"""Reminders, lapses, supervision and the calendar (提醒、逾期、督办、日历)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.calendar import CalendarYear
from domain.vocabulary import ClockName, Level, Role, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class DueWarning:
    """到期提醒: a due is near."""

    kind: Literal["DueWarning"] = "DueWarning"
    clock: str
    step: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DueBreached:
    """逾期: a due passed; the duty is still owed."""

    kind: Literal["DueBreached"] = "DueBreached"
    clock: str
    name: ClockName
    owner: str
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRaised:
    """督办升级."""

    kind: Literal["SupervisionRaised"] = "SupervisionRaised"
    level: Level
    trigger: Trigger
    owner: str
    to: Role
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionCleared:
    """解除督办."""

    kind: Literal["SupervisionCleared"] = "SupervisionCleared"
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged:
    """日历更新: provisional dues were computed anew."""

    kind: Literal["CalendarChanged"] = "CalendarChanged"
    years: tuple[CalendarYear, ...]
