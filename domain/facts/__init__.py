"""What has happened: one fact per act or lapse, in words that never change meaning (5.7).

A fact holds no personal data and no free text: codes, instants and amounts, the names of the texts
that were given, and a commitment to them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from domain.act import Actor
from domain.clock import ClockChange
from domain.facts.abuse import (
    CallbackOnly,
    CallerPersuaded,
    CallerRestricted,
    ReportedToPolice,
    RestrictionLifted,
)
from domain.facts.after_closing import Archived, FalseClosure, FollowUpDue, Reopened
from domain.facts.appeals import (
    AppealDecided,
    AppealRaised,
    AppealRejected,
    AppealSentBack,
    EntryLeftOut,
)
from domain.facts.assessment import AssessmentExcluded, ExclusionRequested
from domain.facts.caller_rights import ConfidentialitySet, ObjectionAnswered, ObjectionRaised
from domain.facts.closing import (
    CallbackAttempted,
    CallbackDone,
    Closed,
    Dissatisfied,
    FinalReplyIssued,
    ReviewPassed,
    ReviewRejected,
    ReworkOrdered,
    Unreachable,
)
from domain.facts.dispatch import (
    AcceptedByUnit,
    AutoAccepted,
    CallerContacted,
    Designated,
    Dispatched,
    DisputeOpened,
    ReturnApproved,
    ReturnRejected,
    ReturnRequested,
)
from domain.facts.emergency import (
    EmergencyDeclared,
    EmergencyResolved,
    FirstFeedbackGiven,
    ForceMajeureApproved,
    ForceMajeureClaimed,
    ForceMajeureRejected,
    Notified,
    OnScene,
    Protected,
    TerritorialFallback,
)
from domain.facts.evaluation import Evaluated, StaffComplaintAnswered
from domain.facts.following import HandedOver, OutsideResultRecorded
from domain.facts.handling import (
    CallerAddedInfo,
    CallerUrged,
    ExtensionApproved,
    ExtensionLapsed,
    ExtensionRejected,
    ExtensionRequested,
    ResultSubmitted,
    Withdrawn,
)
from domain.facts.hard_case import HardCaseDecided, HardCaseRaised, LeaderNoted
from domain.facts.intake import AcceptedForDispatch, Answered, Refused, Registered, TransferredOut
from domain.facts.knowledge import AnswerCorrected, BackAtDesk
from domain.facts.leak import LeakReported
from domain.facts.matching import DuplicateSuggested
from domain.facts.oversight import (
    CalendarChanged,
    DueBreached,
    DueWarning,
    SupervisionCleared,
    SupervisionRaised,
)
from domain.facts.pick_up import CallReceived
from domain.facts.related import MasterEnded, PartEnded, RepeatReceived, SplitUp
from domain.facts.retaliation import RetaliationReported
from domain.facts.rules import RuleSetChanged
from domain.facts.sharing import (
    CoHostAdded,
    CoHostOverdue,
    CoHostReplied,
    HostSet,
    SubDispatched,
    SubUnitReplied,
)
from domain.facts.sorting import (
    CallerJoined,
    InfoRequested,
    LateEntryConfirmed,
    MassEventSuspected,
    Merged,
    Reclassified,
    RepeatLinked,
    UpstreamReceived,
    UpstreamReported,
)
from domain.facts.succession import UnitSucceeded
from domain.facts.termination import (
    EnteredProcedure,
    EvidenceHeld,
    TerminationApproved,
    TerminationRejected,
    TerminationRequested,
)
from domain.facts.threat import ThreatReported
from domain.facts.units import (
    ScheduledInPerson,
    SchedulingPeriodBegan,
    StaffChangeFiled,
    StaffChangeReported,
    UnitFileClosed,
    UnitFileOpened,
)
from domain.facts.waiting import (
    Committed,
    MilestoneReported,
    Paused,
    PromiseBroken,
    PromiseKept,
    Resumed,
    StatutoryLimitApplied,
)
from domain.making import quickly_made
from domain.tagged import Tagged

Content = Annotated[
    Registered
    | AcceptedForDispatch
    | Refused
    | TransferredOut
    | Answered
    | LateEntryConfirmed
    | RepeatLinked
    | UpstreamReceived
    | InfoRequested
    | Merged
    | CallerJoined
    | MassEventSuspected
    | Reclassified
    | Dispatched
    | AcceptedByUnit
    | AutoAccepted
    | CallerContacted
    | ReturnRequested
    | ReturnApproved
    | ReturnRejected
    | DisputeOpened
    | Designated
    | ExtensionRequested
    | ExtensionApproved
    | ExtensionRejected
    | ExtensionLapsed
    | CallerUrged
    | CallerAddedInfo
    | ResultSubmitted
    | Withdrawn
    | StatutoryLimitApplied
    | Paused
    | Resumed
    | Committed
    | MilestoneReported
    | PromiseKept
    | PromiseBroken
    | ReviewPassed
    | ReviewRejected
    | CallbackAttempted
    | CallbackDone
    | Unreachable
    | Dissatisfied
    | ReworkOrdered
    | FinalReplyIssued
    | Closed
    | EmergencyDeclared
    | Notified
    | TerritorialFallback
    | OnScene
    | Protected
    | FirstFeedbackGiven
    | EmergencyResolved
    | ForceMajeureClaimed
    | ForceMajeureApproved
    | ForceMajeureRejected
    | DueWarning
    | DueBreached
    | SupervisionRaised
    | SupervisionCleared
    | CalendarChanged
    | AssessmentExcluded
    | AppealRaised
    | AppealDecided
    | AppealSentBack
    | AppealRejected
    | EntryLeftOut
    | ExclusionRequested
    | ConfidentialitySet
    | ObjectionAnswered
    | ObjectionRaised
    | HardCaseDecided
    | HardCaseRaised
    | LeaderNoted
    | EnteredProcedure
    | EvidenceHeld
    | TerminationApproved
    | TerminationRejected
    | TerminationRequested
    | RuleSetChanged
    | UnitSucceeded
    | HandedOver
    | OutsideResultRecorded
    | UnitFileOpened
    | StaffChangeReported
    | StaffChangeFiled
    | ScheduledInPerson
    | SchedulingPeriodBegan
    | UnitFileClosed
    | HostSet
    | CoHostAdded
    | CoHostReplied
    | CoHostOverdue
    | SubDispatched
    | SubUnitReplied
    | Reopened
    | FalseClosure
    | FollowUpDue
    | Archived
    | SplitUp
    | PartEnded
    | MasterEnded
    | AnswerCorrected
    | BackAtDesk
    | DuplicateSuggested
    | CallReceived
    | CallbackOnly
    | CallerPersuaded
    | CallerRestricted
    | RestrictionLifted
    | ReportedToPolice
    | ThreatReported
    | LeakReported
    | Evaluated
    | StaffComplaintAnswered
    | RetaliationReported
    | RepeatReceived
    | UpstreamReported,
    Tagged("kind"),
]


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened to an order; `seq` counts from 1 without a gap."""

    order: str
    seq: int
    occurred_at: datetime
    """When the act was received, or the due instant of a lapse (UTC); never the worker's clock."""
    actor: Actor
    on_behalf_of: str = ""
    basis: tuple[str, ...]
    command_id: str = ""
    """The command that caused it; empty when a clock did."""
    filled: tuple[str, ...] = ()
    commitment: str = ""
    clocks: tuple[Annotated[ClockChange, Tagged("kind")], ...] = ()
    content: Content

    @property
    def kind(self) -> str:
        """The fact's word, explicit and for ever."""
        return self.content.kind


