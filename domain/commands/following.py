"""Following what was handed to another platform (首问责任): who was asked first keeps watching."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, Texts
from domain.interruption import OutsideOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordOutsideResult:
    """转办反馈: what the other platform did, or that it gave the demand back (SYT-02)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL}
    name: Literal["record_outside_result"] = "record_outside_result"
    outcome: OutsideOutcome
