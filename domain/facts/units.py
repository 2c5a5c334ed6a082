"""A unit's file (单位档案): what a unit owes about itself and not about an order."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFileOpened:
    """建档: the unit's own duties begin."""

    kind: Literal["UnitFileOpened"] = "UnitFileOpened"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChangeReported:
    """人员变动: from this local day on somebody else holds the post."""

    kind: Literal["StaffChangeReported"] = "StaffChangeReported"
    unit: str
    post: Post
    changed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChangeFiled:
    """报送备案: the unit has filed who holds the post; a code, never a name."""

    kind: Literal["StaffChangeFiled"] = "StaffChangeFiled"
    unit: str
    post: Post
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledInPerson:
    """亲自调度: this leader has gone through the unit's orders in person."""

    kind: Literal["ScheduledInPerson"] = "ScheduledInPerson"
    unit: str
    by: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingPeriodBegan:
    """调度周期: the period before went by without it; that stays owed, and a new one begins."""

    kind: Literal["SchedulingPeriodBegan"] = "SchedulingPeriodBegan"
    unit: str
    by: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFileClosed:
    """销档: the unit owes nothing about itself any more."""

    kind: Literal["UnitFileClosed"] = "UnitFileClosed"
    unit: str
