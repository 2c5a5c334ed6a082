"""Handling (办理): more time, the result, what the caller adds or takes back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, PERSON, REASON, Texts
from domain.limit import Limit
from domain.vocabulary import ResultKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension:
    """申请延期 (T21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["request_extension"] = "request_extension"
    length: Limit
    signed_by: str
    for_cohost: bool = False
    """Whether it is asked because a co-host is late; then it uses up none of the unit's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveExtension:
    """批准延期 (T21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["approve_extension"] = "approve_extension"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectExtension:
    """驳回延期 (T21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_extension"] = "reject_extension"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitResult:
    """提交办理结果, with the closing fields of its type (T29, 5.4)."""

    TEXTS: ClassVar[Texts] = dict.fromkeys(
        (
            "answer",
            "answer_source",
            "findings",
            "handling_of_responsible",
            "handling_of_matter",
            "legal_basis",
            "explanation",
            "solution",
            "evidence",
            "law_article",
            "done",
            "reason",
            "situation",
            "method",
            "progress",
            "measures",
            "result",
            "public_answer",
        ),
        OFFICIAL,
    )
    name: Literal["submit_result"] = "submit_result"
    result_kind: ResultKind
    told_at: datetime | None = None
    """When the caller was told."""
    completion_date: date | None = None
    """By when an adopted suggestion will be carried out (SY18-07)."""
    deadline: date | None = None
    """By when an objectively constrained matter will be solved (JT-07)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Urge:
    """催办 (T41, G11)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["urge"] = "urge"
    by: Literal["caller", "office"] = "caller"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddInfo:
    """补充: the caller adds to the demand; no clock is reset (T41)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["add_info"] = "add_info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """撤回: the caller takes the demand back (T42)."""

    TEXTS: ClassVar[Texts] = {"reason": PERSON}
    name: Literal["withdraw"] = "withdraw"
