"""The assessment: leaving an order out of it, and appeals against it."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.chapters.assessment.terms import WHOLE_ORDER, AppealGround
from domain.order.command import NO_TEXTS, REASON, Texts, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An entry of the unit's own order must not count, on a listed ground (WF-34)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["appeal"] = "appeal"
    ground: AppealGround
    entry: str = WHOLE_ORDER
    """A clock such as "handle/1", a fact such as "fact/17", or the whole order."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAppeal:
    """The assessor upholds or rejects the appeal, with a reason (WF-34)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["decide_appeal"] = "decide_appeal"
    upheld: bool
    entry: str = WHOLE_ORDER


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAppeal:
    """A second person confirms the decision, or sends it back with a reason (SM-10)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["confirm_appeal"] = "confirm_appeal"
    agrees: bool
    entry: str = WHOLE_ORDER


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludeFromAssessment:
    """The order is to be left out of the assessment, with a reason (WF-34)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["exclude_from_assessment"] = "exclude_from_assessment"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveExclusion:
    """A second person agrees that the order is left out (WF-34)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["approve_exclusion"] = "approve_exclusion"
