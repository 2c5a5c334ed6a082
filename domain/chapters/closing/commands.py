"""Review, callback, recheck and rework (审核、回访、复核、重办), and ending an order midway."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.chapters.closing.terms import ProcedureKind, RecheckDecision
from domain.order.command import OFFICIAL, PERSON, REASON, Texts, command
from domain.order.terms import TerminationGround
from domain.vocabulary import Channel


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PassReview:
    """审核通过 (T31)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["pass_review"] = "pass_review"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReview:
    """审核退回: false, incomplete, or without contact (T30)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_review"] = "reject_review"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCallback:
    """回访: what the caller said, or that nobody answered (T33 to T36)."""

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
    """回访复核: is the dissatisfaction reasonable (G15)."""

    TEXTS: ClassVar[Texts] = {**REASON, "plan": OFFICIAL, "progress": OFFICIAL}
    name: Literal["recheck"] = "recheck"
    decision: RecheckDecision
    promise_date: date | None = None
    """By when it is promised, where the recheck ends in a promise (T38)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRework:
    """责令重办 (T37)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["order_rework"] = "order_rework"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReply:
    """最终答复, signed by the head (T39)."""

    TEXTS: ClassVar[Texts] = {"reply": OFFICIAL}
    name: Literal["final_reply"] = "final_reply"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTermination:
    """申请终止办理: the unit asks in writing to end the handling (T26)."""

    TEXTS: ClassVar[Texts] = {"application": OFFICIAL, "basis": OFFICIAL}
    name: Literal["request_termination"] = "request_termination"
    ground: TerminationGround


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTermination:
    """批准终止办理, with the explanation that the caller was given (T27)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["approve_termination"] = "approve_termination"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectTermination:
    """驳回终止申请: the handling goes on (T27)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_termination"] = "reject_termination"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EnterProcedure:
    """进入诉讼、复议、信访、仲裁程序: wholly or in part (T50)."""

    TEXTS: ClassVar[Texts] = {"part": OFFICIAL, "explanation": OFFICIAL}
    name: Literal["enter_procedure"] = "enter_procedure"
    procedure: ProcedureKind
    case_no: str
    """The number of the case; a mere threat has none (X12)."""
    authority: str
    """The court or office that has taken the case."""
    whole: bool = True
    """Whether the whole demand is in the procedure, or only a part of it."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """撤回: the caller takes the demand back (T42)."""

    TEXTS: ClassVar[Texts] = {"reason": PERSON}
    name: Literal["withdraw"] = "withdraw"
