"""Review, callback, recheck and rework (审核、回访、复核、重办)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, PERSON, REASON, Texts
from domain.vocabulary import Channel, RecheckDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class PassReview:
    """审核通过 (T31)."""

    TEXTS: ClassVar[Texts] = {"note": OFFICIAL}
    name: Literal["pass_review"] = "pass_review"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReview:
    """审核退回: false, incomplete, or without contact (T30)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_review"] = "reject_review"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """回访复核: is the dissatisfaction reasonable (G15)."""

    TEXTS: ClassVar[Texts] = {**REASON, "plan": OFFICIAL, "progress": OFFICIAL}
    name: Literal["recheck"] = "recheck"
    decision: RecheckDecision
    promise_date: date | None = None
    """By when it is promised, where the recheck ends in a promise (T38)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRework:
    """责令重办 (T37)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["order_rework"] = "order_rework"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReply:
    """最终答复, signed by the head (T39)."""

    TEXTS: ClassVar[Texts] = {"reply": OFFICIAL}
    name: Literal["final_reply"] = "final_reply"
