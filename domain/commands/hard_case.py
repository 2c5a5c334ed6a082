"""What a unit cannot solve, and what leaders write on it (疑难件、领导批示)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, Texts
from domain.interruption import HardCaseLevel
from domain.vocabulary import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseHardCase:
    """疑难上报: the case goes one level up (T28)."""

    TEXTS: ClassVar[Texts] = {"opinion": OFFICIAL}
    name: Literal["raise_hard_case"] = "raise_hard_case"
    level: HardCaseLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideHardCase:
    """交办意见: those before whom the case lies say what is to be done (T28)."""

    TEXTS: ClassVar[Texts] = {"opinion": OFFICIAL}
    name: Literal["decide_hard_case"] = "decide_hard_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNote:
    """领导批示: a leader's note puts the order under supervision (SM-08)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["leader_note"] = "leader_note"
    level: Level
    authority: str
    """Whose note it is, as an office and not as a name."""
