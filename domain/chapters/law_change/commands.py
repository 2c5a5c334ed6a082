"""Changes of what an order lives under."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.law.pack import Pack
from domain.order.command import NO_TEXTS, REASON, Texts, command
from domain.time.calendar import CalendarYear


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRuleSet:
    """A running order moves to another edition of the law (T51, X38)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["change_rule_set"] = "change_rule_set"
    pack: Pack
    """The whole law: the order's own history must prove every due that comes of it."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCalendar:
    """A year's calendar was published; provisional dues are computed anew (T51)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["change_calendar"] = "change_calendar"
    years: tuple[CalendarYear, ...]
