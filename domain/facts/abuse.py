"""Callers who abuse the line (恶意拨打)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerPersuaded:
    """劝导."""

    kind: Literal["CallerPersuaded"] = "CallerPersuaded"
    earlier: tuple[datetime, ...]
    """When the same caller was persuaded in other orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRestricted:
    """限制来电: the caller is only called back until then."""

    kind: Literal["CallerRestricted"] = "CallerRestricted"
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLifted:
    """解除限制: the caller's appeal was upheld."""

    kind: Literal["RestrictionLifted"] = "RestrictionLifted"
    until: datetime
    """Until when it would have lasted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedToPolice:
    """报公安机关."""

    kind: Literal["ReportedToPolice"] = "ReportedToPolice"
    restricted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackOnly:
    """仅回拨受理: the demand was taken; who made it is spoken with by calling back."""

    kind: Literal["CallbackOnly"] = "CallbackOnly"
    until: datetime
