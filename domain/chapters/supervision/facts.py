"""Reminders, lapses, urging and supervision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import ClockName, Level, Role, Trigger


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DueWarning:
    """A due is near."""

    kind: Literal["DueWarning"] = "DueWarning"
    clock: str
    step: str
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DueBreached:
    """A due passed; the duty is still owed."""

    kind: Literal["DueBreached"] = "DueBreached"
    clock: str
    name: ClockName
    owner: str
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class LapseReported:
    """Somebody up the line is told of a duty that was missed, where supervision stands already."""

    kind: Literal["LapseReported"] = "LapseReported"
    clock: str
    name: ClockName
    owner: str
    level: Level
    to: Role


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRaised:
    """Supervision went up."""

    kind: Literal["SupervisionRaised"] = "SupervisionRaised"
    level: Level
    trigger: Trigger
    owner: str
    to: Role
    authority: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionCleared:
    """Supervision ended."""

    kind: Literal["SupervisionCleared"] = "SupervisionCleared"
    level: Level
    authority: str = ""
    """The body on whose word it ended; empty where the hotline itself, or the cure, ended it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerUrged:
    """The caller, or the office, urged."""

    kind: Literal["CallerUrged"] = "CallerUrged"
    by: str
    counted: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderNoted:
    """A leader's note came in."""

    kind: Literal["LeaderNote"] = "LeaderNote"
    level: Level
    authority: str
