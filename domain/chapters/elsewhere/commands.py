"""Following what was handed to another platform: who was asked first keeps watching."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.order.command import OFFICIAL, Texts, command


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutsideResult:
    """What the other platform did, or that it gave the demand back (SYT-02)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL}
    name: Literal["record_outside_result"] = "record_outside_result"
    outcome: OutsideOutcome
