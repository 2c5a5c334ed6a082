"""A unit: its file, and its successor."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.chapters.units.terms import Post
from domain.order.fact import fact


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFileOpened:
    """The unit's own duties begin."""

    kind: Literal["UnitFileOpened"] = "UnitFileOpened"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChangeReported:
    """From this local day on somebody else holds the post."""

    kind: Literal["StaffChangeReported"] = "StaffChangeReported"
    unit: str
    post: Post
    changed_on: date


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChangeFiled:
    """The unit has filed who holds the post; a code, never a name."""

    kind: Literal["StaffChangeFiled"] = "StaffChangeFiled"
    unit: str
    post: Post
    person: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduledInPerson:
    """This leader has gone through the unit's orders in person."""

    kind: Literal["ScheduledInPerson"] = "ScheduledInPerson"
    unit: str
    by: Post


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulingPeriodBegan:
    """The period before went by without it; that stays owed, and a new one begins."""

    kind: Literal["SchedulingPeriodBegan"] = "SchedulingPeriodBegan"
    unit: str
    by: Post


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFileClosed:
    """The unit owes nothing about itself any more."""

    kind: Literal["UnitFileClosed"] = "UnitFileClosed"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSucceeded:
    """Wherever the order named the unit, it names the successor from here on (X21)."""

    kind: Literal["UnitSucceeded"] = "UnitSucceeded"
    unit: str
    successor: str
    valid_from: date


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionUndone:
    """What the order had of the unit is the unit's again; what was done meanwhile stays (X21)."""

    kind: Literal["SuccessionUndone"] = "SuccessionUndone"
    unit: str
    successor: str
