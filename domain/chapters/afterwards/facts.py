"""What happens to an ended order: follow-up, reopening, correction, false closure, archive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """重新办理: it goes back to `state`."""

    kind: Literal["Reopened"] = "Reopened"
    ended_as: State
    state: State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FalseClosure:
    """虚假办结: what the unit reported was not so."""

    kind: Literal["FalseClosure"] = "FalseClosure"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDue:
    """后续跟进到期: the day on which an adopted suggestion was to be done has passed."""

    kind: Literal["FollowUpDue"] = "FollowUpDue"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """归档."""

    kind: Literal["Archived"] = "Archived"
    digest: str
    content_until: datetime | None = None
    """Until when the texts are kept; None where nobody has set that."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCorrected:
    """更正答复: what the caller was told from this version was wrong."""

    kind: Literal["AnswerCorrected"] = "AnswerCorrected"
    kb_entry: str
    version: int
    called_back: bool
    """Whether the caller is called back, or the correction stays on record only."""
