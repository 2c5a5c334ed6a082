"""What a unit cannot solve, and what leaders write on it (疑难件、领导批示)."""

from dataclasses import dataclass
from typing import Literal

from domain.interruption import HardCaseLevel
from domain.vocabulary import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class HardCaseRaised:
    """疑难上报: the case lies before this level now."""

    kind: Literal["HardCaseRaised"] = "HardCaseRaised"
    level: HardCaseLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class HardCaseDecided:
    """交办意见: the case goes back to its unit."""

    kind: Literal["HardCaseDecided"] = "HardCaseDecided"
    level: HardCaseLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNoted:
    """领导批示."""

    kind: Literal["LeaderNote"] = "LeaderNote"
    level: Level
    authority: str
