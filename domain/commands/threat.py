"""Threats and crowds (扬言、群体性事件): reported beside the ordinary course (X31)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import PERSON, Texts
from domain.threat import ThreatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportThreat:
    """报告扬言或群体性事件: told at once to those who can prevent it (X31)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["report_threat"] = "report_threat"
    kind: ThreatKind
    to: tuple[str, ...]
    """Whom it was reported to: codes from the pack's table of transfers."""
