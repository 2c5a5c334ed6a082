"""Which of many readers see a move: one question for all of them, by the condition of lists.

Each row of the question is an order as it stands now, or as it stood before a move; both are put
where the tables are looked for, so that the condition that guards lists is asked unchanged. Who saw
an order and sees it no more learns that it is gone; who never saw it learns nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Dialect, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from services.access.orders import orders_seen_by
from services.access.principal import Principal
from services.access.rights import Right
from services.live.events import OrderGone, OrderMoved
from store.live.moves import Move
from store.tables import OrderStateRow
from store.unit_of_work import Source, reading

AT_ONCE: Final = 16
"""So many readers are asked about in one statement, which PostgreSQL must plan."""
MOST_ASKERS: Final = 2048
BEFORE: Final = " "
"""Begins what stands for an order as it was; no number of an order begins so."""
STOOD: Final = """
WITH told AS MATERIALIZED (
    SELECT * FROM order_moved WHERE position = ANY(CAST(%(positions)s AS bigint[]))
), order_state AS MATERIALIZED (
    SELECT * FROM order_state WHERE number IN (SELECT number FROM told)
    UNION ALL
    SELECT stood.* FROM told, jsonb_populate_record(NULL::order_state,
           told.standing || jsonb_build_object('number', ' ' || told.position)) AS stood
     WHERE told.standing IS NOT NULL
), order_parties AS MATERIALIZED (
    SELECT * FROM order_parties WHERE order_number IN (SELECT number FROM told)
    UNION ALL
    SELECT stood.* FROM told, jsonb_populate_record(NULL::order_parties,
           told.parties || jsonb_build_object('order_number', ' ' || told.position)) AS stood
     WHERE told.parties IS NOT NULL
)
"""
NAME: Final = re.compile(r"%\((\w+)\)s")
Seen = OrderMoved | OrderGone


@dataclass(frozen=True, slots=True)
class OnlookerSight:
    """What somebody sees, as PostgreSQL is asked it; those who see alike have the same one."""

    condition: str
    """Empty for whoever sees every order."""
    values: tuple[tuple[str, Any], ...] = ()

    def among(self, others: int) -> str:
        """The question beside others, each value under a name of its own."""
        condition = NAME.sub(rf"%(\g<1>_of_{others})s", self.condition)
        return f"SELECT {others} AS asker, number FROM ({condition}) AS seen"

    def values_among(self, others: int) -> Mapping[str, Any]:
        """The values by those names."""
        return {
            f"{name}_of_{others}": list(value) if isinstance(value, tuple) else value
            for name, value in self.values
        }


EVERY_ORDER: Final = OnlookerSight("")


@lru_cache(MOST_ASKERS)
def sight_of(
    principal: Principal, dialect: Dialect, right: Right = Right.READ_ORDERS
) -> OnlookerSight:
    """What this principal sees, or is reached by another right."""
    condition = orders_seen_by(principal, right)
    if condition is true():
        return EVERY_ORDER
    asked = select(OrderStateRow.number).where(condition).compile(dialect=dialect)
    values = ((name, _held(value)) for name, value in sorted(asked.params.items()))
    return OnlookerSight(str(asked), tuple(values))


def _held(value: Any) -> Any:
    """A value as it can be compared and counted."""
    return tuple(value) if isinstance(value, list) else value


async def seen_of(
    source: Source, moves: Sequence[Move], sights: Iterable[OnlookerSight]
) -> Mapping[OnlookerSight, tuple[Seen, ...]]:
    """What of these moves whoever has such a sight is told."""
    latest = {move.number: move.version for move in moves}
    everything = tuple(OrderMoved(number=n, version=v) for n, v in latest.items())
    seen: dict[OnlookerSight, tuple[Seen, ...]] = {EVERY_ORDER: everything}
    narrow = sorted(set(sights) - {EVERY_ORDER}, key=repr)
    async with reading(source) as connection:
        for first in range(0, len(narrow), AT_ONCE):
            some = narrow[first : first + AT_ONCE]
            found = await _found(connection, moves, some)
            seen |= {one: _told(moves, latest, found[at]) for at, one in enumerate(some)}
    return seen


async def _found(
    connection: AsyncConnection, moves: Sequence[Move], some: Sequence[OnlookerSight]
) -> Mapping[int, set[str]]:
    """By asker the orders that he sees now, and the positions of moves before which he saw one."""
    asked = " UNION ALL ".join(one.among(at) for at, one in enumerate(some))
    values: dict[str, Any] = {"positions": [move.position for move in moves]}
    for at, one in enumerate(some):
        values |= one.values_among(at)
    found: dict[int, set[str]] = {at: set() for at in range(len(some))}
    for row in await connection.exec_driver_sql(STOOD + asked, values):
        found[row.asker].add(row.number)
    return found


def _told(moves: Sequence[Move], latest: Mapping[str, int], found: set[str]) -> tuple[Seen, ...]:
    before = {move.number for move in moves if f"{BEFORE}{move.position}" in found}
    return tuple(
        OrderMoved(number=number, version=version) if number in found else OrderGone(number=number)
        for number, version in latest.items()
        if number in found or number in before
    )
