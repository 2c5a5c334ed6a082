"""Secrecy asked for midway (保密): the level is part of the order from then on (WF-08, 6.2)."""

from domain.changing import changing
from domain.clauses.registry import applies, decides
from domain.commands import SetConfidentiality
from domain.docket import Docket
from domain.facts import ConfidentialitySet, Fact
from domain.order import Order


@decides(SetConfidentiality)
def set_confidentiality(docket: Docket, command: SetConfidentiality) -> None:
    """X25: the caller may ask for more at any time; what was promised is not taken back (default).

    Which past viewers the log shows, and what each role sees, are not decided here.
    """
    before = docket.order.confidentiality
    docket.require(command.level > before, "secrecy_only_rises", "WF-08", "X:X25", about=(before,))
    docket.record(ConfidentialitySet(before=before, level=command.level), basis=("WF-08", "X:X25"))


@applies(ConfidentialitySet)
def _set(order: Order, content: ConfidentialitySet, _: Fact) -> Order:
    return changing(order, confidentiality=content.level)
