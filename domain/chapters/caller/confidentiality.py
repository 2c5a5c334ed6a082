"""Secrecy: of reports from the registration, of every order when asked for (WF-08, 6.2)."""

from typing import Final

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.caller.facts import ConfidentialitySet
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.terms import Confidentiality
from domain.values.changed_copy import changing

SECRECY_ONLY_RISES = refusal("secrecy_only_rises")
CALLER_NOT_PROTECTED = refusal("caller_not_protected")
NOT_NAMED = refusal("not_named")

PROTECTED: Final = ("WF-08", "NA-13", "X:X25")


@decides(SetConfidentiality)
def set_confidentiality(decision: Decision, command: SetConfidentiality) -> None:
    """X25: the caller may ask for more at any time; what was promised is not taken back (default).

    Which past viewers the log shows, and what each role sees, are not decided here.
    """
    before = decision.order.confidentiality
    higher = before < max(Confidentiality) and command.level > before
    decision.require(higher, SECRECY_ONLY_RISES, "WF-08", "X:X25", about=(before,))
    content = ConfidentialitySet(before=before, level=command.level)
    decision.record(content, basis=_secrecy(decision, command))


def _secrecy(decision: Decision, command: SetConfidentiality) -> tuple[str, ...]:
    """WF-08, X25, and what the place itself says of keeping callers' matters secret."""
    permission = decision.order.dossier.pack.permission(command.name)
    return tuple(dict.fromkeys(("WF-08", "X:X25", *(permission.rules if permission else ()))))


def protect_by_type(decision: Decision) -> None:
    """6.2: whoever reports a wrong is protected from the start, and nobody need ask for it."""
    protected = decision.order.dossier.pack.identity.protected
    if protected is not None and decision.order.item_type in protected.value:
        protect(decision, Confidentiality.P2, *protected.rules)


def require_protected(decision: Decision) -> None:
    """Refuse below P2: there whoever works on the order reads all that its caller said."""
    protected = decision.order.confidentiality >= Confidentiality.P2
    decision.require(protected, CALLER_NOT_PROTECTED, *PROTECTED)


def require_named(decision: Decision) -> None:
    """Refuse whoever is not on the list once that alone opens who called and what about (P3)."""
    order = decision.order
    by_list = order.confidentiality is Confidentiality.P3
    named = decision.actor.person in order.access_list.named
    decision.require(named or not by_list, NOT_NAMED, *PROTECTED)


def protect(decision: Decision, level: Confidentiality, *basis: str) -> None:
    """Raise the protection of the caller to this level, if it does not stand there already."""
    before = decision.order.confidentiality
    if before < level:
        decision.record(ConfidentialitySet(before=before, level=level), basis=basis)


@applies(ConfidentialitySet)
def _set(order: Order, content: ConfidentialitySet, _: Fact) -> Order:
    return changing(order, confidentiality=content.level)
