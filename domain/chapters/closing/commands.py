"""Review, callback, recheck and rework, and ending an order midway."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from domain.chapters.closing.terms import ProcedureKind, RecheckDecision
from domain.order.command import OFFICIAL, PERSON, REASON, Texts, command
from domain.order.terms import TerminationGround
from domain.values.case_number import AuthorityName, CaseNumber
from domain.vocabulary import Channel


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PassReview:
    """The result stands and goes on to the callback (T31)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["pass_review"] = "pass_review"
    without: tuple[str, ...] = ()
    """The co-hosts whose shares are not waited for; the note says why (WF-27)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReview:
    """The result is false, incomplete, or without contact (T30)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_review"] = "reject_review"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCallback:
    """What the caller said, or that nobody answered (T33 to T36)."""

    TEXTS: ClassVar[Texts] = {"words": PERSON}
    name: Literal["record_callback"] = "record_callback"
    answered: bool
    contacted: bool | None = None
    solved: bool | None = None
    satisfied: int | None = None
    """Five levels, 1 very satisfied to 5 very dissatisfied (G16)."""
    channel: Channel = Channel.PHONE


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """Is the dissatisfaction reasonable (G15)."""

    TEXTS: ClassVar[Texts] = {**REASON, "plan": OFFICIAL, "progress": OFFICIAL}
    name: Literal["recheck"] = "recheck"
    decision: RecheckDecision
    promise_date: date | None = None
    """By when it is promised, where the recheck ends in a promise (T38)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRework:
    """The unit must handle the order again (T37)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["order_rework"] = "order_rework"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReply:
    """The last answer, signed by the head (T39)."""

    TEXTS: ClassVar[Texts] = {"reply": OFFICIAL}
    name: Literal["final_reply"] = "final_reply"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTermination:
    """The unit asks in writing to end the handling (T26)."""

    TEXTS: ClassVar[Texts] = {"application": OFFICIAL, "basis": OFFICIAL}
    name: Literal["request_termination"] = "request_termination"
    ground: TerminationGround


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTermination:
    """The hotline has reviewed the application and agrees (T27).

    Its own words may come with it; to the caller the unit explains."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["approve_termination"] = "approve_termination"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainTermination:
    """The unit has explained to the caller why the handling ends (T27, WF-23)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["explain_termination"] = "explain_termination"
    told_at: datetime | None = None
    """When the caller was told."""
    told_via: Channel | None = None
    """By which channel the caller was told."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectTermination:
    """The handling goes on (T27)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_termination"] = "reject_termination"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EnterProcedure:
    """A court, a review, a petition or an arbitration has the matter, wholly or in part (T50)."""

    TEXTS: ClassVar[Texts] = {"part": OFFICIAL, "explanation": OFFICIAL}
    name: Literal["enter_procedure"] = "enter_procedure"
    procedure: ProcedureKind
    case_no: CaseNumber
    """The number of the case; a mere threat has none (X12)."""
    authority: AuthorityName
    """The court or office that has taken the case."""
    whole: bool = True
    """Whether the whole demand is in the procedure, or only a part of it."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The caller takes the demand back (T42)."""

    TEXTS: ClassVar[Texts] = {"reason": PERSON}
    name: Literal["withdraw"] = "withdraw"
