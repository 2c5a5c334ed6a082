"""Withdrawal: the caller takes the demand back, where the public does not need it."""

from domain.chapters.closing.commands import Withdraw
from domain.chapters.closing.facts import Withdrawn
from domain.duties.due_dates import is_emergency
from domain.order.clause import applies, decides
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ItemType, State

REPORT_NOT_WITHDRAWN = refusal("report_not_withdrawn")
EMERGENCY_NOT_WITHDRAWN = refusal("emergency_not_withdrawn")


@decides(Withdraw)
def withdraw(decision: Decision, _: Withdraw) -> None:
    """T42: not for reports, which touch the public interest, and not in an emergency.

    Nobody owes anything afterwards. Supervision is not cleared, because nobody has cured what it
    was raised for: a lapse stays on record against its unit as if the caller were still there."""
    order = decision.order
    decision.require(order.item_type is not ItemType.REPORT, REPORT_NOT_WITHDRAWN, "T:T42")
    decision.require(not is_emergency(order), EMERGENCY_NOT_WITHDRAWN, "T:T42")
    decision.require_texts("reason", basis=("T:T42",))
    decision.record(Withdrawn(), *decision.release_all(), basis=("T:T42",))


@applies(Withdrawn)
def _withdrawn(order: Order, _: Withdrawn, __: Fact) -> Order:
    return changing(order, state=State.WITHDRAWN)
