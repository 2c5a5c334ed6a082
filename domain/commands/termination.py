"""Ending an order midway: on application, or because a case was opened (终止办理、进入法定程序)."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from domain.commands.texts import OFFICIAL, REASON, Texts
from domain.interruption import ProcedureKind, TerminationGround


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTermination:
    """申请终止办理: the unit asks in writing to end the handling (T26)."""

    TEXTS: ClassVar[Texts] = {"application": OFFICIAL, "basis": OFFICIAL}
    name: Literal["request_termination"] = "request_termination"
    ground: TerminationGround


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveTermination:
    """批准终止办理, with the explanation that the caller was given (T27)."""

    TEXTS: ClassVar[Texts] = {"explanation": OFFICIAL}
    name: Literal["approve_termination"] = "approve_termination"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectTermination:
    """驳回终止申请: the handling goes on (T27)."""

    TEXTS: ClassVar[Texts] = REASON
    name: Literal["reject_termination"] = "reject_termination"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterProcedure:
    """进入诉讼、复议、信访、仲裁程序: wholly or in part (T50)."""

    TEXTS: ClassVar[Texts] = {"part": OFFICIAL, "explanation": OFFICIAL}
    name: Literal["enter_procedure"] = "enter_procedure"
    procedure: ProcedureKind
    case_no: str
    """The number of the case; a mere threat has none (X12)."""
    authority: str
    """The court or office that has taken the case."""
    whole: bool = True
    """Whether the whole demand is in the procedure, or only a part of it."""
