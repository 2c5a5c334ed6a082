"""Threats and crowds (扬言、群体性事件)."""

from dataclasses import dataclass
from typing import Literal

from domain.threat import ThreatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatReported:
    """报告扬言或群体性事件: told to these authorities."""

    kind: Literal["ThreatReported"] = "ThreatReported"
    threat: ThreatKind
    to: tuple[str, ...]
