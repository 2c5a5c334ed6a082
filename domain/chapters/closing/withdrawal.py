"""Withdrawal (撤回): the caller takes the demand back, where the public does not need it."""

from domain.chapters.closing.commands import Withdraw
from domain.chapters.closing.facts import Withdrawn
from domain.chapters.supervision.supervision import clear
from domain.duties.due_dates import is_emergency
from domain.order.clause import applies, decides
from domain.order.clock import Outcome
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ItemType, State


@decides(Withdraw)
def withdraw(docket: Docket, _: Withdraw) -> None:
    """T42: not for reports, which touch the public interest, and not in an emergency."""
    order = docket.order
    docket.require(order.item_type is not ItemType.REPORT, "report_not_withdrawn", "T:T42")
    docket.require(not is_emergency(order), "emergency_not_withdrawn", "T:T42")
    clear(docket, Outcome.RELEASED)
    docket.record(Withdrawn(), *docket.release_all(), basis=("T:T42",))


@applies(Withdrawn)
def _withdrawn(order: Order, _: Withdrawn, __: Fact) -> Order:
    return changing(order, state=State.WITHDRAWN)
