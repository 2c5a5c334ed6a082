"""Intake: what the desk may ask for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from domain.order.command import AT_THE_COUNTER, NO_TEXTS, OFFICIAL, PERSON, REASON, Texts, command
from domain.values.case_number import AuthorityName, CaseNumber
from domain.vocabulary import Channel, EmergencyKind, ItemClass, ItemType, Urgency


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A demand is written down (T02)."""

    TEXTS: ClassVar[Texts] = {
        "name": PERSON,
        "phone": PERSON,
        "id_number": PERSON,
        "place": PERSON,
        "subject": PERSON,
        "demand": PERSON,
    }
    name: Literal["register"] = "register"
    type: ItemType
    class_: ItemClass = ItemClass.OTHER
    urgency: Urgency = Urgency.ORDINARY
    channel: Channel = Channel.PHONE
    district: str = ""
    category: str = ""
    """What the demand is about, by the code of the dispatch catalogue."""
    territory: str = ""
    """The territorial government that steps in when no unit answers an emergency (SY20-22)."""
    emergency: EmergencyKind = EmergencyKind.HELP
    """In which of the five fields an emergency lies; of other demands it says nothing (SY20-19)."""
    place_bound: bool = False
    anonymous: bool = False
    reply_wanted: bool = True
    called_at: datetime | None = None
    """When the citizen called, where that is not now; data only, it starts no clock."""
    confirmed_by: str = ""
    """Who else vouches for a call entered long after it was taken (X35)."""
    part_of: str = ""
    """The number of the order with several demands that this one is split off (T46)."""
    repeats: str = ""
    """The number of the earlier order about the same matter (T47)."""
    new_facts: bool = False
    """Whether a repeat brings anything new, or the matter stands unsolved (HD-15)."""
    source: str = ""
    """The platform that handed the demand over: "110", "12301", "province" (X34, WF-21)."""
    external_id: str = ""
    """Its number there."""
    handed_at: datetime | None = None
    """When that platform handed it over, where that is not now (SM-02)."""
    upstream_due: datetime | None = None
    """Until when that platform wants the result (C17)."""
    promised_day: date | None = None
    """The day by which it was promised before it came here: it takes the place of the limit."""
    about_unit: str = ""
    """The unit that is itself complained about; it may not get the order (X26)."""
    minor: bool = False
    """Whether a child calls: no identity is taken beyond what is needed (X33)."""
    queue: str = ""
    """The queue of special seats that it belongs to (HD-04)."""
    line: str = ""
    """The number that was called, where it was not 12345 itself (NA-02)."""
    rang_at: datetime | None = None
    """When the telephone began to ring or the message arrived; the switch says so (T01)."""
    answered_at: datetime | None = None
    """When somebody picked up or read it (T01)."""
    restricted_until: datetime | None = field(default=None, metadata=AT_THE_COUNTER)
    """Until when the caller may only be called back; the register says so (G25)."""
    interested: bool = False
    """Whether the caller serves an authority that looks into such reports, or is of the family of
    somebody who does: heard like everybody, but never rewarded (SYE-02)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptForDispatch:
    """The demand is in scope and waits to be dispatched (T08)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["accept_for_dispatch"] = "accept_for_dispatch"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """The demand is not taken in, with reason and route (T03)."""

    TEXTS: ClassVar[Texts] = {"reason": OFFICIAL, "route": OFFICIAL}
    name: Literal["refuse"] = "refuse"
    disposition: str
    earlier: CaseNumber = ""
    """The order or decision that settled the matter, or has it in hand; else what it repeats."""
    case_no: CaseNumber = ""
    """The number of the case in which the matter lies with another authority (C9)."""
    authority: AuthorityName = ""
    """The court or office that has accepted that case."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class TransferOut:
    """The demand goes to another line or authority (T04)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["transfer_out"] = "transfer_out"
    target: str
    warm: bool = False
    """Whether the call itself was put through (SY20-24)."""
    told: bool = False
    """Whether the caller was told which number to dial (SY20-24)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The seat answers at once from the knowledge base (T05, T06)."""

    TEXTS: ClassVar[Texts] = {"answer": OFFICIAL, "public_answer": OFFICIAL}
    name: Literal["answer"] = "answer"
    kb_entry: str
    kb_version: int = 0
    """The version of the entry that was read out; 0 where the answer is from elsewhere."""
    conveyed_to: str = ""
    """The unit to whom a praise is passed on (SY20-18)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestInfo:
    """The caller is asked for what is missing (T02, HD-16)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["request_info"] = "request_info"
    missing: tuple[Literal["name", "phone", "id_number", "place", "subject", "demand"], ...]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassify:
    """The demand is of another type, class or category than was written down (T45)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reclassify"] = "reclassify"
    type: ItemType
    class_: ItemClass
    category: str = ""
    """What it is really about, by the code of the catalogue; empty where that stays."""
