"""Following what was handed to another platform (首问责任): who was asked first keeps watching."""

from dataclasses import dataclass
from typing import Literal

from domain.interruption import OutsideOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """转办跟踪: another platform handles it, and the hotline watches until it knows the outcome."""

    kind: Literal["HandedOver"] = "HandedOver"
    target: str
    warm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideResultRecorded:
    """转办反馈: the other platform's outcome is known."""

    kind: Literal["OutsideResultRecorded"] = "OutsideResultRecorded"
    target: str
    outcome: OutsideOutcome
