"""Threats and crowds (扬言、群体性事件): reported in parallel; the order becomes confidential."""

from typing import Final

from domain.chapters.caller.confidentiality import protect
from domain.chapters.elsewhere.authorities import require_in_force
from domain.chapters.emergency.commands import ReportThreat
from domain.chapters.emergency.facts import ThreatReported
from domain.chapters.emergency.terms import ThreatKind
from domain.order.clause import decides, only_on_record
from domain.order.decision import Docket
from domain.order.terms import Confidentiality
from domain.vocabulary import OVER

AT_ONCE: Final = ("X:X31", "SY20-19")
PROTECTED_AS: Final = {
    ThreatKind.THREAT: Confidentiality.P3,
    ThreatKind.GROUP_INCIDENT: Confidentiality.P2,
}
"""6.2 names threats for P3; for a crowd the level of a report is enough (a default)."""


@decides(ReportThreat, even_when=OVER)
def report_threat(docket: Docket, command: ReportThreat) -> None:
    """X31: told at once to those who can prevent it; the order itself goes on as it was.

    Danger asks for no state, so an order that has ended is heard too (a default). Whether it is
    an emergency is declared by its own command (SY20-19)."""
    docket.require_texts("text", basis=AT_ONCE)
    docket.require(bool(command.to), "nobody_reported_to", *AT_ONCE)
    for code in command.to:
        _require_authority(docket, code)
    content = ThreatReported(threat=command.kind, to=command.to)
    docket.record(content, basis=AT_ONCE)
    protect(docket, PROTECTED_AS[command.kind], *AT_ONCE)


def _require_authority(docket: Docket, code: str) -> None:
    authority = docket.order.dossier.pack.transfer(code)
    if authority is None:
        docket.refuse("unknown_authority", *AT_ONCE, about=(code,))
    require_in_force(docket, authority)


only_on_record(ThreatReported)
