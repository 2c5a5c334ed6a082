"""Threats and crowds: reported in parallel; the order becomes confidential."""

from typing import Final

from domain.chapters.caller.confidentiality import protect
from domain.chapters.elsewhere.authorities import require_in_force
from domain.chapters.emergency.commands import ReportThreat
from domain.chapters.emergency.facts import ThreatReported
from domain.chapters.emergency.leaders import leaders_owed
from domain.chapters.emergency.terms import ThreatKind
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.vocabulary import OVER

NOBODY_REPORTED_TO = refusal("nobody_reported_to")
UNKNOWN_AUTHORITY = refusal("unknown_authority")

AT_ONCE: Final = ("X:X31", "SY20-19")
PROTECTED_AS: Final = {
    ThreatKind.THREAT: Confidentiality.P3,
    ThreatKind.GROUP_INCIDENT: Confidentiality.P2,
}
"""6.2 names threats for P3; for a crowd the level of a report is enough (a default)."""


@decides(ReportThreat, even_when=OVER)
def report_threat(decision: Decision, command: ReportThreat) -> None:
    """X31: told at once to those who can prevent it; the order itself goes on as it was.

    Danger asks for no state, so an order that has ended is heard too (a default). Whether it is
    an emergency is declared by its own command (SY20-19)."""
    decision.require_texts("text", basis=AT_ONCE)
    decision.require(bool(command.to), NOBODY_REPORTED_TO, *AT_ONCE)
    for code in command.to:
        _require_authority(decision, code)
    content = ThreatReported(threat=command.kind, to=command.to)
    decision.record(content, *leaders_owed(decision), basis=AT_ONCE)
    protect(decision, PROTECTED_AS[command.kind], *AT_ONCE)


def _require_authority(decision: Decision, code: str) -> None:
    authority = decision.order.dossier.pack.transfer(code)
    if authority is None:
        decision.refuse(UNKNOWN_AUTHORITY, *AT_ONCE, about=(code,))
    require_in_force(decision, authority)


only_on_record(ThreatReported)
