"""What a person may ask for. The names are a contract (rulebook 5.8).

A command carries codes, instants and amounts only. Its texts (reasons, results, a caller's own
words) are named in `TEXTS` with the vault key that covers them; they never enter a payload.
"""

from typing import Annotated

from domain.commands.abuse import LiftRestriction, Persuade, ReportToPolice, RestrictCaller
from domain.commands.after_closing import Archive, FindFalseClosure, Reopen
from domain.commands.appeals import Appeal, ConfirmAppeal, DecideAppeal
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
from domain.commands.following import RecordOutsideResult
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
from domain.commands.knowledge import CorrectAnswer
from domain.commands.leak import ReportLeak
from domain.commands.matching import SuggestDuplicate
from domain.commands.oversight import ChangeCalendar, ClearSupervision, RaiseSupervision
from domain.commands.related import NoteMasterEnded, NotePartEnded, NoteRepeat, Split
from domain.commands.retaliation import ReportRetaliation
from domain.commands.rules import ChangeRuleSet
from domain.commands.sharing import SetHosts, SubDispatch, SubReply
from domain.commands.sorting import Merge, Reclassify, RequestInfo
from domain.commands.succession import SucceedUnit
from domain.commands.termination import (
    ApproveTermination,
    EnterProcedure,
    RejectTermination,
    RequestTermination,
)
from domain.commands.threat import ReportThreat
from domain.commands.units import (
    CloseUnitFile,
    FileStaffChange,
    OpenUnitFile,
    ReportStaffChange,
    ScheduleInPerson,
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
    | Appeal
    | DecideAppeal
    | ConfirmAppeal
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
    | SucceedUnit
    | RecordOutsideResult
    | OpenUnitFile
    | ReportStaffChange
    | FileStaffChange
    | ScheduleInPerson
    | CloseUnitFile
    | SetHosts
    | SubDispatch
    | SubReply
    | Reopen
    | FindFalseClosure
    | Archive
    | Split
    | NotePartEnded
    | NoteMasterEnded
    | CorrectAnswer
    | SuggestDuplicate
    | Persuade
    | RestrictCaller
    | LiftRestriction
    | ReportToPolice
    | ReportThreat
    | ReportLeak
    | Evaluate
    | AnswerStaffComplaint
    | ReportRetaliation
    | NoteRepeat,
    Tagged("name"),
]

__all__ = [
    "Accept",
    "AcceptForDispatch",
    "AddInfo",
    "Answer",
    "AnswerObjection",
    "AnswerStaffComplaint",
    "Appeal",
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
    "CloseUnitFile",
    "Command",
    "Commit",
    "ConfirmAppeal",
    "Contact",
    "CorrectAnswer",
    "DecideAppeal",
    "DecideHardCase",
    "DeclareEmergency",
    "Designate",
    "Dispatch",
    "EnterProcedure",
    "Evaluate",
    "ExcludeFromAssessment",
    "FileStaffChange",
    "FinalReply",
    "FindFalseClosure",
    "FirstFeedback",
    "KeepPromise",
    "LeaderNote",
    "LiftRestriction",
    "Merge",
    "NoteMasterEnded",
    "NotePartEnded",
    "NoteRepeat",
    "Notify",
    "Object",
    "OpenDispute",
    "OpenUnitFile",
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
    "RecordOutsideResult",
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
    "ReportRetaliation",
    "ReportStaffChange",
    "ReportThreat",
    "ReportToPolice",
    "RequestExtension",
    "RequestInfo",
    "RequestReturn",
    "RequestTermination",
    "ResolveEmergency",
    "RestrictCaller",
    "Resume",
    "ScheduleInPerson",
    "SetConfidentiality",
    "SetHosts",
    "Split",
    "SubDispatch",
    "SubReply",
    "SubmitResult",
    "SucceedUnit",
    "SuggestDuplicate",
    "TransferOut",
    "Urge",
    "Withdraw",
]
