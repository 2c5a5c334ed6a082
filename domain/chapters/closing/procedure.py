"""A case midway: wholly or in part, with the evidence held (G21)."""

from typing import Final

from domain.chapters.closing.commands import EnterProcedure
from domain.chapters.closing.facts import EnteredProcedure, EvidenceHeld
from domain.chapters.closing.termination import apply_for_termination, terminate
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.handling.in_hand import require_people_safe
from domain.order.clause import applies, decides, only_on_record
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import AUTHORITY_MISSING
from domain.order.terms import OF_A_UNIT, TerminationGround
from domain.values.case_number import is_authority_name, is_case_number
from domain.values.changed_copy import changing
from domain.vocabulary import State

NOT_YET_IN_HAND = refusal("not_yet_in_hand")
THREAT_IS_NO_PROCEDURE = refusal("threat_is_no_procedure")

BEGUN: Final = frozenset(
    {
        State.HANDLING,
        State.PAUSED,
        State.COMMITTED,
        State.TERM_REVIEW,
        State.HARDCASE,
        State.PENDING_REVIEW,
        State.PENDING_CALLBACK,
        State.RECHECK,
    }
)
"""Where a matter is in hand already; before that it is refused with its lawful route (T03)."""


@decides(EnterProcedure)
def enter_procedure(decision: Decision, command: EnterProcedure) -> None:
    """T50, X12: only a case with a number and an authority counts, never the threat of one."""
    state = decision.order.state
    decision.require(state in BEGUN, NOT_YET_IN_HAND, "T:T50", about=(state,))
    if decision.actor.role in OF_A_UNIT:
        require_own_unit(decision, "T:T50")
    numbered = is_case_number(command.case_no)
    decision.require(numbered, THREAT_IS_NO_PROCEDURE, "X:X12", "AH-06")
    named = is_authority_name(command.authority)
    decision.require(named, AUTHORITY_MISSING, "G:G21", "T:T50")
    if command.whole:
        require_people_safe(decision, "G:G21", "X:X4")
    else:
        decision.require_texts("part", basis=("G:G21", "T:T50"))
    _enter(decision, command)
    if command.whole:
        _end(decision, command.procedure)


def _enter(decision: Decision, command: EnterProcedure) -> None:
    decision.record(
        EnteredProcedure(
            procedure=command.procedure,
            case_no=command.case_no,
            authority=command.authority,
            whole=command.whole,
        ),
        basis=("T:T50", "G:G21", "X:X11", "SYL-01", "SYL-02"),
    )
    decision.record(EvidenceHeld(case_no=command.case_no), basis=("T:T50", "G:G21"))


def _end(decision: Decision, procedure: ProcedureKind) -> None:
    """The hotline ends the order at once and explains it; from the unit it is an application as
    any (T26)."""
    petition = procedure is ProcedureKind.PETITION
    ground = TerminationGround.IN_PETITION if petition else TerminationGround.IN_PROCEDURE
    if decision.actor.role not in OF_A_UNIT:
        decision.require_texts("explanation", basis=("WF-23", "X:X11"))
        terminate(decision, ground, "T:T50", "WF-23", "X:X11")
    elif decision.order.termination is None:
        apply_for_termination(decision, ground, "T:T50", "WF-23", "G:G20")


@applies(EvidenceHeld)
def _held(order: Order, _: EvidenceHeld, __: Fact) -> Order:
    return changing(order, evidence_held=True)


only_on_record(EnteredProcedure)
