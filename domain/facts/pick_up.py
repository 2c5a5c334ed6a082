"""Picking up (来电、来信接入)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.vocabulary import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReceived:
    """接入: how long the caller or the message waited for somebody."""

    kind: Literal["CallReceived"] = "CallReceived"
    channel: Channel
    rang_at: datetime
    answered_at: datetime
    waited_s: int
    """Seconds, each one begun counted whole."""
    on_time: bool | None
    """None where the law sets this channel no limit."""