__all__ = [
    "AcceptedByUnit",
    "AcceptedForDispatch",
    "AnswerCorrected",
    "Answered",
    "AppealDecided",
    "AppealRaised",
    "AppealRejected",
    "AppealSentBack",
    "Archived",
    "AssessmentExcluded",
    "AutoAccepted",
    "BackAtDesk",
    "CalendarChanged",
    "CallReceived",
    "CallbackAttempted",
    "CallbackDone",
    "CallbackOnly",
    "CallerAddedInfo",
    "CallerContacted",
    "CallerJoined",
    "CallerPersuaded",
    "CallerRestricted",
    "CallerUrged",
    "Closed",
    "CoHostAdded",
    "CoHostOverdue",
    "CoHostReplied",
    "Committed",
    "ConfidentialitySet",
    "Content",
    "Designated",
    "Dispatched",
    "DisputeOpened",
    "Dissatisfied",
    "DueBreached",
    "DueWarning",
    "DuplicateSuggested",
    "EmergencyDeclared",
    "EmergencyResolved",
    "EnteredProcedure",
    "EntryLeftOut",
    "Evaluated",
    "EvidenceHeld",
    "ExclusionRequested",
    "ExtensionApproved",
    "ExtensionLapsed",
    "ExtensionRejected",
    "ExtensionRequested",
    "Fact",
    "FalseClosure",
    "FinalReplyIssued",
    "FirstFeedbackGiven",
    "FollowUpDue",
    "ForceMajeureApproved",
    "ForceMajeureClaimed",
    "ForceMajeureRejected",
    "HandedOver",
    "HardCaseDecided",
    "HardCaseRaised",
    "HostSet",
    "InfoRequested",
    "LateEntryConfirmed",
    "LeaderNoted",
    "LeakReported",
    "MassEventSuspected",
    "MasterEnded",
    "Merged",
    "MilestoneReported",
    "Notified",
    "ObjectionAnswered",
    "ObjectionRaised",
    "OnScene",
    "OutsideResultRecorded",
    "PartEnded",
    "Paused",
    "PromiseBroken",
    "PromiseKept",
    "Protected",
    "Reclassified",
    "Refused",
    "Registered",
    "Reopened",
    "RepeatLinked",
    "RepeatReceived",
    "ReportedToPolice",
    "RestrictionLifted",
    "ResultSubmitted",
    "Resumed",
    "RetaliationReported",
    "ReturnApproved",
    "ReturnRejected",
    "ReturnRequested",
    "ReviewPassed",
    "ReviewRejected",
    "ReworkOrdered",
    "RuleSetChanged",
    "ScheduledInPerson",
    "SchedulingPeriodBegan",
    "SplitUp",
    "StaffChangeFiled",
    "StaffChangeReported",
    "StaffComplaintAnswered",
    "StatutoryLimitApplied",
    "SubDispatched",
    "SubUnitReplied",
    "SupervisionCleared",
    "SupervisionRaised",
    "TerminationApproved",
    "TerminationRejected",
    "TerminationRequested",
    "TerritorialFallback",
    "ThreatReported",
    "TransferredOut",
    "UnitFileClosed",
    "UnitFileOpened",
    "UnitSucceeded",
    "Unreachable",
    "UpstreamReceived",
    "UpstreamReported",
    "Withdrawn",
]
