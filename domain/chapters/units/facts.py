"""A unit (承办单位): its file, and its successor."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.chapters.units.terms import Post
from domain.order.fact import fact


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFileOpened:
    """建档: the unit's own duties begin."""

    kind: Literal["UnitFileOpened"] = "UnitFileOpened"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChangeReported:
    """人员变动: from this local day on somebody else holds the post."""

    kind: Literal["StaffChangeReported"] = "StaffChangeReported"
    unit: str
    post: Post
    changed_on: date


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChangeFiled:
    """报送备案: the unit has filed who holds the post; a code, never a name."""

    kind: Literal["StaffChangeFiled"] = "StaffChangeFiled"
    unit: str
    post: Post
    person: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledInPerson:
    """亲自调度: this leader has gone through the unit's orders in person."""

    kind: Literal["ScheduledInPerson"] = "ScheduledInPerson"
    unit: str
    by: Post


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingPeriodBegan:
    """调度周期: the period before went by without it; that stays owed, and a new one begins."""

    kind: Literal["SchedulingPeriodBegan"] = "SchedulingPeriodBegan"
    unit: str
    by: Post


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFileClosed:
    """销档: the unit owes nothing about itself any more."""

    kind: Literal["UnitFileClosed"] = "UnitFileClosed"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSucceeded:
    """机构承继: wherever the order named the unit, it names the successor from here on (X21)."""

    kind: Literal["UnitSucceeded"] = "UnitSucceeded"
    unit: str
    successor: str
    valid_from: date
