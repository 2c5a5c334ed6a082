"""Retaliation: whoever called is protected as far as can be, and the unit answers."""

from domain.chapters.caller.commands import ReportRetaliation
from domain.chapters.caller.confidentiality import protect
from domain.chapters.caller.facts import RetaliationReported
from domain.chapters.supervision.supervision import raise_to
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.vocabulary import OVER, Level, Trigger

RETALIATING_UNIT_MISSING = refusal("retaliating_unit_missing")


@decides(ReportRetaliation, even_when=OVER)
def report_retaliation(decision: Decision, command: ReportRetaliation) -> None:
    """WF-40: heard at any time; only a named list may see the caller from then on (6.2).

    While the order lives it is handed over for accountability, as a falsification is (G12)."""
    unit = command.about_unit or decision.order.unit
    decision.require(bool(unit), RETALIATING_UNIT_MISSING, "WF-40")
    decision.require_texts("text", basis=("WF-40",))
    decision.record(RetaliationReported(about_unit=unit), basis=("WF-40",))
    protect(decision, Confidentiality.P3, "WF-40", "WF-08")
    if not decision.order.is_over:
        raise_to(decision, Level.L5, Trigger.RETALIATION, unit, "WF-40", "G:G12")


only_on_record(RetaliationReported)
