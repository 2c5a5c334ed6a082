"""Handling (办理)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.limit import Limit
from domain.vocabulary import ResultKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested:
    """申请延期."""

    kind: Literal["ExtensionRequested"] = "ExtensionRequested"
    length: Limit
    signed_by: str
    for_cohost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionApproved:
    """批准延期: the due moved, the original due stays on record."""

    kind: Literal["ExtensionApproved"] = "ExtensionApproved"
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRejected:
    """驳回延期."""

    kind: Literal["ExtensionRejected"] = "ExtensionRejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionLapsed:
    """延期未获答复: nobody decided in time, so nothing was granted (G7)."""

    kind: Literal["ExtensionLapsed"] = "ExtensionLapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerUrged:
    """催单: the caller, or the office, urged."""

    kind: Literal["CallerUrged"] = "CallerUrged"
    by: str
    counted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CallerAddedInfo:
    """补充: the caller added to the demand."""

    kind: Literal["CallerAddedInfo"] = "CallerAddedInfo"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSubmitted:
    """提交办理结果."""

    kind: Literal["ResultSubmitted"] = "ResultSubmitted"
    unit: str
    result_kind: ResultKind
    told_at: datetime | None
    completion_date: date | None
    deadline: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """撤回: the caller took the demand back."""

    kind: Literal["Withdrawn"] = "Withdrawn"
