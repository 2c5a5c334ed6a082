"""Other platforms: what came from them and what was handed to them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.chapters.elsewhere.terms import OutsideOutcome
from domain.order.fact import fact


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Another platform handles it, and the hotline watches until it knows the outcome."""

    kind: Literal["HandedOver"] = "HandedOver"
    target: str
    warm: bool
    told: bool = False


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideResultRecorded:
    """The other platform's outcome is known."""

    kind: Literal["OutsideResultRecorded"] = "OutsideResultRecorded"
    target: str
    outcome: OutsideOutcome


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamReported:
    """The platform that the demand came from has its result."""

    kind: Literal["UpstreamReported"] = "UpstreamReported"
    source: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamReceived:
    """The demand came from another platform, which knows it by a number of its own."""

    kind: Literal["UpstreamReceived"] = "UpstreamReceived"
    source: str
    external_id: str
    due: datetime | None
    handed_at: datetime | None = None
