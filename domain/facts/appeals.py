"""Appeals of units against the assessment (考核申诉)."""

from dataclasses import dataclass
from typing import Literal

from domain.appealing import AppealGround


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRaised:
    """考核申诉; everything still counts."""

    kind: Literal["AppealRaised"] = "AppealRaised"
    entry: str
    ground: AppealGround
    unit: str
    by: str
    """The person who asked, and who may not decide it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """申诉认定; it takes effect when a second person confirms it."""

    kind: Literal["AppealDecided"] = "AppealDecided"
    entry: str
    upheld: bool
    by: str
    """The person who decided, and who may not confirm it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSentBack:
    """申诉退回重议: the second person did not agree, so it waits for another decision."""

    kind: Literal["AppealSentBack"] = "AppealSentBack"
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRejected:
    """申诉不成立: the entry counts."""

    kind: Literal["AppealRejected"] = "AppealRejected"
    entry: str
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLeftOut:
    """申诉成立: the entry does not count any more, and is named as left out."""

    kind: Literal["EntryLeftOut"] = "EntryLeftOut"
    entry: str
    decided_by: str
