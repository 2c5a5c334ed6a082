"""Leaks (泄密): somebody found that what was confidential became known (T53)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import PERSON, Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLeak:
    """报告泄密: what leaked, in words that may name the caller (T53)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["report_leak"] = "report_leak"
    unit: str = ""
    """Where it leaked, if that is known."""
    incident: str = ""
    """The number of the order that was registered about it."""
