"""Ending an order midway: on application, or because a case was opened (终止办理、进入法定程序)."""

from dataclasses import dataclass
from typing import Literal

from domain.interruption import ProcedureKind, TerminationGround
from domain.vocabulary import State


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRequested:
    """申请终止办理: the unit's clock stands still while the hotline decides."""

    kind: Literal["TerminationRequested"] = "TerminationRequested"
    unit: str
    ground: TerminationGround
    back_to: State
    paused: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationApproved:
    """批准终止办理: the order has ended."""

    kind: Literal["TerminationApproved"] = "TerminationApproved"
    ground: TerminationGround
    in_time: bool
    """Whether no handling limit had passed: then it does not count as handled late (X10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminationRejected:
    """驳回终止申请: the unit's clock goes on with the time that it had left."""

    kind: Literal["TerminationRejected"] = "TerminationRejected"
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredProcedure:
    """进入诉讼、复议、信访、仲裁程序."""

    kind: Literal["EnteredProcedure"] = "EnteredProcedure"
    procedure: ProcedureKind
    case_no: str
    authority: str
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHeld:
    """证据保全: nothing of this order may be deleted any more."""

    kind: Literal["EvidenceHeld"] = "EvidenceHeld"
    case_no: str
