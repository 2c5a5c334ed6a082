"""The caller: objections, secrecy, evaluation, leaks, retaliation, abuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.chapters.caller.terms import AbuseGround, PaperKind, PersonalData
from domain.order.fact import fact
from domain.order.terms import Confidentiality, EvaluationSubject
from domain.vocabulary import Channel


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised:
    """The caller demanded an explanation."""

    kind: Literal["ObjectionRaised"] = "ObjectionRaised"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswered:
    """The hotline explained."""

    kind: Literal["ObjectionAnswered"] = "ObjectionAnswered"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialitySet:
    """From here on the caller's identity is protected so far."""

    kind: Literal["ConfidentialitySet"] = "ConfidentialitySet"
    before: Confidentiality
    level: Confidentiality


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A caller's judgement; the words lie in the vault."""

    kind: Literal["Evaluated"] = "Evaluated"
    subject: EvaluationSubject
    stars: int
    """1 very satisfied to 5 very dissatisfied."""
    round: int
    channel: Channel = Channel.PHONE


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffComplaintAnswered:
    """The shift lead has looked into it."""

    kind: Literal["StaffComplaintAnswered"] = "StaffComplaintAnswered"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class LeakReported:
    """A leak was reported."""

    kind: Literal["LeakReported"] = "LeakReported"
    unit: str
    incident: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RetaliationReported:
    """A unit is said to make the caller suffer for the demand."""

    kind: Literal["RetaliationReported"] = "RetaliationReported"
    about_unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PIIViewed:
    """Somebody was let look at these of the caller's data."""

    kind: Literal["PIIViewed"] = "PIIViewed"
    fields: tuple[PersonalData, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRequested:
    """It was asked to erase what is kept of the caller."""

    kind: Literal["ErasureRequested"] = "ErasureRequested"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureApproved:
    """A second person said yes: from here on what is kept of the caller is destroyed."""

    kind: Literal["ErasureApproved"] = "ErasureApproved"
    asked_by: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureRejected:
    """What is kept of the caller stays."""

    kind: Literal["ErasureRejected"] = "ErasureRejected"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRedacted:
    """Somebody wrote what those may read of the demand who must not learn who reported."""

    kind: Literal["DemandRedacted"] = "DemandRedacted"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequested:
    """Somebody asked that these posts be named on the access list."""

    kind: Literal["AccessRequested"] = "AccessRequested"
    by: str
    people: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessGranted:
    """Two people named these posts."""

    kind: Literal["AccessGranted"] = "AccessGranted"
    requested_by: str
    people: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEnded:
    """These posts are named no more."""

    kind: Literal["AccessEnded"] = "AccessEnded"
    people: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RelayNumberGiven:
    """A number relays to the caller from now on."""

    kind: Literal["RelayNumberGiven"] = "RelayNumberGiven"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerAsked:
    """The unit asked the caller something through the platform."""

    kind: Literal["CallerAsked"] = "CallerAsked"
    by_unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPassedOn:
    """The platform told the unit what the caller answered."""

    kind: Literal["AnswerPassedOn"] = "AnswerPassedOn"
    to_unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TextsExported:
    """What was written in the order left the system."""

    kind: Literal["TextsExported"] = "TextsExported"
    export: str
    asked_by: str
    approved_by: str
    fields: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPrinted:
    """A paper about the order was printed."""

    kind: Literal["PaperPrinted"] = "PaperPrinted"
    paper: PaperKind
    about: int
    printed_by: str
    check: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerPersuaded:
    """The caller was asked to stop abusing the line."""

    kind: Literal["CallerPersuaded"] = "CallerPersuaded"
    earlier: tuple[datetime, ...]
    """When the same caller was persuaded in other orders."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallerRestricted:
    """The caller is only called back until then."""

    kind: Literal["CallerRestricted"] = "CallerRestricted"
    until: datetime


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionLifted:
    """The caller's appeal was upheld."""

    kind: Literal["RestrictionLifted"] = "RestrictionLifted"
    until: datetime
    """Until when it would have lasted."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedToPolice:
    """The police were told of the caller."""

    kind: Literal["ReportedToPolice"] = "ReportedToPolice"
    restricted_at: datetime | None = None
    """Since when the caller was restricted; None where that was not waited for."""
    ground: AbuseGround = AbuseGround.HARASSMENT


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackOnly:
    """The demand was taken; who made it is spoken with by calling back."""

    kind: Literal["CallbackOnly"] = "CallbackOnly"
    until: datetime
