"""The order: a fold of its facts, and nothing else."""

from dataclasses import dataclass, field
from datetime import date, datetime

from domain.law.bodies import HardCaseLevel
from domain.law.pack import Pack
from domain.law.rules_edition import RulesEdition
from domain.order.clock import Clock, Clocks
from domain.order.conduct import UNBLAMED, Conduct
from domain.order.parts import (
    NOBODY_NAMED,
    AccessList,
    AppealCourse,
    Attempt,
    Citation,
    CountedFact,
    EmergencyCourse,
    Evaluation,
    ExtensionRequest,
    Joined,
    Reconsideration,
    ReturnRequest,
    SplitOffPart,
    StandingSuccession,
    Supervised,
    TerminationRequest,
)
from domain.order.terms import Confidentiality, Mode
from domain.time.calendar import WorkCalendar
from domain.values.quick_constructor import quick_constructor
from domain.vocabulary import (
    Channel,
    ClockName,
    ItemClass,
    ItemType,
    Level,
    ResultKind,
    State,
    Urgency,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is fixed at birth: number, law, calendar, what the rules mean, and which kind of time
    the order lives in."""

    number: str
    pack: Pack
    calendar: WorkCalendar
    mode: Mode = Mode.REAL
    rules: RulesEdition = RulesEdition.FIRST
    """What names none was born before there were any to name."""


@quick_constructor
@dataclass(frozen=True, kw_only=True)
class Order:
    """Where a work order stands after its facts so far; replaced, never changed."""

    dossier: Dossier
    version: int = 0
    """The number of facts so far, which is the seq of the last one."""
    as_of: datetime | None = None
    """When the last fact occurred (UTC)."""
    state: State = State.DRAFT
    item_type: ItemType = ItemType.HELP
    item_class: ItemClass = ItemClass.OTHER
    urgency: Urgency = Urgency.ORDINARY
    district: str = ""
    category: str = ""
    """What it is about, by the code of the dispatch catalogue (T09)."""
    territory: str = ""
    anonymous: bool = False
    reply_wanted: bool = True
    about_unit: str = ""
    """The unit that is itself complained about (X26)."""
    queue: str = ""
    """The queue of special seats; empty: the common one (HD-04)."""
    channel: Channel = Channel.PHONE
    born_at: datetime | None = None
    clocks: Clocks = field(default_factory=dict[str, Clock])
    unit: str = ""
    """The unit that the order was last dispatched to."""
    dispatched_at: datetime | None = None
    accepted_at: datetime | None = None
    """When a person of that unit signed in."""
    child: str = ""
    """The unit below to which that unit has passed the work (T10)."""
    co_hosts: tuple[str, ...] = ()
    """The units that owe that unit a share, or have given it (T18)."""
    waited_for_cohosts: int = 0
    """Working days that this unit was granted because a co-host was late (X3)."""
    dispatchers: tuple[str, ...] = ()
    transfers: int = 0
    """How often the order went to a unit after the first time."""
    designated: bool = False
    reconsideration: Reconsideration | None = None
    """What the designated unit has asked the joint meeting, and whether it has decided."""
    returns: int = 0
    """Requests to give it back, whatever became of them."""
    return_request: ReturnRequest | None = None
    extension_request: ExtensionRequest | None = None
    extensions: int = 0
    unsigned: int = 0
    """Sign-ins that a unit let lapse."""
    result: ResultKind | None = None
    completion_date: date | None = None
    """By when what was adopted is to be done (SY18-07)."""
    ended_at: datetime | None = None
    """When the order came to its end; None while it lives."""
    false_closures: int = 0
    """How often a closing was found to be false (T48)."""
    reopenings: int = 0
    """How often it came back after its end (T47)."""
    evaluations: tuple[Evaluation, ...] = ()
    """What its caller has judged, in which round (WF-11)."""
    reworks: int = 0
    attempts: tuple[Attempt, ...] = ()
    unreached: tuple[Attempt, ...] = ()
    """Tries of units since the caller was last reached."""
    urged: tuple[datetime, ...] = ()
    """When urgings were counted."""
    level: Level = Level.L0
    supervised: Supervised | None = None
    """Who is supervised at that level; None where nobody is."""
    emergency: EmergencyCourse | None = None
    termination: TerminationRequest | None = None
    hard_case: HardCaseLevel | None = None
    """Before whom it lies while it is a hard case."""
    hard_case_heard: HardCaseLevel | None = None
    """Who has decided about it last, where it was one."""
    evidence_held: bool = False
    confidentiality: Confidentiality = Confidentiality.P0
    erasure_asked_by: str = ""
    """Who asked to erase the caller, while that is not decided."""
    erased: bool = False
    """Whether the caller is erased; what happened stays."""
    asked_by_unit: str = ""
    """The unit whose question to the caller the platform has not answered yet (6.2)."""
    access_list: AccessList = NOBODY_NAMED
    """Who may see who called, what about and where, once that is for named people only."""
    exclusion_asked_by: str = ""
    excluded: bool = False
    """Whether the assessment leaves it out."""
    entries: tuple[CountedFact, ...] = ()
    """The facts that count for a unit besides its duties."""
    appeals: tuple[AppealCourse, ...] = ()
    """What units have said against what counts, and what became of it."""
    successions: tuple[StandingSuccession, ...] = ()
    """The successions that stand; one that was wrong is undone (X21)."""
    repeats: str = ""
    """The earlier order that this one repeats."""
    new_facts: bool = False
    info_asked: tuple[str, ...] = ()
    """What the caller was asked for and has not given yet."""
    was_asked: bool = False
    """Whether the caller was ever asked for what was missing (HD-16)."""
    promised_day: date | None = None
    """The day by which it was promised before it came here."""
    source: str = ""
    """The platform that handed the demand over (WF-21)."""
    handed_at: datetime | None = None
    """When that platform handed it over; else when it was registered here (SM-02)."""
    handed_to: str = ""
    """The platform that handles it while the hotline watches (SYT-02)."""
    joined: tuple[Joined, ...] = ()
    master: str = ""
    """The order about the same matter that this one follows."""
    part_of: str = ""
    """The order that this one was split off."""
    parts: tuple[SplitOffPart, ...] = ()
    mass_event_suspected: bool = False
    cited: Citation | None = None
    """What the desk's own answer stands on, until it is found wrong (X36)."""
    suggested: tuple[str, ...] = ()
    """The orders that were suggested to belong together with this one."""
    conduct: Conduct = UNBLAMED
    """How its caller behaves towards the desk, apart from the demand (X32)."""

    @property
    def number(self) -> str:
        """The order's number, also its identity in every other system."""
        return self.dossier.number

    @property
    def is_over(self) -> bool:
        """Closed, refused, transferred out, merged, terminated, withdrawn or archived."""
        return self.state.is_over

    @property
    def is_at_rest(self) -> bool:
        """Nothing will happen any more by itself: over, and no follow-up is waited for (X28)."""
        return self.is_over and not self.open_clocks()

    @property
    def open_parts(self) -> tuple[str, ...]:
        """The orders split off this one that have not ended yet."""
        return tuple(part.number for part in self.parts if part.ended_as is None)

    @property
    def callers(self) -> int:
        """How many people this matter has brought to the telephone (X14)."""
        return 1 + sum(not joined.same_caller for joined in self.joined)

    def born_since(self, edition: RulesEdition) -> bool:
        """Whether the rules had come to this edition when the order was born.

        A clause that changes its meaning asks this, and goes on in the old way where not."""
        return self.dossier.rules >= edition

    def open_clocks(self) -> tuple[Clock, ...]:
        """The duties still owed, in the order in which they began."""
        return tuple([clock for clock in self.clocks.values() if clock.ended is None])

    def open_clock(self, name: ClockName) -> Clock | None:
        """The running clock of a duty, or None if it is not owed now."""
        for clock in self.clocks.values():
            if clock.name is name and clock.ended is None:
                return clock
        return None

    def next_clock_id(self, name: ClockName) -> str:
        """The id of the next clock of this name: "handle/2" after "handle/1"."""
        before = [clock.name for clock in self.clocks.values()].count(name)
        return f"{name}/{before + 1}"

    def unreached_by(self, unit: str) -> tuple[Attempt, ...]:
        """The tries of one unit since the caller was last reached (X7)."""
        return tuple(attempt for attempt in self.unreached if attempt.unit == unit)

    def last_clock(self, name: ClockName) -> Clock | None:
        """The latest clock of this name, ended or not."""
        found = [clock for clock in self.clocks.values() if clock.name is name]
        return found[-1] if found else None
