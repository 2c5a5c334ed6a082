"""Changes of what an order lives under."""

from dataclasses import dataclass
from typing import Literal

from domain.law.pack import Pack
from domain.order.fact import fact
from domain.time.calendar import CalendarYear


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetChanged:
    """What begins from here on is judged by this law (X38)."""

    kind: Literal["RuleSetChanged"] = "RuleSetChanged"
    before: str
    """The edition under which the order lived until now."""
    pack: Pack


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChanged:
    """Provisional dues were computed anew."""

    kind: Literal["CalendarChanged"] = "CalendarChanged"
    years: tuple[CalendarYear, ...]
