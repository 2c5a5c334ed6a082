"""Urging and supervision (催办、督办)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.order.command import OFFICIAL, REASON, Texts, command
from domain.vocabulary import Level, Trigger


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseSupervision:
    """督办 (T44)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["raise_supervision"] = "raise_supervision"
    level: Level
    trigger: Trigger
    authority: str = ""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ClearSupervision:
    """解除督办 (5.5)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["clear_supervision"] = "clear_supervision"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    """催办 (T41, G11)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["urge"] = "urge"
    by: Literal["caller", "office"] = "caller"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNote:
    """领导批示: a leader's note puts the order under supervision (SM-08)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["leader_note"] = "leader_note"
    level: Level
    authority: str
    """Whose note it is, as an office and not as a name."""
