"""Withdrawal (撤回): the caller takes the demand back, where the public does not need it."""

from domain.changing import changing
from domain.clauses.registry import applies, decides
from domain.clauses.supervision import clear
from domain.clock import Outcome
from domain.commands import Withdraw
from domain.docket import Docket
from domain.facts import Fact, Withdrawn
from domain.order import Order
from domain.timing import is_emergency
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
