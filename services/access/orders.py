"""Which orders a principal sees: the same rule as a condition of lists and as a plain question."""

from sqlalchemy import ColumnElement, false, true

from policies.access import Rights
from readmodel.orders.queries import standing_of
from services.access.principal import Principal
from services.access.rights import Right, Scope, may, require, scope_of
from store.tables import OrderStateRow
from store.unit_of_work import Source


def orders_seen_by(principal: Principal, rights: Rights | None = None) -> ColumnElement[bool]:
    """The condition that a list of orders puts to every row for this reader."""
    match scope_of(principal, Right.READ_ORDERS, rights=rights):
        case Scope.ALL:
            return true()
        case Scope.OWN_UNIT:
            return OrderStateRow.unit == principal.unit
        case _:
            return false()


def sees(principal: Principal, unit: str, rights: Rights | None = None) -> bool:
    """Whether an order that lies with this unit is seen."""
    return may(principal, Right.READ_ORDERS, unit=unit, rights=rights)


def require_sees(principal: Principal, unit: str, rights: Rights | None = None) -> None:
    """Insist that an order that lies with this unit is seen; raises MayNot and NobodyNamed."""
    require(principal, Right.READ_ORDERS, unit=unit, rights=rights)


async def require_sees_number(
    principal: Principal,
    source: Source,
    number: str,
    right: Right = Right.READ_ORDERS,
    rights: Rights | None = None,
) -> None:
    """Insist that this order is seen as it lies now; raises MayNot and NobodyNamed."""
    if require(principal, right, rights=rights) is Scope.ALL:
        return
    standing = await standing_of(source, number)
    require(principal, right, unit=standing.unit if standing else "", rights=rights)
