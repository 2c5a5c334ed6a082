"""What a person may ask for. The names are a contract (rulebook 5.8).

A command carries codes, instants and amounts only. Its texts (reasons, results, a caller's own
words) are named in `TEXTS` with the vault key that covers them; they never enter a payload.
"""

from typing import Annotated

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
from domain.commands.evaluation import AnswerStaffComplaint, Evaluate
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
from domain.commands.oversight import ChangeCalendar, ClearSupervision, RaiseSupervision
from domain.commands.related import NoteMasterEnded, NotePartEnded, Split
from domain.commands.retaliation import ReportRetaliation
from domain.commands.rules import ChangeRuleSet
from domain.commands.sharing import SetHosts, SubDispatch, SubReply
from domain.commands.sorting import Merge, Reclassify, RequestInfo
from domain.commands.termination import (
    ApproveTermination,
    EnterProcedure,
    RejectTermination,
    RequestTermination,
)
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
    | Split
    | NotePartEnded
    | NoteMasterEnded
    | Evaluate
    | AnswerStaffComplaint
    | ReportRetaliation,
    Tagged("name"),
]

__all__ = [
    "Accept",
    "AcceptForDispatch",
    "AddInfo",
    "Answer",
    "AnswerObjection",
    "AnswerStaffComplaint",
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
    "Evaluate",
    "ExcludeFromAssessment",
    "FinalReply",
    "FindFalseClosure",
    "FirstFeedback",
    "KeepPromise",
    "LeaderNote",
    "Merge",
    "NoteMasterEnded",
    "NotePartEnded",
    "Notify",
    "Object",
    "OpenDispute",
    "OrderRework",
    "PassReview",
    "Pause",
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
    "ReportMilestone",
    "ReportRetaliation",
    "RequestExtension",
    "RequestInfo",
    "RequestReturn",
    "RequestTermination",
    "ResolveEmergency",
    "Resume",
    "SetConfidentiality",
    "SetHosts",
    "Split",
    "SubDispatch",
    "SubReply",
    "SubmitResult",
    "TransferOut",
    "Urge",
    "Withdraw",
]
