"""The caller: objections, secrecy, evaluation, leaks, retaliation, abuse."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal

from domain.chapters.caller.terms import AbuseGround, NamedPost, PaperKind, PersonalData
from domain.order.command import AT_THE_COUNTER, NO_TEXTS, OFFICIAL, PERSON, REASON, Texts, command
from domain.order.terms import Confidentiality, EvaluationSubject
from domain.vocabulary import Channel


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Object:
    """The caller demands an explanation (WF-11)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["object"] = "object"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerObjection:
    """The hotline explains (WF-11)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["answer_objection"] = "answer_objection"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class SetConfidentiality:
    """The caller asks midway for more secrecy (WF-08, X25)."""

    TEXTS: ClassVar[Texts] = {"reason": PERSON}
    name: Literal["set_confidentiality"] = "set_confidentiality"
    level: Confidentiality


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate:
    """The caller judges the result, the quality of the work, or the seat staff (WF-11)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["evaluate"] = "evaluate"
    subject: EvaluationSubject
    stars: int
    """On the five-level scale of the callback: 1 very satisfied to 5 very dissatisfied (G16)."""
    channel: Channel = Channel.PHONE
    """By what way it came: callers evaluate by telephone, network and more (AH-11)."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStaffComplaint:
    """The shift lead says what came of it (WF-12)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["answer_staff_complaint"] = "answer_staff_complaint"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLeak:
    """What leaked, in words that may name the caller (T53)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["report_leak"] = "report_leak"
    unit: str = ""
    """Where it leaked, if that is known."""
    incident: str = ""
    """The number of the order that was registered about it."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRetaliation:
    """A unit makes the caller suffer for the demand (WF-40)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["report_retaliation"] = "report_retaliation"
    about_unit: str = ""
    """The unit that does it; unnamed, it is the one that the order was last dispatched to."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ViewPersonalData:
    """Whoever works on the order looks at who the caller is, and says why (6.2)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["view_personal_data"] = "view_personal_data"
    fields: tuple[PersonalData, ...]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestErasure:
    """What is kept of the caller is to be erased; the reason stays (6.2, design 6)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["request_erasure"] = "request_erasure"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveErasure:
    """Somebody else has looked into it: the caller is erased, and nothing brings that back."""

    TEXTS: ClassVar[Texts] = {}
    name: Literal["approve_erasure"] = "approve_erasure"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectErasure:
    """What is kept of the caller stays, with a reason."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_erasure"] = "reject_erasure"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RedactDemand:
    """What of the demand those may read who must not learn who reported (6.2).

    An official writes it, and out of the caller's own words: what is left of them in it is erased
    with the caller."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["redact_demand"] = "redact_demand"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RequestAccess:
    """These posts are to see who called, what about and where, and why they must (6.2)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["request_access"] = "request_access"
    people: tuple[str, ...]
    posts: tuple[NamedPost, ...] = field(default=(), metadata=AT_THE_COUNTER)
    """What the register knows of each."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveAccess:
    """A second person agrees to whom the list is opened (6.2)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["approve_access"] = "approve_access"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class EndAccess:
    """These posts are taken off the list, or off what was asked for (6.2)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["end_access"] = "end_access"
    people: tuple[str, ...]


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class GiveRelayNumber:
    """A number that leads to the caller and does not show the caller's own (6.2)."""

    TEXTS: ClassVar[Texts] = {"number": PERSON}
    name: Literal["give_relay_number"] = "give_relay_number"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class AskCaller:
    """The unit asks the caller something, and the platform passes it on (6.2)."""

    TEXTS: ClassVar[Texts] = {"question": OFFICIAL}
    name: Literal["ask_caller"] = "ask_caller"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class PassOnAnswer:
    """The platform tells the unit what the caller says, in words that do not show who that is."""

    TEXTS: ClassVar[Texts] = {"answer": PERSON}
    name: Literal["pass_on_answer"] = "pass_on_answer"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NoteExport:
    """What was written in the order is to leave the system: one asked, another agreed (6.1)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_export"] = "note_export"
    export: str
    """Which export: the other orders of it bear the same."""
    asked_by: str
    approved_by: str
    fields: tuple[str, ...]
    """Which kinds of content, by the words of the table of sight."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class NotePrint:
    """A paper about the order is printed, as whoever prints it is shown the order (6.2)."""

    TEXTS: ClassVar[Texts] = NO_TEXTS
    name: Literal["note_print"] = "note_print"
    paper: PaperKind
    about: int
    """The number of the fact that it is about; 0 where it is about the order as it stands."""
    printed_by: str
    check: str
    """Stands on every sheet of it."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class Persuade:
    """The caller is asked to stop abusing the line (G25)."""

    TEXTS: ClassVar[Texts] = {"text": PERSON}
    name: Literal["persuade"] = "persuade"
    earlier: tuple[datetime, ...] = field(default=(), metadata=AT_THE_COUNTER)
    """When the same caller was persuaded in other orders; the register says so."""


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictCaller:
    """For some days the caller is only called back (G25)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["restrict_caller"] = "restrict_caller"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRestriction:
    """The caller's appeal is upheld (G25)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["lift_restriction"] = "lift_restriction"


@command
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportToPolice:
    """The police are told of a caller who went on, or did what is severe (HD-22, WF 34)."""

    TEXTS: ClassVar[Texts] = {"evidence": OFFICIAL}
    name: Literal["report_to_police"] = "report_to_police"
    ground: AbuseGround = AbuseGround.HARASSMENT
