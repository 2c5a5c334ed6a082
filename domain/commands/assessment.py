"""Leaving an order out of the assessment (不纳入考核): one asks, another approves."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import NO_TEXTS, REASON, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludeFromAssessment:
    """申请不纳入考核, with a reason (WF-34)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["exclude_from_assessment"] = "exclude_from_assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveExclusion:
    """批准不纳入考核, by a second person (WF-34)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["approve_exclusion"] = "approve_exclusion"
