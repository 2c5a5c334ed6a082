"""Which orders a principal sees: one condition, put to every row of a list and to a single order.

A protected order is seen by those only who also have the right to protected ones (6.2), and an
order that is not seen looks like none."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Compiled,
    Dialect,
    and_,
    any_,
    bindparam,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from domain.order.terms import Confidentiality
from domain.vocabulary import ItemType
from policies.access import Rights
from services.access.principal import Principal
from services.access.reach import reached
from services.access.rights import EVERYTHING, Right, Scope, Scopes, may, require, scopes_of
from store.commands.settlement import UnknownOrder
from store.tables import CODE, OrderStateRow
from store.unit_of_work import Source, reading

PROTECTED: Final = (Confidentiality.P2, Confidentiality.P3)
IS_PROTECTED: Final = or_(
    *(OrderStateRow.confidentiality == level.value for level in PROTECTED),
    # Reports from before had no fact of it.
    OrderStateRow.type == ItemType.REPORT.value,
)
"""Whether the caller of an order is known to few: a report, or P2 and above (6.2)."""
MOST_ASKERS: Final = 2048
NUMBERS: Final = "numbers"


def orders_seen_by(
    principal: Principal,
    right: Right = Right.READ_ORDERS,
    *,
    by_number: bool = False,
    rights: Rights | None = None,
) -> ColumnElement[bool]:
    """The condition that a list of orders puts to every row for this reader; `by_number` where
    one is asked for by its number."""
    scopes = scopes_of(principal, right, rights=rights)
    protected = scopes_of(principal, Right.READ_PROTECTED, rights=rights)
    return _condition(principal, scopes, protected, by_number)


@lru_cache(MOST_ASKERS)
def _condition(
    principal: Principal, scopes: Scopes, protected: Scopes, by_number: bool
) -> ColumnElement[bool]:
    """Writing a condition down takes longer than asking it, and the same people ask again."""
    seen = reached(principal, scopes, by_number=by_number)
    if protected == EVERYTHING:
        return seen
    return and_(seen, or_(~IS_PROTECTED, reached(principal, protected, by_number=by_number)))


async def require_sees(principal: Principal, source: Source, number: str, *rights: Right) -> None:
    """Insist that this order is reached by one of these rights, READ_ORDERS where none is named.

    Raises MayNot where the role has no such right at all, NobodyNamed, and UnknownOrder for an
    order that it does not reach, as for one that there is not."""
    asked = rights or (Right.READ_ORDERS,)
    if not any(may(principal, right) for right in asked):
        require(principal, asked[0])
    for right in asked:
        if await sees(principal, source, number, right):
            return
    raise UnknownOrder(number)


async def sees(
    principal: Principal, source: Source, number: str, right: Right = Right.READ_ORDERS
) -> bool:
    """Whether this order is reached by a right, as it stands now; one that is not published yet
    is, for whoever reaches every order."""
    condition = orders_seen_by(principal, right, by_number=True)
    if condition is true():
        return True
    return number in await _numbers(source, (number,), condition)


async def seen_among(
    principal: Principal, source: Source, numbers: Collection[str]
) -> frozenset[str]:
    """Those of these orders that the principal sees."""
    return await _numbers(source, numbers, orders_seen_by(principal, by_number=True))


async def ways_to(principal: Principal, source: Source, number: str) -> frozenset[Scope]:
    """By which scopes somebody reaches an order that is asked for by its number; whether it is
    seen at all, `require_sees` says."""
    ways = await ways_to_each(principal, source, (number,))
    return ways.get(number, frozenset())


async def ways_to_each(
    principal: Principal, source: Source, numbers: Collection[str]
) -> Mapping[str, frozenset[Scope]]:
    """By which scopes somebody reaches each of these orders, were it asked for by its number."""
    scopes = sorted(scopes_of(principal, Right.READ_ORDERS))
    ways = (reached(principal, (scope,), by_number=True).label(scope) for scope in scopes)
    among = OrderStateRow.number == any_(literal(list(numbers), ARRAY(CODE)))
    async with reading(source) as connection:
        rows = await connection.execute(select(OrderStateRow.number, *ways).where(among))
        return {
            row.number: frozenset(scope for scope in scopes if row._mapping[scope]) for row in rows
        }


async def _numbers(
    source: Source, numbers: Collection[str], condition: ColumnElement[bool]
) -> frozenset[str]:
    async with reading(source) as connection:
        asked = _asked_among(condition, connection.dialect)
        values = {**asked.params, NUMBERS: list(numbers)}
        return frozenset((await connection.exec_driver_sql(str(asked), values)).scalars())


@lru_cache(MOST_ASKERS)
def _asked_among(condition: ColumnElement[bool], dialect: Dialect) -> Compiled:
    """The question as PostgreSQL is asked it: every request puts it, so it is written once."""
    among = OrderStateRow.number == any_(bindparam(NUMBERS, type_=ARRAY(CODE)))
    return select(OrderStateRow.number).where(among, condition).compile(dialect=dialect)
