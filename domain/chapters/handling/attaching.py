"""Attaching: a photo or a paper of the caller's, or of those who work on the matter (T41, T29).

What was sent in stays outside the order; its digest stands in the fact, so that no byte of it
changes unseen. The name under which somebody kept it is a text of the act."""

from typing import Final

from domain.chapters.dispatch.dispatch import NOT_YOUR_ORDER
from domain.chapters.handling.commands import AddEvidence, AddFile
from domain.chapters.handling.facts import EvidenceAdded, FileAdded
from domain.order.clause import decides, only_on_record
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal

NOTHING_SENT_IN = refusal("nothing_sent_in")

NAMED: Final = "file_name"


@decides(AddFile)
def add_file(decision: Decision, command: AddFile) -> None:
    """T41: what the caller adds resets nothing. What the desk had asked is answered in words (T02):
    whether a picture answers it, nobody knows who has not looked."""
    decision.require_texts(NAMED, basis=("T:T41",))
    if command.form is None:
        decision.refuse(NOTHING_SENT_IN, "T:T41", about=(command.attachment,))
    added = FileAdded(
        attachment=command.attachment,
        form=command.form,
        size=command.size,
        digest=command.digest,
    )
    decision.record(added, basis=("T:T41",))


@decides(AddEvidence)
def add_evidence(decision: Decision, command: AddEvidence) -> None:
    """T29, 5.4: whoever works on the matter shows what was found or done; no clock stops by it.

    That a helper's file is as good as the unit's own is a default."""
    unit = decision.actor.unit
    at_work = unit in at_work_on(decision.order)
    decision.require(at_work, NOT_YOUR_ORDER, "T:T29", about=(decision.order.unit,))
    decision.require_texts(NAMED, basis=("T:T29",))
    if command.form is None:
        decision.refuse(NOTHING_SENT_IN, "T:T29", about=(command.attachment,))
    added = EvidenceAdded(
        unit=unit,
        attachment=command.attachment,
        form=command.form,
        size=command.size,
        digest=command.digest,
    )
    decision.record(added, basis=("T:T29",))


def at_work_on(order: Order) -> frozenset[str]:
    """The units that work on an order: its own, the one below, its co-hosts, and whoever governs
    the place of an emergency."""
    fallback = order.emergency.fallback_unit if order.emergency else ""
    return frozenset({order.unit, order.child, *order.co_hosts, fallback} - {""})


only_on_record(FileAdded, EvidenceAdded)
