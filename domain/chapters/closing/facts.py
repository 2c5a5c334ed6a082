"""Review, callback, recheck, rework and closing (审核、回访、复核、重办、办结)."""

from dataclasses import dataclass
from typing import Literal

from domain.chapters.closing.terms import ClosingKind, ProcedureKind
from domain.order.fact import fact
from domain.order.terms import TerminationGround
from domain.vocabulary import Channel, State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPassed:
    """审核通过."""

    kind: Literal["ReviewPassed"] = "ReviewPassed"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRejected:
    """审核退回: the handling due counts from where it was."""

    kind: Literal["ReviewRejected"] = "ReviewRejected"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAttempted:
    """回访未接通: nobody answered."""

    kind: Literal["CallbackAttempted"] = "CallbackAttempted"
    channel: Channel
    attempt: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackDone:
    """回访: the caller's raw answers."""

    kind: Literal["CallbackDone"] = "CallbackDone"
    channel: Channel
    contacted: bool | None
    solved: bool | None
    satisfied: int | None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """无法联系: every attempt that the rule asks for was made."""

    kind: Literal["Unreachable"] = "Unreachable"
    attempts: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Dissatisfied:
    """不满意或未解决: goes to the recheck."""

    kind: Literal["Dissatisfied"] = "Dissatisfied"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkOrdered:
    """责令重办."""

    kind: Literal["ReworkOrdered"] = "ReworkOrdered"
    round: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReplyIssued:
    """最终答复."""

    kind: Literal["FinalReplyIssued"] = "FinalReplyIssued"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """办结."""

    kind: Literal["Closed"] = "Closed"
    closing: ClosingKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRequested:
    """申请终止办理: the unit's clock stands still while the hotline decides."""

    kind: Literal["TerminationRequested"] = "TerminationRequested"
    unit: str
    ground: TerminationGround
    back_to: State
    paused: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationApproved:
    """批准终止办理: the order has ended."""

    kind: Literal["TerminationApproved"] = "TerminationApproved"
    ground: TerminationGround
    in_time: bool
    """Whether no handling limit had passed: then it does not count as handled late (X10)."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRejected:
    """驳回终止申请: the unit's clock goes on with the time that it had left."""

    kind: Literal["TerminationRejected"] = "TerminationRejected"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredProcedure:
    """进入诉讼、复议、信访、仲裁程序."""

    kind: Literal["EnteredProcedure"] = "EnteredProcedure"
    procedure: ProcedureKind
    case_no: str
    authority: str
    whole: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHeld:
    """证据保全: nothing of this order may be deleted any more."""

    kind: Literal["EvidenceHeld"] = "EvidenceHeld"
    case_no: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class BackAtDesk:
    """退回受理: the answer of the desk did not hold, and the desk decides anew."""

    kind: Literal["BackAtDesk"] = "BackAtDesk"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """撤回: the caller took the demand back."""

    kind: Literal["Withdrawn"] = "Withdrawn"
