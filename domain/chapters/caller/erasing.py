"""Erasing a caller: asked for with a reason, approved by another, never while it is evidence.

The order stays with all that was done in it; who the caller was, and what was told, is destroyed.
"""

from typing import Final

from domain.chapters.caller.commands import ApproveErasure, RejectErasure, RequestErasure
from domain.chapters.caller.facts import ErasureApproved, ErasureRejected, ErasureRequested
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.order.shared_refusals import SECOND_PERSON_NEEDED
from domain.values.changed_copy import changing
from domain.vocabulary import OVER

ORDER_STILL_OPEN = refusal("order_still_open")
EVIDENCE_IS_HELD = refusal("evidence_is_held")
ALREADY_ERASED = refusal("already_erased")
ERASURE_ALREADY_ASKED = refusal("erasure_already_asked")
NO_ERASURE_ASKED = refusal("no_erasure_asked")

SAFE: Final = ("GN-01",)


@decides(RequestErasure, even_when=OVER)
def request_erasure(decision: Decision, _: RequestErasure) -> None:
    """Whoever still has something to do in the order needs to know whom it is for."""
    _require_erasable(decision)
    decision.require(not decision.order.erasure_asked_by, ERASURE_ALREADY_ASKED, *SAFE)
    decision.require_texts("reason", basis=SAFE)
    decision.record(ErasureRequested(), basis=SAFE)


@decides(ApproveErasure, even_when=OVER)
def approve_erasure(decision: Decision, _: ApproveErasure) -> None:
    """Four eyes: whoever asked does not approve. What stood in the way of asking stands in the
    way still."""
    asked_by = decision.order.erasure_asked_by
    _require_erasable(decision)
    decision.require(bool(asked_by), NO_ERASURE_ASKED, *SAFE)
    another = not decision.actor.is_one_of((asked_by,))
    decision.require(another, SECOND_PERSON_NEEDED, *SAFE)
    decision.record(ErasureApproved(asked_by=asked_by), basis=SAFE)


@decides(RejectErasure, even_when=OVER)
def reject_erasure(decision: Decision, _: RejectErasure) -> None:
    """Whoever asked may take it back in the same way."""
    decision.require(bool(decision.order.erasure_asked_by), NO_ERASURE_ASKED, *SAFE)
    decision.require_texts("reason", basis=SAFE)
    decision.record(ErasureRejected(), basis=SAFE)


def _require_erasable(decision: Decision) -> None:
    """G21: while a court, the police or the petition office has the matter, it is evidence."""
    order = decision.order
    decision.require(not order.erased, ALREADY_ERASED, *SAFE)
    decision.require(not order.evidence_held, EVIDENCE_IS_HELD, "G:G21", *SAFE)
    decision.require(order.is_at_rest, ORDER_STILL_OPEN, *SAFE, about=(order.state,))


@applies(ErasureRequested)
def _asked(order: Order, _: ErasureRequested, fact: Fact) -> Order:
    return changing(order, erasure_asked_by=fact.actor.person)


@applies(ErasureApproved)
def _erased(order: Order, _: ErasureApproved, __: Fact) -> Order:
    return changing(order, erasure_asked_by="", erased=True)


@applies(ErasureRejected)
def _kept(order: Order, _: ErasureRejected, __: Fact) -> Order:
    return changing(order, erasure_asked_by="")
