"""Urging and supervision."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.order.command import OFFICIAL, REASON, Texts, command
from domain.vocabulary import Level, Trigger


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSupervision:
    """Supervision of the order goes up (T44)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["raise_supervision"] = "raise_supervision"
    level: Level
    trigger: Trigger
    authority: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSupervision:
    """Supervision of the order ends (5.5)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["clear_supervision"] = "clear_supervision"
    authority: str = ""
    """The body that ends it; from L3 on the one that issued it (WF-32)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    """The unit is reminded of the order (T41, G11)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["urge"] = "urge"
    by: Literal["caller", "office"] = "caller"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNote:
    """A leader's note puts the order under supervision (SM-08)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["leader_note"] = "leader_note"
    level: Level
    authority: str
    """Whose note it is, as an office and not as a name."""
