"""What a person may ask for. The names are a contract (rulebook 5.8).

A command carries codes, instants and amounts only. Its texts (reasons, results, a caller's own
words) are named in `TEXTS` with the vault key that covers them; they never enter a payload.
"""

from typing import Annotated

from domain.commands.abuse import LiftRestriction, Persuade, ReportToPolice, RestrictCaller
from domain.commands.after_closing import Archive, FindFalseClosure, Reopen
from domain.commands.assessment import ApproveExclusion, ExcludeFromAssessment
from domain.commands.caller_rights import AnswerObjection, Object, SetConfidentiality
from domain.commands.closing import (
    FinalReply,
    OrderRework,
    PassReview,
    Recheck,
    RecordCallback,
    RejectReview,
)
from domain.commands.dispatch import (
    Accept,
    ApproveReturn,
    Contact,
    Designate,
    Dispatch,
    OpenDispute,
    RejectReturn,
    RequestReturn,
)
from domain.commands.emergency import (
    ApproveForceMajeure,
    Arrive,
    ClaimForceMajeure,
    DeclareEmergency,
    FirstFeedback,
    Notify,
    Protect,
    RejectForceMajeure,
    ResolveEmergency,
)
from domain.commands.handling import (
    AddInfo,
    ApproveExtension,
    RejectExtension,
    RequestExtension,
    SubmitResult,
    Urge,
    Withdraw,
)
from domain.commands.hard_case import DecideHardCase, LeaderNote, RaiseHardCase
from domain.commands.intake import AcceptForDispatch, Answer, Refuse, Register, TransferOut
from domain.commands.leak import ReportLeak
from domain.commands.oversight import ChangeCalendar, ClearSupervision, RaiseSupervision
from domain.commands.rules import ChangeRuleSet
from domain.commands.sharing import SetHosts, SubDispatch, SubReply
from domain.commands.sorting import Merge, Reclassify, RequestInfo
from domain.commands.termination import (
    ApproveTermination,
    EnterProcedure,
    RejectTermination,
    RequestTermination,
)
from domain.commands.threat import ReportThreat
from domain.commands.waiting import (
    ApplyStatutoryLimit,
    Commit,
    KeepPromise,
    Pause,
    ReportMilestone,
    Resume,
)
from domain.tagged import Tagged

Command = Annotated[
    Register
    | AcceptForDispatch
    | Refuse
    | TransferOut
    | Answer
    | RequestInfo
    | Merge
    | Reclassify
    | Dispatch
    | Accept
    | Contact
    | RequestReturn
    | ApproveReturn
    | RejectReturn
    | OpenDispute
    | Designate
    | RequestExtension
    | ApproveExtension
    | RejectExtension
    | SubmitResult
    | Urge
    | AddInfo
    | Withdraw
    | ApplyStatutoryLimit
    | Pause
    | Resume
    | Commit
    | ReportMilestone
    | KeepPromise
    | PassReview
    | RejectReview
    | RecordCallback
    | Recheck
    | OrderRework
    | FinalReply
    | DeclareEmergency
    | Notify
    | Arrive
    | Protect
    | FirstFeedback
    | ResolveEmergency
    | ClaimForceMajeure
    | ApproveForceMajeure
    | RejectForceMajeure
    | RaiseSupervision
    | ClearSupervision
    | ChangeCalendar
    | ApproveExclusion
    | ExcludeFromAssessment
    | AnswerObjection
    | Object
    | SetConfidentiality
    | DecideHardCase
    | LeaderNote
    | RaiseHardCase
    | ApproveTermination
    | EnterProcedure
    | RejectTermination
    | RequestTermination
    | ChangeRuleSet
    | SetHosts
    | SubDispatch
    | SubReply
    | Reopen
    | FindFalseClosure
    | Archive
    | Persuade
    | RestrictCaller
    | LiftRestriction
    | ReportToPolice
    | ReportThreat
    | ReportLeak,
    Tagged("name"),
]

__all__ = [
    "Accept",
    "AcceptForDispatch",
    "AddInfo",
    "Answer",
    "AnswerObjection",
    "ApplyStatutoryLimit",
    "ApproveExclusion",
    "ApproveExtension",
    "ApproveForceMajeure",
    "ApproveReturn",
    "ApproveTermination",
    "Archive",
    "Arrive",
    "ChangeCalendar",
    "ChangeRuleSet",
    "ClaimForceMajeure",
    "ClearSupervision",
    "Command",
    "Commit",
    "Contact",
    "DecideHardCase",
    "DeclareEmergency",
    "Designate",
    "Dispatch",
    "EnterProcedure",
    "ExcludeFromAssessment",
    "FinalReply",
    "FindFalseClosure",
    "FirstFeedback",
    "KeepPromise",
    "LeaderNote",
    "LiftRestriction",
    "Merge",
    "Notify",
    "Object",
    "OpenDispute",
    "OrderRework",
    "PassReview",
    "Pause",
    "Persuade",
    "Protect",
    "RaiseHardCase",
    "RaiseSupervision",
    "Recheck",
    "Reclassify",
    "RecordCallback",
    "Refuse",
    "Register",
    "RejectExtension",
    "RejectForceMajeure",
    "RejectReturn",
    "RejectReview",
    "RejectTermination",
    "Reopen",
    "ReportLeak",
    "ReportMilestone",
    "ReportThreat",
    "ReportToPolice",
    "RequestExtension",
    "RequestInfo",
    "RequestReturn",
    "RequestTermination",
    "ResolveEmergency",
    "RestrictCaller",
    "Resume",
    "SetConfidentiality",
    "SetHosts",
    "SubDispatch",
    "SubReply",
    "SubmitResult",
    "TransferOut",
    "Urge",
    "Withdraw",
]
