"""Which orders a principal sees: the same rule as a condition of lists and as a plain question.

A protected order is seen by those only who also have the right to protected ones (6.2)."""

from typing import Final

from sqlalchemy import ColumnElement, and_, false, or_, true

from domain.order.order import Order
from domain.order.terms import Confidentiality
from domain.summary import Summary
from domain.vocabulary import ItemType
from policies.access import Rights
from readmodel.orders.queries import standing_of
from services.access.principal import Principal
from services.access.rights import Right, Scope, may, require, scope_of
from store.tables import OrderStateRow
from store.unit_of_work import Source

PROTECTED: Final = (Confidentiality.P2, Confidentiality.P3)
IS_PROTECTED: Final = or_(
    OrderStateRow.confidentiality.in_([level.value for level in PROTECTED]),
    # Reports from before had no fact of it.
    OrderStateRow.type == ItemType.REPORT.value,
)


def is_protected(standing: Summary) -> bool:
    """Whether the caller of an order is known to few: a report, or P2 and above (6.2)."""
    return standing.confidentiality in PROTECTED or standing.type is ItemType.REPORT


def orders_seen_by(principal: Principal, rights: Rights | None = None) -> ColumnElement[bool]:
    """The condition that a list of orders puts to every row for this reader."""
    seen = _reached(principal, Right.READ_ORDERS, rights)
    if scope_of(principal, Right.READ_PROTECTED, rights=rights) is Scope.ALL:
        return seen
    return and_(seen, or_(~IS_PROTECTED, _reached(principal, Right.READ_PROTECTED, rights)))


def _reached(principal: Principal, right: Right, rights: Rights | None) -> ColumnElement[bool]:
    match scope_of(principal, right, rights=rights):
        case Scope.ALL:
            return true()
        case Scope.OWN_UNIT:
            return OrderStateRow.unit == principal.unit
        case _:
            return false()


def sees(principal: Principal, order: Order, rights: Rights | None = None) -> bool:
    """Whether an order that stands so is seen."""
    standing = Summary.of(order)
    return all(
        may(principal, right, unit=standing.unit, rights=rights) for right in _needed(standing)
    )


def require_sees(principal: Principal, standing: Summary, rights: Rights | None = None) -> None:
    """Insist that an order that stands so is seen; raises MayNot and NobodyNamed."""
    for right in _needed(standing):
        require(principal, right, unit=standing.unit, rights=rights)


async def require_sees_number(
    principal: Principal,
    source: Source,
    number: str,
    right: Right = Right.READ_ORDERS,
    rights: Rights | None = None,
) -> None:
    """Insist that this order is seen as it stands now; raises MayNot and NobodyNamed."""
    reached = require(principal, right, rights=rights)
    protected = scope_of(principal, Right.READ_PROTECTED, rights=rights)
    if reached is Scope.ALL and protected is Scope.ALL:
        return
    standing = await standing_of(source, number)
    if standing is None:
        require(principal, right, unit="", rights=rights)
        return
    for needed in _needed(standing, right):
        require(principal, needed, unit=standing.unit, rights=rights)


async def require_may_ask_of(principal: Principal, source: Source, number: str) -> None:
    """Insist that what became of a command may be told: whoever knows its id handed it in, so a
    protected order tells it too. Raises MayNot and NobodyNamed."""
    if require(principal, Right.READ_ORDERS) is not Scope.ALL:
        standing = await standing_of(source, number)
        require(principal, Right.READ_ORDERS, unit=standing.unit if standing else "")


def _needed(standing: Summary, right: Right = Right.READ_ORDERS) -> tuple[Right, ...]:
    return (right, Right.READ_PROTECTED) if is_protected(standing) else (right,)
