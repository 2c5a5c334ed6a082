"""Redaction: what a unit reads of a report, written by somebody who has read all of it (6.2)."""

from domain.chapters.caller.commands import RedactDemand
from domain.chapters.caller.confidentiality import PROTECTED, require_named, require_protected
from domain.chapters.caller.facts import DemandRedacted
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.vocabulary import OVER


@decides(RedactDemand, even_when=OVER)
def redact_demand(decision: Decision, _: RedactDemand) -> None:
    """6.2: where the caller is known to few, others read these words and not the caller's own.

    It may be written again, and of an order that is over: who judges it reads it then. Nobody
    writes it who may not read the demand himself."""
    require_protected(decision)
    require_named(decision)
    decision.require_texts("text", basis=PROTECTED)
    decision.record(DemandRedacted(), basis=PROTECTED)


only_on_record(DemandRedacted)
