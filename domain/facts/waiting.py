"""Limits that moved and time that stood still (法定时限、暂停、承诺)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.interruption import PauseReason
from domain.limit import Limit


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryLimitApplied:
    """适用法定时限: the law's limit took the place of the ordinary one."""

    kind: Literal["StatutoryLimitApplied"] = "StatutoryLimitApplied"
    law: str
    article: str
    limit: Limit
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    """暂停计时, until resumed or at the longest until an instant."""

    kind: Literal["Paused"] = "Paused"
    reason: PauseReason
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """恢复计时, by a person or because the pause could last no longer."""

    kind: Literal["Resumed"] = "Resumed"
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """列入承诺: a day was promised to the caller."""

    kind: Literal["Committed"] = "Committed"
    unit: str
    promise_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneReported:
    """报告进度."""

    kind: Literal["MilestoneReported"] = "MilestoneReported"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseKept:
    """承诺兑现."""

    kind: Literal["PromiseKept"] = "PromiseKept"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBroken:
    """承诺未兑现: the promised day has passed; the promise is still owed."""

    kind: Literal["PromiseBroken"] = "PromiseBroken"
    unit: str
