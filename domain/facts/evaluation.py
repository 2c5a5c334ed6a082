"""What callers say about the hotline and the units (评价)."""

from dataclasses import dataclass
from typing import Literal

from domain.evaluation import EvaluationSubject
from domain.vocabulary import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """评价: a caller's judgement; the words lie in the vault."""

    kind: Literal["Evaluated"] = "Evaluated"
    subject: EvaluationSubject
    stars: int
    """1 very satisfied to 5 very dissatisfied."""
    round: int
    channel: Channel = Channel.PHONE


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffComplaintAnswered:
    """答复对话务员的投诉: the shift lead has looked into it."""

    kind: Literal["StaffComplaintAnswered"] = "StaffComplaintAnswered"
