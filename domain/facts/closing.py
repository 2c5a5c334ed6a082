"""Review, callback, recheck, rework and the closing (审核、回访、复核、重办、办结)."""

from dataclasses import dataclass
from typing import Literal

from domain.vocabulary import Channel, ClosingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPassed:
    """审核通过."""

    kind: Literal["ReviewPassed"] = "ReviewPassed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRejected:
    """审核退回: the handling due counts from where it was."""

    kind: Literal["ReviewRejected"] = "ReviewRejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAttempted:
    """回访未接通: nobody answered."""

    kind: Literal["CallbackAttempted"] = "CallbackAttempted"
    channel: Channel
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackDone:
    """回访: the caller's raw answers."""

    kind: Literal["CallbackDone"] = "CallbackDone"
    channel: Channel
    contacted: bool | None
    solved: bool | None
    satisfied: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """无法联系: every attempt that the rule asks for was made."""

    kind: Literal["Unreachable"] = "Unreachable"
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissatisfied:
    """不满意或未解决: goes to the recheck."""

    kind: Literal["Dissatisfied"] = "Dissatisfied"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkOrdered:
    """责令重办."""

    kind: Literal["ReworkOrdered"] = "ReworkOrdered"
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReplyIssued:
    """最终答复."""

    kind: Literal["FinalReplyIssued"] = "FinalReplyIssued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """办结."""

    kind: Literal["Closed"] = "Closed"
    closing: ClosingKind
