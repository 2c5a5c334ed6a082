"""What a caller may judge (评价): what was done, how it was done, and who was at the telephone."""

from dataclasses import dataclass
from enum import StrEnum


class EvaluationSubject(StrEnum):
    """What an evaluation is about (WF-11, WF-12)."""

    RESULT = "result"
    QUALITY = "quality"
    SEAT_STAFF = "seat_staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One judgement of a caller on one round of an order."""

    subject: EvaluationSubject
    round: int
    """How often the order had come back by then: reworked, reopened or found falsely closed."""
