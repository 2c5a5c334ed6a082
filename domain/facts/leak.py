"""Leaks (泄密)."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakReported:
    """报告泄密."""

    kind: Literal["LeakReported"] = "LeakReported"
    unit: str
    incident: str
