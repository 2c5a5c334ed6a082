"""Dispatch, sign-in, return and designation (派发、签收、退回、指定)."""

from dataclasses import dataclass
from typing import Literal

from domain.order.fact import fact
from domain.vocabulary import Channel


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """派发: the order went to a unit; its clocks run from here (G1)."""

    kind: Literal["Dispatched"] = "Dispatched"
    unit: str
    rule: str
    """The rule of the catalogue that decided; empty where none was named."""
    expected_unit: str = ""
    """The unit that the catalogue gave, where the dispatch did not follow it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedByUnit:
    """签收: a person of the unit signed in."""

    kind: Literal["AcceptedByUnit"] = "AcceptedByUnit"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AutoAccepted:
    """超时自动签收: silence moved responsibility to the unit; the sign-in is still owed (G1)."""

    kind: Literal["AutoAccepted"] = "AutoAccepted"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerContacted:
    """联系: the unit reached, or tried to reach, the caller."""

    kind: Literal["CallerContacted"] = "CallerContacted"
    unit: str
    channel: Channel
    reached: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequested:
    """申请退回: the unit says the matter is not its duty."""

    kind: Literal["ReturnRequested"] = "ReturnRequested"
    unit: str
    proposed_unit: str
    late: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnApproved:
    """同意退回."""

    kind: Literal["ReturnApproved"] = "ReturnApproved"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRejected:
    """驳回退回."""

    kind: Literal["ReturnRejected"] = "ReturnRejected"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOpened:
    """转争议: who is responsible will be decided by designation."""

    kind: Literal["DisputeOpened"] = "DisputeOpened"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Designated:
    """指定承办: this unit may not return the order (WF-26)."""

    kind: Literal["Designated"] = "Designated"
    unit: str
