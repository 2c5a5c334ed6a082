"""What a rule pack says about intake: who is heard, by which way, and what the desk asks."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.chapters.intake.terms import GroundNeed
from domain.law.value import Value
from domain.time.limit import Limit
from domain.values.left_out import left_out_if_unset
from domain.vocabulary import Channel, ItemType, Role


@left_out_if_unset("furthest_promised_day")
@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRules:
    """The numbers of the intake desk (X14, C17, X35)."""

    mass_event_callers: Value[int]
    """So many callers about one matter make somebody ask whether it is an emergency."""
    mass_event_within: Value[Limit]
    late_entry_after: Value[Limit]
    """A call entered later than this after it was taken needs a second person."""
    oldest_call: Value[Limit] | None = None
    """How long ago a call, its ringing or a hand-over may lie when it is entered."""
    furthest_upstream_due: Value[Limit] | None = None
    """How far ahead the due of another platform may lie."""
    furthest_promised_day: Value[Limit] | None = None
    """How far ahead the day may lie that a case brings along; None: it may bring none."""
    dispatch_from_hand_over: Value[bool] | None = None
    """Whether the dispatch desk's limit runs from when another platform handed a matter over."""
    answered_at_desk: Value[tuple[ItemType, ...]] | None = None
    """What the desk may close by its own answer; None: questions only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a caller must give of himself (C4, HN-13, HD-19, WF-07)."""

    required: Value[tuple[str, ...]]
    """Texts that every registration must carry, of: name, phone, id_number, place."""
    id_number_for: Value[tuple[ItemType, ...]]
    """Types of item for which an id number is demanded."""
    anonymous_allowed: Value[bool]
    protected: Value[tuple[ItemType, ...]] | None = None
    """Types of item whose caller is protected from the registration on (6.2)."""
    anonymous_types: Value[tuple[ItemType, ...]] | None = None
    """Types that speak for more than one's own rights, and so need no name where others do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposition:
    """One ground on which a demand is not taken in, and what the caller is told (C8)."""

    code: str
    route_required: bool
    """Whether the caller must be told the lawful route (WF-17)."""
    approved_by: Role | None = None
    """Who alone may use this ground (HD-18)."""
    needs: tuple[GroundNeed, ...] = ()
    """What must be on record or be named beside it (C9, C10, HD-16)."""
    title: str
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PickUp:
    """How soon somebody must answer, by the way the demand came; natural time."""

    phone: Value[Limit]
    message: Value[Limit]
    """Short messages and other media on which people wait for an answer."""
    mailbox: Value[Limit]
    missed: Value[Limit] | None = None
    """How soon after it rang a missed call is called back; None: no limit, and no share in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayIn:
    """A channel that the law of a place opens."""

    channel: Channel
    title: str
    """What the place calls it; several of its names may travel by one channel."""
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandKind:
    """A type of demand that the law of a place names as its own to take in."""

    item_type: ItemType
    title: str
    source: str
    rules: tuple[str, ...]


class LineMode(StrEnum):
    """How another hotline was brought into 12345 (NA-02)."""

    OWN = "own"
    """A number of the hotline itself, such as the one to dial from outside (HN-01)."""
    MERGED = "merged"
    """The number is gone; calls to it arrive here (HN-02)."""
    DUAL = "dual"
    """The number lives on; the same matter may come in by both (HN-03, AH-03)."""
    SUB_CENTRE = "sub_centre"
    """The other hotline goes on as a part of this one (SY20-01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingNumber:
    """A number by which demands come in; two services may have shared one, so codes differ."""

    code: str
    number: str
    mode: LineMode
    valid_from: date | None = None
    """The first local day on which calls to it arrive here; None: since ever."""
    valid_to: date | None = None
    """The last such day; None: until further notice."""
    title: str
    source: str
    rules: tuple[str, ...]

    def is_valid(self, day: date) -> bool:
        """Whether calls to it arrive here on this local day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """A queue that special seats answer; its code is also the unit of its seats."""

    code: str
    title: str
    source: str
    rules: tuple[str, ...]
