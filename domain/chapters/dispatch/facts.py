"""Dispatch, sign-in, return and designation."""

from dataclasses import dataclass
from typing import Literal

from domain.order.fact import fact
from domain.order.terms import Determination
from domain.vocabulary import Channel


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """The order went to a unit; its clocks run from here (G1)."""

    kind: Literal["Dispatched"] = "Dispatched"
    unit: str
    rule: str
    """The rule of the catalogue that decided; empty where none was named."""
    expected_unit: str = ""
    """The unit that the catalogue gave, where the dispatch did not follow it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRecalled:
    """The desk had sent the order to the wrong unit and took it back (K7)."""

    kind: Literal["DispatchRecalled"] = "DispatchRecalled"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedByUnit:
    """A person of the unit signed in."""

    kind: Literal["AcceptedByUnit"] = "AcceptedByUnit"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AutoAccepted:
    """Silence moved responsibility to the unit; the sign-in is still owed (G1)."""

    kind: Literal["AutoAccepted"] = "AutoAccepted"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerContacted:
    """The unit reached, or tried to reach, the caller."""

    kind: Literal["CallerContacted"] = "CallerContacted"
    unit: str
    channel: Channel
    reached: bool
    refused: bool = False
    """Whether the caller would not cooperate (WF-44)."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequested:
    """The unit says the matter is not its duty."""

    kind: Literal["ReturnRequested"] = "ReturnRequested"
    unit: str
    proposed_unit: str
    late: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnApproved:
    """The order was taken back from the unit."""

    kind: Literal["ReturnApproved"] = "ReturnApproved"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRejected:
    """The order stays with the unit."""

    kind: Literal["ReturnRejected"] = "ReturnRejected"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOpened:
    """Who is responsible will be decided by designation."""

    kind: Literal["DisputeOpened"] = "DisputeOpened"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Designated:
    """This unit may not return the order (WF-26)."""

    kind: Literal["Designated"] = "Designated"
    unit: str
    how: Determination | None = None
    """None where the law of the order did not ask yet."""
    heard: tuple[str, ...] = ()
    """The units that studied whose duty it is."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationRequested:
    """The designated unit says that the matter is not its duty; it works on (G6)."""

    kind: Literal["ReconsiderationRequested"] = "ReconsiderationRequested"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationDecided:
    """The joint meeting has looked at the designation again."""

    kind: Literal["ReconsiderationDecided"] = "ReconsiderationDecided"
    unit: str
    """The unit that had asked."""
    upheld: bool
