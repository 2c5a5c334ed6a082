"""Supervision and the calendar (督办与日历)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.calendar import CalendarYear
from domain.commands.texts import NO_TEXTS, REASON, Texts
from domain.vocabulary import Level, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSupervision:
    """督办 (T44)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["raise_supervision"] = "raise_supervision"
    level: Level
    trigger: Trigger
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSupervision:
    """解除督办 (5.5)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["clear_supervision"] = "clear_supervision"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCalendar:
    """日历更新: a year's calendar was published; provisional dues are computed anew (T51)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["change_calendar"] = "change_calendar"
    years: tuple[CalendarYear, ...]
