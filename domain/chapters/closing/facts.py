"""Review, callback, recheck, rework and closing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.chapters.closing.terms import ClosingKind, ProcedureKind
from domain.order.fact import fact
from domain.order.terms import TerminationGround
from domain.vocabulary import Channel, State


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPassed:
    """The result passed the review."""

    kind: Literal["ReviewPassed"] = "ReviewPassed"
    without: tuple[str, ...] = ()
    """The co-hosts whose shares it did not wait for."""


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRejected:
    """The handling due counts from where it was."""

    kind: Literal["ReviewRejected"] = "ReviewRejected"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackAttempted:
    """Nobody answered."""

    kind: Literal["CallbackAttempted"] = "CallbackAttempted"
    channel: Channel
    attempt: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackDone:
    """The caller's raw answers."""

    kind: Literal["CallbackDone"] = "CallbackDone"
    channel: Channel
    contacted: bool | None
    solved: bool | None
    satisfied: int | None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """Every attempt that the rule asks for was made."""

    kind: Literal["Unreachable"] = "Unreachable"
    attempts: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Dissatisfied:
    """Goes to the recheck."""

    kind: Literal["Dissatisfied"] = "Dissatisfied"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDenied:
    """The caller is content and says that the unit was never in touch; goes to the recheck."""

    kind: Literal["ContactDenied"] = "ContactDenied"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class ReworkOrdered:
    """The unit must handle the order again."""

    kind: Literal["ReworkOrdered"] = "ReworkOrdered"
    round: int


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class FinalReplyIssued:
    """The last answer was given, signed by the head."""

    kind: Literal["FinalReplyIssued"] = "FinalReplyIssued"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The order was closed."""

    kind: Literal["Closed"] = "Closed"
    closing: ClosingKind


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRequested:
    """The unit's clock stands still while the hotline decides."""

    kind: Literal["TerminationRequested"] = "TerminationRequested"
    unit: str
    ground: TerminationGround
    back_to: State
    paused: tuple[str, ...]


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationGranted:
    """The hotline agrees; the unit owes the caller the explanation."""

    kind: Literal["TerminationGranted"] = "TerminationGranted"
    unit: str
    ground: TerminationGround


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationApproved:
    """The order has ended."""

    kind: Literal["TerminationApproved"] = "TerminationApproved"
    ground: TerminationGround
    in_time: bool
    """Whether no handling limit had passed: then it does not count as handled late (X10)."""
    told_at: datetime | None = None
    """When it was explained to the caller."""
    told_via: Channel | None = None


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRejected:
    """The unit's clock goes on with the time that it had left."""

    kind: Literal["TerminationRejected"] = "TerminationRejected"
    unit: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredProcedure:
    """The matter went to a court, a review, a petition or an arbitration."""

    kind: Literal["EnteredProcedure"] = "EnteredProcedure"
    procedure: ProcedureKind
    case_no: str
    authority: str
    whole: bool


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHeld:
    """Nothing of this order may be deleted any more."""

    kind: Literal["EvidenceHeld"] = "EvidenceHeld"
    case_no: str


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class BackAtDesk:
    """The answer of the desk did not hold, and the desk decides anew."""

    kind: Literal["BackAtDesk"] = "BackAtDesk"


@fact
@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The caller took the demand back."""

    kind: Literal["Withdrawn"] = "Withdrawn"
