"""Intake (受理)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.pack_channels import LineMode
from domain.vocabulary import Channel, ItemClass, ItemType, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """登记: a demand is written down and becomes an order."""

    kind: Literal["Registered"] = "Registered"
    type: ItemType
    class_: ItemClass
    urgency: Urgency
    channel: Channel
    district: str
    territory: str
    anonymous: bool
    reply_wanted: bool
    called_at: datetime | None
    about_unit: str = ""
    part_of: str = ""
    minor: bool = False
    queue: str = ""
    line: str = ""
    category: str = ""
    interested: bool = False
    joined: LineMode | None = None
    """How the number that was called is joined to 12345 (NA-02); None: it is 12345 itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedForDispatch:
    """受理: the demand is in scope."""

    kind: Literal["AcceptedForDispatch"] = "AcceptedForDispatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """不予受理: not taken in, with reason and route."""

    kind: Literal["Refused"] = "Refused"
    disposition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredOut:
    """转出: the demand went to another line or authority."""

    kind: Literal["TransferredOut"] = "TransferredOut"
    target: str
    warm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """即时答复: answered at once from the knowledge base."""

    kind: Literal["Answered"] = "Answered"
    kb_entry: str
    kb_version: int = 0
