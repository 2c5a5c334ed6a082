"""Handling: the result, more time, time that stands still, promises, hard cases."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from domain.chapters.handling.terms import FileForm, PauseReason
from domain.law.bodies import HardCaseLevel
from domain.order.command import AT_THE_COUNTER, OFFICIAL, PERSON, REASON, Texts, command
from domain.time.limit import Limit
from domain.values.law_name import ArticleName, LawName
from domain.vocabulary import Channel, ResultKind


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestExtension:
    """The unit asks for more time (T21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["request_extension"] = "request_extension"
    length: Limit
    signed_by: str
    for_cohost: bool = False
    """Whether it is asked because a co-host is late; then it uses up none of the unit's own."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveExtension:
    """The unit is given more time (T21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["approve_extension"] = "approve_extension"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectExtension:
    """The limit stays as it is (T21)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_extension"] = "reject_extension"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitResult:
    """The unit reports what it did, with the closing fields of its type (T29, 5.4)."""

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
    told_via: Channel | None = None
    """By which channel the caller was told."""
    completion_date: date | None = None
    """By when an adopted suggestion will be carried out (SY18-07)."""
    deadline: date | None = None
    """By when an objectively constrained matter will be solved (JT-07)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddInfo:
    """The caller adds to the demand; no clock is reset (T41)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["add_info"] = "add_info"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddFile:
    """A photo or a paper of the caller's comes to the demand; no clock is reset (T41)."""

    TEXTS: ClassVar[Texts] = {"file_name": PERSON}
    name: Literal["add_file"] = "add_file"
    attachment: str
    """Under which it was sent in."""
    form: FileForm | None = field(default=None, metadata=AT_THE_COUNTER)
    size: int = field(default=0, metadata=AT_THE_COUNTER)
    """In bytes, as it is kept."""
    digest: str = field(default="", metadata=AT_THE_COUNTER)
    """Over what is kept of it, encrypted; empty where nothing has been sent in."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence:
    """A photo or a paper shows what was found or done on the matter (T29, 5.4)."""

    TEXTS: ClassVar[Texts] = {"file_name": OFFICIAL}
    name: Literal["add_evidence"] = "add_evidence"
    attachment: str
    form: FileForm | None = field(default=None, metadata=AT_THE_COUNTER)
    size: int = field(default=0, metadata=AT_THE_COUNTER)
    digest: str = field(default="", metadata=AT_THE_COUNTER)


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyStatutoryLimit:
    """A law gives longer than the ordinary limit (T22, G10)."""

    TEXTS: ClassVar[Texts] = {"request": OFFICIAL}
    name: Literal["apply_statutory_limit"] = "apply_statutory_limit"
    law: LawName
    """The law by its full name, as it is cited."""
    article: ArticleName
    limit: Limit


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """The clock stands still on a ground of the closed list (T23, G19)."""

    TEXTS: ClassVar[Texts] = {"request": OFFICIAL}
    name: Literal["pause"] = "pause"
    reason: PauseReason


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Resume:
    """What was waited for has come (T23)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["resume"] = "resume"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """It cannot be solved in time, so a day is promised (T24, WF-20, JT-07)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL, "plan": OFFICIAL, "progress": OFFICIAL}
    name: Literal["commit"] = "commit"
    promise_date: date
    told_at: datetime | None = None
    """When the caller was told."""
    told_via: Channel | None = None
    """By which channel the caller was told."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMilestone:
    """The unit tells how far it is with what was promised (G8)."""

    TEXTS: ClassVar[Texts] = {"progress": OFFICIAL}
    name: Literal["report_milestone"] = "report_milestone"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class KeepPromise:
    """What was promised is done (T25)."""

    TEXTS: ClassVar[Texts] = {"result": OFFICIAL, "evidence": OFFICIAL}
    name: Literal["keep_promise"] = "keep_promise"
    told_at: datetime | None = None
    """When the caller was told."""
    told_via: Channel | None = None
    """By which channel the caller was told."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseHardCase:
    """The case goes one level up (T28)."""

    TEXTS: ClassVar[Texts] = {"opinion": OFFICIAL}
    name: Literal["raise_hard_case"] = "raise_hard_case"
    level: HardCaseLevel


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideHardCase:
    """Those before whom the case lies say what is to be done (T28)."""

    TEXTS: ClassVar[Texts] = {"opinion": OFFICIAL}
    name: Literal["decide_hard_case"] = "decide_hard_case"
