"""Leaks: the list of who may see the order closes, and the leak is handed over (WF-39)."""

from typing import Final

from domain.chapters.caller.commands import ReportLeak
from domain.chapters.caller.confidentiality import protect
from domain.chapters.caller.facts import LeakReported
from domain.chapters.intake.desk import INTAKE_DESK
from domain.chapters.supervision.supervision import raise_to
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.vocabulary import OVER, Level, Trigger

INCIDENT_IS_ITSELF = refusal("incident_is_itself")

LEAKED: Final = ("T:T53", "WF-39")


@decides(ReportLeak, even_when=OVER)
def report_leak(decision: Decision, command: ReportLeak) -> None:
    """T53: whoever finds it reports it, at any time; from then on only a named list sees it.

    While the order lives it is handed over for accountability (L5) against the unit named, else
    the unit that has it, else the desk. An order that has ended is not supervised: there the
    fact itself goes to those who hold to account (defaults)."""
    decision.require_texts("text", basis=LEAKED)
    other = command.incident != decision.order.number
    decision.require(other, INCIDENT_IS_ITSELF, *LEAKED, about=(command.incident,))
    content = LeakReported(unit=command.unit, incident=command.incident)
    decision.record(content, basis=LEAKED)
    protect(decision, Confidentiality.P3, *LEAKED)
    if not decision.order.is_over:
        owner = command.unit or decision.order.unit or INTAKE_DESK
        raise_to(decision, Level.L5, Trigger.LEAK, owner, "WF-39", "G:G12")


only_on_record(LeakReported)
