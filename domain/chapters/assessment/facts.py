"""The assessment (考核): what was left out of it, and appeals against it."""

from dataclasses import dataclass
from typing import Literal

from domain.chapters.assessment.terms import AppealGround
from domain.order.fact import fact


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRaised:
    """考核申诉; everything still counts."""

    kind: Literal["AppealRaised"] = "AppealRaised"
    entry: str
    ground: AppealGround
    unit: str
    by: str
    """The person who asked, and who may not decide it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """申诉认定; it takes effect when a second person confirms it."""

    kind: Literal["AppealDecided"] = "AppealDecided"
    entry: str
    upheld: bool
    by: str
    """The person who decided, and who may not confirm it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSentBack:
    """申诉退回重议: the second person did not agree, so it waits for another decision."""

    kind: Literal["AppealSentBack"] = "AppealSentBack"
    entry: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRejected:
    """申诉不成立: the entry counts."""

    kind: Literal["AppealRejected"] = "AppealRejected"
    entry: str
    decided_by: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLeftOut:
    """申诉成立: the entry does not count any more, and is named as left out."""

    kind: Literal["EntryLeftOut"] = "EntryLeftOut"
    entry: str
    decided_by: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRequested:
    """申请不纳入考核; nothing is left out yet."""

    kind: Literal["ExclusionRequested"] = "ExclusionRequested"
    by: str
    """The person who asked, and who may not approve it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentExcluded:
    """不纳入考核."""

    kind: Literal["AssessmentExcluded"] = "AssessmentExcluded"
    asked_by: str
