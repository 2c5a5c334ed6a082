"""Intake: what was written down, asked, decided and mended at the desk."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.chapters.intake.rules import LineMode
from domain.order.fact import fact
from domain.vocabulary import Channel, ItemClass, ItemType, Urgency


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A demand is written down and becomes an order."""

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
    promised_day: date | None = None
    """The day by which it was promised before it came here."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedForDispatch:
    """The demand is in scope."""

    kind: Literal["AcceptedForDispatch"] = "AcceptedForDispatch"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Not taken in, with reason and route."""

    kind: Literal["Refused"] = "Refused"
    disposition: str
    earlier: str = ""
    case_no: str = ""
    authority: str = ""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TransferredOut:
    """The demand went to another line or authority."""

    kind: Literal["TransferredOut"] = "TransferredOut"
    target: str
    warm: bool
    told: bool = False


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Answered at once from the knowledge base."""

    kind: Literal["Answered"] = "Answered"
    kb_entry: str
    kb_version: int = 0


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseConveyed:
    """A praise was passed on to the unit that it is about, and stands on file."""

    kind: Literal["PraiseConveyed"] = "PraiseConveyed"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallReceived:
    """How long the caller or the message waited for somebody."""

    kind: Literal["CallReceived"] = "CallReceived"
    channel: Channel
    rang_at: datetime
    answered_at: datetime
    waited_s: int
    """Seconds, each one begun counted whole."""
    on_time: bool | None
    """None where the law sets this channel no limit."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class InfoRequested:
    """The caller was asked for these."""

    kind: Literal["InfoRequested"] = "InfoRequested"
    missing: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntryConfirmed:
    """A second person vouched for a call that was entered long after it was taken."""

    kind: Literal["LateEntryConfirmed"] = "LateEntryConfirmed"
    called_at: datetime
    confirmed_by: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassified:
    """The old type and class, and the new."""

    kind: Literal["Reclassified"] = "Reclassified"
    old_type: ItemType
    old_class: ItemClass
    type: ItemType
    class_: ItemClass
    category: str = ""
    """The new category; empty where it stays."""
