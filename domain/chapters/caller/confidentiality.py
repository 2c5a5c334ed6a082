"""Secrecy asked for midway: the level is part of the order from then on (WF-08, 6.2)."""

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.caller.facts import ConfidentialitySet
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.values.changed_copy import changing
from domain.vocabulary import ItemType

SECRECY_ONLY_RISES = refusal("secrecy_only_rises")


@decides(SetConfidentiality)
def set_confidentiality(decision: Decision, command: SetConfidentiality) -> None:
    """X25: the caller may ask for more at any time; what was promised is not taken back (default).

    Which past viewers the log shows, and what each role sees, are not decided here.
    """
    before = protected_as(decision.order)
    higher = before < max(Confidentiality) and command.level > before
    decision.require(higher, SECRECY_ONLY_RISES, "WF-08", "X:X25", about=(before,))
    content = ConfidentialitySet(before=before, level=command.level)
    decision.record(content, basis=_secrecy(decision, command))


def _secrecy(decision: Decision, command: SetConfidentiality) -> tuple[str, ...]:
    """WF-08, X25, and what the place itself says of keeping callers' matters secret."""
    permission = decision.order.dossier.pack.permission(command.name)
    return tuple(dict.fromkeys(("WF-08", "X:X25", *(permission.rules if permission else ()))))


def protected_as(order: Order) -> Confidentiality:
    """How far the caller is protected now: a report at P2 from the start (6.2, default)."""
    of_itself = Confidentiality.P2 if order.item_type is ItemType.REPORT else order.confidentiality
    return max(of_itself, order.confidentiality)


def protect(decision: Decision, level: Confidentiality, *basis: str) -> None:
    """Raise the protection of the caller to this level, if it does not stand there already."""
    before = protected_as(decision.order)
    if before < level:
        decision.record(ConfidentialitySet(before=before, level=level), basis=basis)


@applies(ConfidentialitySet)
def _set(order: Order, content: ConfidentialitySet, _: Fact) -> Order:
    return changing(order, confidentiality=content.level)
