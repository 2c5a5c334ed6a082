"""Which orders a principal sees: the same rule as a condition of lists and as a plain question."""

from typing import Final

from sqlalchemy import ColumnElement, false, true

from policies.access import Rights
from services.access.principal import Principal
from services.access.rights import Right, Scope, require, scope_of
from store.tables import OrderStateRow

READ: Final = Right.READ_ORDERS


def orders_seen_by(principal: Principal, rights: Rights | None = None) -> ColumnElement[bool]:
    """The condition that a list of orders puts to every row for this reader."""
    match scope_of(principal, READ, rights=rights):
        case Scope.ALL:
            return true()
        case Scope.OWN_UNIT:
            return OrderStateRow.unit == principal.unit
        case _:
            return false()


def require_sees(principal: Principal, unit: str, rights: Rights | None = None) -> None:
    """Insist that an order of this unit is seen; raises MayNot and NobodyNamed."""
    require(principal, READ, unit=unit, rights=rights)
