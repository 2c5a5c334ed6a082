"""What a rule pack says about each chapter of an order's life, a few values each."""

from dataclasses import dataclass

from domain.limit import LONGEST_IN_DAYS, Limit
from domain.pack_value import Value
from domain.vocabulary import ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a caller must give of himself (C4, HN-13, HD-19, WF-07)."""

    required: Value[tuple[str, ...]]
    """Texts that every registration must carry, of: name, phone, id_number, place."""
    id_number_for: Value[tuple[ItemType, ...]]
    """Types of item for which an id number is demanded."""
    anonymous_allowed: Value[bool]


NO_END = Value(value=LONGEST_IN_DAYS, source="", rules=("G:G3",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """Sending back what is not one's own duty (退回; WF-24, G3 to G6)."""

    window: Value[Limit]
    """How long after the dispatch a unit may return without its head's signature."""
    days_after_acceptance: Value[int] = NO_END
    """On how many working days after a sign-in it still may, the day itself being the first;
    a pack that was written before this rule sets no end."""
    most: Value[int]
    """At this many requests on one case the dispute opens by itself."""
    transfers_for_supervision: Value[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Moving the handling due (延期; G7)."""

    most: Value[int]
    longest: Value[Limit]
    ask_before_due: Value[Limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rework:
    """Doing it again for a dissatisfied caller (重办; G15)."""

    most: Value[int]
    supervision_at: Value[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Callback:
    """Calling the citizen back (回访; G13, G14)."""

    types: Value[tuple[ItemType, ...]]
    sample_percent: Value[int]
    """Share of the other types drawn by the order's number, 0 to 100."""
    attempts: Value[int]
    days: Value[int]
    windows: Value[int]
    """In how many different windows of the day the attempts must lie."""
    window_starts: Value[tuple[str, ...]]
    """Local times "HH:MM" at which a new window of the day begins."""
    satisfied_up_to: Value[int]
    """Answers 1 to this number of the five-level scale count as satisfied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """Being on the spot (应急; SY20-19 to SY20-22, C1, C2)."""

    protect_from_arrival: Value[bool]
    """Whether the protection clock starts at arrival or already at the instruction."""
    fallback: Value[bool]
    """Whether silence of the unit brings in the territorial government (SY20-22)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervision:
    """What besides time raises supervision (督办; WF-33)."""

    unsigned_for_refusal: Value[int]
    """So many sign-ins missed on one order count as a refusal to accept."""
    urges_per_working_day: Value[int]
