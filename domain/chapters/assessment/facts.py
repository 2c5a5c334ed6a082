"""The assessment: what was left out of it, and appeals against it."""

from dataclasses import dataclass
from typing import Literal

from domain.chapters.assessment.terms import AppealGround
from domain.order.fact import fact


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRaised:
    """A unit appealed; everything still counts."""

    kind: Literal["AppealRaised"] = "AppealRaised"
    entry: str
    ground: AppealGround
    unit: str
    by: str
    """The person who asked, and who may not decide it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The appeal was decided; it takes effect when a second person confirms it."""

    kind: Literal["AppealDecided"] = "AppealDecided"
    entry: str
    upheld: bool
    by: str
    """The person who decided, and who may not confirm it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSentBack:
    """The second person did not agree, so it waits for another decision."""

    kind: Literal["AppealSentBack"] = "AppealSentBack"
    entry: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AppealRejected:
    """The entry counts."""

    kind: Literal["AppealRejected"] = "AppealRejected"
    entry: str
    decided_by: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLeftOut:
    """The entry does not count any more, and is named as left out."""

    kind: Literal["EntryLeftOut"] = "EntryLeftOut"
    entry: str
    decided_by: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRequested:
    """Somebody asked to leave the order out; nothing is left out yet."""

    kind: Literal["ExclusionRequested"] = "ExclusionRequested"
    by: str
    """The person who asked, and who may not approve it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentExcluded:
    """The order is left out of the assessment."""

    kind: Literal["AssessmentExcluded"] = "AssessmentExcluded"
    asked_by: str
