"""Handling (办理): what was done, granted, waited for, promised and taken higher."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.chapters.handling.terms import PauseReason
from domain.order.fact import fact
from domain.order.terms import HardCaseLevel
from domain.time.limit import Limit
from domain.vocabulary import ResultKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested:
    """申请延期."""

    kind: Literal["ExtensionRequested"] = "ExtensionRequested"
    length: Limit
    signed_by: str
    for_cohost: bool = False


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionApproved:
    """批准延期: the due moved, the original due stays on record."""

    kind: Literal["ExtensionApproved"] = "ExtensionApproved"
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRejected:
    """驳回延期."""

    kind: Literal["ExtensionRejected"] = "ExtensionRejected"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionLapsed:
    """延期未获答复: nobody decided in time, so nothing was granted (G7)."""

    kind: Literal["ExtensionLapsed"] = "ExtensionLapsed"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerAddedInfo:
    """补充: the caller added to the demand."""

    kind: Literal["CallerAddedInfo"] = "CallerAddedInfo"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSubmitted:
    """提交办理结果."""

    kind: Literal["ResultSubmitted"] = "ResultSubmitted"
    unit: str
    result_kind: ResultKind
    told_at: datetime | None
    completion_date: date | None
    deadline: date | None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryLimitApplied:
    """适用法定时限: the law's limit took the place of the ordinary one."""

    kind: Literal["StatutoryLimitApplied"] = "StatutoryLimitApplied"
    law: str
    article: str
    limit: Limit
    due: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """暂停计时, until resumed or at the longest until an instant."""

    kind: Literal["Paused"] = "Paused"
    reason: PauseReason
    until: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """恢复计时, by a person or because the pause could last no longer."""

    kind: Literal["Resumed"] = "Resumed"
    expired: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """列入承诺: a day was promised to the caller."""

    kind: Literal["Committed"] = "Committed"
    unit: str
    promise_date: date


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReported:
    """报告进度."""

    kind: Literal["MilestoneReported"] = "MilestoneReported"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept:
    """承诺兑现."""

    kind: Literal["PromiseKept"] = "PromiseKept"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken:
    """承诺未兑现: the promised day has passed; the promise is still owed."""

    kind: Literal["PromiseBroken"] = "PromiseBroken"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HardCaseRaised:
    """疑难上报: the case lies before this level now."""

    kind: Literal["HardCaseRaised"] = "HardCaseRaised"
    level: HardCaseLevel


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class HardCaseDecided:
    """交办意见: the case goes back to its unit."""

    kind: Literal["HardCaseDecided"] = "HardCaseDecided"
    level: HardCaseLevel
