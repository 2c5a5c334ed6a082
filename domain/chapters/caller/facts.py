"""The caller (诉求人): objections, secrecy, evaluation, leaks, retaliation, abuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.order.fact import fact
from domain.order.terms import Confidentiality, EvaluationSubject
from domain.vocabulary import Channel


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised:
    """提出异议."""

    kind: Literal["ObjectionRaised"] = "ObjectionRaised"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered:
    """答复异议."""

    kind: Literal["ObjectionAnswered"] = "ObjectionAnswered"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialitySet:
    """设定保密级别: from here on the caller's identity is protected so far."""

    kind: Literal["ConfidentialitySet"] = "ConfidentialitySet"
    before: Confidentiality
    level: Confidentiality


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """评价: a caller's judgement; the words lie in the vault."""

    kind: Literal["Evaluated"] = "Evaluated"
    subject: EvaluationSubject
    stars: int
    """1 very satisfied to 5 very dissatisfied."""
    round: int
    channel: Channel = Channel.PHONE


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffComplaintAnswered:
    """答复对话务员的投诉: the shift lead has looked into it."""

    kind: Literal["StaffComplaintAnswered"] = "StaffComplaintAnswered"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class LeakReported:
    """报告泄密."""

    kind: Literal["LeakReported"] = "LeakReported"
    unit: str
    incident: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RetaliationReported:
    """举报打击报复: a unit is said to make the caller suffer for the demand."""

    kind: Literal["RetaliationReported"] = "RetaliationReported"
    about_unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerPersuaded:
    """劝导."""

    kind: Literal["CallerPersuaded"] = "CallerPersuaded"
    earlier: tuple[datetime, ...]
    """When the same caller was persuaded in other orders."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRestricted:
    """限制来电: the caller is only called back until then."""

    kind: Literal["CallerRestricted"] = "CallerRestricted"
    until: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLifted:
    """解除限制: the caller's appeal was upheld."""

    kind: Literal["RestrictionLifted"] = "RestrictionLifted"
    until: datetime
    """Until when it would have lasted."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedToPolice:
    """报公安机关."""

    kind: Literal["ReportedToPolice"] = "ReportedToPolice"
    restricted_at: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackOnly:
    """仅回拨受理: the demand was taken; who made it is spoken with by calling back."""

    kind: Literal["CallbackOnly"] = "CallbackOnly"
    until: datetime
