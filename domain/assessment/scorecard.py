"""The scorecard: what the assessment needs of one order, and which facts say so."""

from dataclasses import dataclass
from datetime import datetime

from domain.chapters.closing.terms import ClosingKind
from domain.order.clock import Outcome
from domain.vocabulary import Channel, ClockName, ItemClass, ItemType, Level, State

Seqs = tuple[int, ...]
"""The facts of the order behind an entry."""
ENDED_AS_CLOSED = (State.CLOSED, State.ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockedDuty:
    """One clock as it stands: what was owed, and what became of it. All instants are UTC."""

    clock: str
    name: ClockName
    owner: str
    started: datetime
    due: datetime
    original_due: datetime
    ended: datetime | None
    lapsed: datetime | None
    outcome: Outcome | None
    paused_s: int
    """Seconds that stood still and were given back."""
    begun_by: str
    """The kind of the fact that began it."""
    ended_by: str
    """The kind of the fact that ended it; empty while it is owed."""
    reviewed: bool
    """Whether the review has passed what ended it."""
    seqs: Seqs

    @property
    def was_kept(self) -> bool | None:
        """Met or missed; None while nothing can be said, or where it ended unjudged (X5, X10, or
        because the desk had sent the order to the wrong unit)."""
        if self.outcome in (Outcome.EXEMPT, Outcome.RECALLED):
            return None
        if self.lapsed is not None:
            return False
        return True if self.outcome is Outcome.MET else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchToUnit:
    """One dispatch of the order to a unit, and whether the unit gave it back."""

    unit: str
    at: datetime
    seq: int
    returned: Seqs = ()
    """The requests to give it back."""
    late: bool = False
    """Whether the last of them came so late that the head had to sign it (G5)."""
    approved: int | None = None
    """The fact by which it was taken back, or recalled by the desk itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A callback that reached the caller: the raw answers (WF-31)."""

    unit: str
    at: datetime
    seq: int
    contacted: bool
    solved: bool
    level: int
    """1 very satisfied to 5 very dissatisfied."""
    content: bool
    """Whether the law counts that level as satisfied."""
    unit_says_solved: Seqs
    """The result by which the unit had called it solved; empty if it had not."""
    unreasonable: bool
    """Whether the unit had explained that the demand could not be met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """Something that happened once: an extension, a promise, a closing, a repeat."""

    unit: str
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """One closing of the order."""

    unit: str
    at: datetime
    seq: int
    kind: ClosingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Supervision that climbed to a level (WF-33)."""

    unit: str
    at: datetime
    seq: int
    level: Level
    cleared: int | None = None
    """The fact by which supervision ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedEntry:
    """An entry that an upheld appeal of its unit has taken out of the judging figures (WF-34)."""

    entry: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """One order for the assessment; a fold of its facts."""

    number: str
    version: int
    """The seq of the last fact that is in it."""
    pack: str
    edition: str
    type: ItemType
    class_: ItemClass
    district: str
    channel: Channel
    category: str
    opened: datetime
    state: State
    unit: str
    upstream: str
    """The platform that handed it over; empty if none did."""
    excluded: int | None
    """The fact by which the assessment leaves it out (WF-34)."""
    unreachable: int | None
    """The fact that nobody could be reached (G14)."""
    terminated_in_time: bool | None
    """None unless it was terminated (X10)."""
    answered: Occurrence | None
    """The desk's own answer."""
    duties: tuple[ClockedDuty, ...]
    deliveries: tuple[DispatchToUnit, ...]
    """The dispatches that stood; what the desk recalled before a signature is not among them."""
    callbacks: tuple[Called, ...]
    closings: tuple[Closing, ...]
    extensions: tuple[Occurrence, ...]
    promises: tuple[Occurrence, ...]
    reworks: Seqs
    repeats: tuple[Occurrence, ...]
    """When its matter came again."""
    raised: tuple[Raised, ...]
    left_out: tuple[ExcludedEntry, ...] = ()
    recalled: tuple[DispatchToUnit, ...] = ()
    """The dispatches that the desk itself took back as wrong (K7)."""

    @property
    def closed(self) -> Closing | None:
        """The closing that stands; None while the order is open or ended otherwise."""
        return self.closings[-1] if self.closings and self.state in ENDED_AS_CLOSED else None

    @property
    def handled(self) -> tuple[ClockedDuty, ...]:
        """The units' handling duties, in the order in which they began."""
        return tuple([duty for duty in self.duties if duty.name is ClockName.HANDLE])
