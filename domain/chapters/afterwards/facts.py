"""What happens to an ended order: follow-up, reopening, correction, false closure, archive."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """It goes back to `state`."""

    kind: Literal["Reopened"] = "Reopened"
    ended_as: State
    state: State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FalseClosure:
    """What the unit reported was not so."""

    kind: Literal["FalseClosure"] = "FalseClosure"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpDue:
    """The day on which an adopted suggestion was to be done has passed."""

    kind: Literal["FollowUpDue"] = "FollowUpDue"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """The order was filed for good."""

    kind: Literal["Archived"] = "Archived"
    digest: str
    content_until: datetime | None = None
    """Until when the texts are kept; None where nobody has set that."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCorrected:
    """What the caller was told from this version was wrong."""

    kind: Literal["AnswerCorrected"] = "AnswerCorrected"
    kb_entry: str
    version: int
    called_back: bool
    """Whether the caller is called back, or the correction stays on record only."""
