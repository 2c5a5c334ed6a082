"""Emergencies, and threats that were reported beside them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.chapters.emergency.terms import ForceMajeureCause, ThreatKind
from domain.order.fact import fact
from domain.vocabulary import Channel, EmergencyKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyDeclared:
    """The order is an emergency from now on."""

    kind: Literal["EmergencyDeclared"] = "EmergencyDeclared"
    emergency: EmergencyKind
    territory: str = ""
    """The territorial government, where it was named with it."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """By the system or by telephone."""

    kind: Literal["Notified"] = "Notified"
    channel: Channel
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerritorialFallback:
    """The territorial government steps in, in parallel (SY20-22)."""

    kind: Literal["TerritorialFallback"] = "TerritorialFallback"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class OnScene:
    """The unit arrived on the scene."""

    kind: Literal["OnScene"] = "OnScene"
    unit: str
    before_contact: bool = False
    """Whether it had not tried to speak with the caller before (SY20-21)."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """The people on the scene were protected."""

    kind: Literal["Protected"] = "Protected"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFeedbackGiven:
    """The situation and the method were reported."""

    kind: Literal["FirstFeedback"] = "FirstFeedback"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyResolved:
    """The danger is over."""

    kind: Literal["EmergencyResolved"] = "EmergencyResolved"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureClaimed:
    """The unit said what kept it from arriving in time."""

    kind: Literal["ForceMajeureClaimed"] = "ForceMajeureClaimed"
    unit: str
    cause: ForceMajeureCause
    new_eta: datetime
    clock: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureApproved:
    """The miss does not count and stays visible."""

    kind: Literal["ForceMajeureApproved"] = "ForceMajeureApproved"
    clock: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMajeureRejected:
    """The cause was not recognised."""

    kind: Literal["ForceMajeureRejected"] = "ForceMajeureRejected"
    clock: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedToLeaders:
    """A grave matter was reported to the leaders in charge."""

    kind: Literal["ReportedToLeaders"] = "ReportedToLeaders"
    authority: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ThreatReported:
    """Told to these authorities."""

    kind: Literal["ThreatReported"] = "ThreatReported"
    threat: ThreatKind
    to: tuple[str, ...]
