"""What an order remembers of single events: requests, attempts, appeals, an emergency's steps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.order.terms import EvaluationSubject, TerminationGround
from domain.time.limit import Limit
from domain.vocabulary import EmergencyKind, Role, State, Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequest:
    """A request to give the order back that waits for a decision."""

    unit: str
    proposed_unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconsideration:
    """A designated unit's request to look at its designation again (G6)."""

    unit: str
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequest:
    """A request for more time that waits for a decision."""

    length: Limit
    requested_at: datetime
    for_cohost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureClaim:
    """A claim that waits for the shift lead."""

    clock: str
    new_eta: datetime


@dataclass(frozen=True, kw_only=True)
class EmergencyCourse:
    """How far an emergency has come (5.3); each step is None until it happened."""

    kind: EmergencyKind
    declared_at: datetime
    instructed_at: datetime | None = None
    fallback_unit: str = ""
    """The territorial government that was called in; its steps are never the unit's (SY18-08)."""
    fallback_arrived_at: datetime | None = None
    fallback_protected_at: datetime | None = None
    arrived_at: datetime | None = None
    """When a unit that had the order was there; so with the steps below."""
    protected_at: datetime | None = None
    fed_back_at: datetime | None = None
    resolved_at: datetime | None = None
    claim: ForceMajeureClaim | None = None

    @property
    def people_are_safe(self) -> bool:
        """Whether somebody has protected them, whoever it was (X4)."""
        return self.protected_at is not None or self.fallback_protected_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSuccession:
    """What one succession changed about the order, so that a wrong one can be undone (X21)."""

    unit: str
    successor: str
    at: datetime
    named: tuple[str, ...]
    """In which places the order named the unit: as its host, its child, the accused ..."""
    child: str
    """Who did the work for the host before it."""
    co_hosts: tuple[str, ...]
    """Who had a share before it."""
    handed: tuple[str, ...]
    """The duties that went to the successor."""
    stopped: tuple[str, ...]
    """The duties that ended with it, because two units became one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supervised:
    """Who stands under supervision, why, and on whose word (5.5)."""

    owner: str
    """The unit or desk whose duty is supervised."""
    trigger: Trigger
    by: Role
    authority: str
    """The body that issued it, where one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The entry of the knowledge base, in its version, that an answer stands on (WF-38)."""

    entry: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to reach the caller."""

    at: datetime
    unit: str = ""
    """The unit that tried; empty for the callback."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An order about the same matter that this one, the master, took in (X13, X14)."""

    number: str
    same_caller: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOffPart:
    """An order that was split off this one (T46)."""

    number: str
    ended_as: State | None = None


@dataclass(frozen=True, kw_only=True)
class TerminationRequest:
    """An application to end the handling that waits for the hotline's decision."""

    ground: TerminationGround
    back_to: State
    """Where the order goes on if it is refused."""
    paused: tuple[str, ...]
    """The clocks that stand still meanwhile."""
    granted: bool = False
    """Whether the hotline has agreed, and only the explanation to the caller is owed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One judgement of a caller on one round of an order."""

    subject: EvaluationSubject
    round: int
    """How often the order had come back by then: reworked, reopened or found falsely closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessList:
    """Who may see the caller, the matter and the place of a protected order (6.2)."""

    named: tuple[str, ...] = ()
    """The posts that two people have named."""
    asked: tuple[str, ...] = ()
    """The posts for which one person has asked."""
    asked_by: str = ""


NOBODY_NAMED: Final = AccessList()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedFact:
    """A fact that counts in the assessment, for the unit that had the order then."""

    name: str
    """The fact by its number: "fact/17"."""
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealCourse:
    """An appeal, and how far it has come."""

    entry: str
    unit: str
    asked_by: str
    clock: str
    """The clock until which it is to be decided; empty where the law sets no limit."""
    decided_by: str = ""
    """Who decided it; empty before that, and again when a second person did not agree."""
    upheld: bool = False
    is_over: bool = False
