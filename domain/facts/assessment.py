"""Leaving an order out of the assessment (不纳入考核): one asks, another approves."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionRequested:
    """申请不纳入考核; nothing is left out yet."""

    kind: Literal["ExclusionRequested"] = "ExclusionRequested"
    by: str
    """The person who asked, and who may not approve it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentExcluded:
    """不纳入考核."""

    kind: Literal["AssessmentExcluded"] = "AssessmentExcluded"
    asked_by: str
