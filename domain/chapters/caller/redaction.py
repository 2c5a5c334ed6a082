"""Redaction: what a unit reads of a report, written by somebody who has read all of it (6.2)."""

from domain.chapters.caller.commands import RedactDemand
from domain.chapters.caller.facts import DemandRedacted
from domain.chapters.caller.viewing import SECRECY
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.vocabulary import OVER

DEMAND_NOT_PROTECTED = refusal("demand_not_protected")


@decides(RedactDemand, even_when=OVER)
def redact_demand(decision: Decision, _: RedactDemand) -> None:
    """6.2: where the caller is known to few, others read these words and not the caller's own.

    It may be written again, and of an order that is over: who judges it reads it then. Below P2
    whoever works on the order reads the demand itself."""
    protected = decision.order.confidentiality >= Confidentiality.P2
    decision.require(protected, DEMAND_NOT_PROTECTED, *SECRECY)
    decision.require_texts("text", basis=SECRECY)
    decision.record(DemandRedacted(), basis=SECRECY)


only_on_record(DemandRedacted)
