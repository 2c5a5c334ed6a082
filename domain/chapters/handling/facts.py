"""Handling: what was done, granted, waited for, promised and taken higher."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.chapters.handling.terms import FileForm, PauseReason
from domain.law.bodies import HardCaseLevel
from domain.order.fact import fact
from domain.time.limit import Limit
from domain.vocabulary import Channel, ResultKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested:
    """The unit asked for more time."""

    kind: Literal["ExtensionRequested"] = "ExtensionRequested"
    length: Limit
    signed_by: str
    for_cohost: bool = False


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionApproved:
    """The due moved, the original due stays on record."""

    kind: Literal["ExtensionApproved"] = "ExtensionApproved"
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRejected:
    """The limit stays as it is."""

    kind: Literal["ExtensionRejected"] = "ExtensionRejected"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionLapsed:
    """Nobody decided in time, so nothing was granted (G7)."""

    kind: Literal["ExtensionLapsed"] = "ExtensionLapsed"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerAddedInfo:
    """The caller added to the demand."""

    kind: Literal["CallerAddedInfo"] = "CallerAddedInfo"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FileAdded:
    """The caller's file lies with the demand."""

    kind: Literal["FileAdded"] = "FileAdded"
    attachment: str
    form: FileForm
    size: int
    digest: str
    """Over what is kept of it, encrypted: it tells nobody anything, and no byte changes unseen."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAdded:
    """A file shows what was found or done."""

    kind: Literal["EvidenceAdded"] = "EvidenceAdded"
    unit: str
    attachment: str
    form: FileForm
    size: int
    digest: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSubmitted:
    """The unit reported what it did."""

    kind: Literal["ResultSubmitted"] = "ResultSubmitted"
    unit: str
    result_kind: ResultKind
    told_at: datetime | None
    completion_date: date | None
    deadline: date | None
    told_via: Channel | None = None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryLimitApplied:
    """The law's limit took the place of the ordinary one."""

    kind: Literal["StatutoryLimitApplied"] = "StatutoryLimitApplied"
    law: str
    article: str
    limit: Limit
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """The clock stands still, until resumed or at the longest until an instant."""

    kind: Literal["Paused"] = "Paused"
    reason: PauseReason
    until: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The clock runs again, by a person or because the pause could last no longer."""

    kind: Literal["Resumed"] = "Resumed"
    expired: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """A day was promised to the caller."""

    kind: Literal["Committed"] = "Committed"
    unit: str
    promise_date: date
    told_at: datetime | None = None
    told_via: Channel | None = None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReported:
    """The unit told how far it is."""

    kind: Literal["MilestoneReported"] = "MilestoneReported"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept:
    """What was promised was done."""

    kind: Literal["PromiseKept"] = "PromiseKept"
    unit: str
    told_at: datetime | None = None
    told_via: Channel | None = None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken:
    """The promised day has passed; the promise is still owed."""

    kind: Literal["PromiseBroken"] = "PromiseBroken"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HardCaseRaised:
    """The case lies before this level now."""

    kind: Literal["HardCaseRaised"] = "HardCaseRaised"
    level: HardCaseLevel


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HardCaseDecided:
    """The case goes back to its unit."""

    kind: Literal["HardCaseDecided"] = "HardCaseDecided"
    level: HardCaseLevel
