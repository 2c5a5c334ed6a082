"""What an order remembers of single events: requests, attempts, the steps of an emergency."""

from dataclasses import dataclass
from datetime import datetime

from domain.limit import Limit
from domain.vocabulary import EmergencyKind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequest:
    """A request to give the order back that waits for a decision."""

    unit: str
    proposed_unit: str


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
    arrived_at: datetime | None = None
    protected_at: datetime | None = None
    fed_back_at: datetime | None = None
    resolved_at: datetime | None = None
    claim: ForceMajeureClaim | None = None


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
class Part:
    """An order that was split off this one (T46)."""

    number: str
    ended_as: State | None = None
