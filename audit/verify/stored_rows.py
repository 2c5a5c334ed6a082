"""The rows of orders as they are stored, read for comparison with what they must be."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.verify.expected_rows import STATE, TABLES
from audit.verify.recorded_life import Row
from store.commands.earlier_editions import earlier_among

ACTS: Final = text("SELECT id, act, status FROM command WHERE order_number = ANY(:numbers)")
UNDECIDED: Final = frozenset({"received", "delivered"})
WAITING: Final = text(
    "SELECT order_number FROM scorecard_behind WHERE order_number = ANY(:numbers)"
)
UNREAD: Final = text("SELECT order_number FROM parties_unknown WHERE order_number = ANY(:numbers)")
ORDERS: Final = text("""
SELECT number, coalesce(bool_or(started) FILTER (WHERE ours), bool_or(started)) AS started
  FROM (SELECT number, started, true AS ours FROM work_order
         UNION ALL SELECT order_number, true, true FROM archive_history
         UNION ALL SELECT number, true, false FROM order_state
         UNION ALL SELECT order_number, true, false FROM fact
         UNION ALL SELECT order_number, true, false FROM clock
         UNION ALL SELECT order_number, true, false FROM order_parties
         UNION ALL SELECT order_number, true, false FROM scorecard
         UNION ALL SELECT order_number, true, false FROM scorecard_mark
         UNION ALL SELECT order_number, false, false FROM command WHERE order_number IS NOT NULL
       ) AS known
 GROUP BY number ORDER BY number
""")
"""An order that is not started yet has rows already: its birth stores them."""


@dataclass(slots=True, kw_only=True)
class ReadModel:
    """The rows of one order by table, and its acts by command id as the command table has them."""

    tables: dict[str, dict[Any, Row]] = field(default_factory=lambda: {name: {} for name in TABLES})
    acts: dict[str, Row] = field(default_factory=dict[str, Row])
    undecided: set[str] = field(default_factory=set[str])
    """Those of the acts whose answer is still to come."""
    waits: bool = False
    """Whether the order waits for its facts to come into its scorecard."""
    parties_unknown: bool = False
    """Whether the parties of the order are still to be read from its facts."""
    is_earlier: bool = False
    """Whether its row says that it was born under an earlier edition."""

    @property
    def version(self) -> int:
        """The version at which the order is stored; 0 where it is not."""
        return max((int(row["version"]) for row in self.tables[STATE].values()), default=0)

    def add_act(self, row: Row) -> None:
        """Take in a row of the command table."""
        self.acts[str(row["id"])] = row["act"]
        if row["status"] in UNDECIDED:
            self.undecided.add(str(row["id"]))


async def known_orders(engine: AsyncEngine) -> dict[str, bool]:
    """Every order that any table names, and whether Temporal must know it."""
    async with engine.connect() as connection:
        return await orders_in(connection)


async def orders_in(connection: AsyncConnection) -> dict[str, bool]:
    """Every order that any table names, within the caller's transaction."""
    return {row.number: row.started for row in await connection.execute(ORDERS)}


async def stored_rows(engine: AsyncEngine, number: str) -> ReadModel:
    """Read the rows of one order, all at one instant."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        stored = (await rows_of(connection, [number]))[number]
        for row in await read_dicts(connection, ACTS, numbers=[number]):
            stored.add_act(row)
        return stored


async def rows_of(
    connection: AsyncConnection, numbers: Sequence[str]
) -> defaultdict[str, ReadModel]:
    """Read the rows of many orders, without their acts."""
    found = defaultdict[str, ReadModel](ReadModel)
    for name, table in TABLES.items():
        for row in await read_dicts(connection, table.statement, numbers=numbers):
            found[row[table.order]].tables[name][row[table.key]] = row
    for number in await connection.scalars(WAITING, {"numbers": numbers}):
        found[number].waits = True
    for number in await connection.scalars(UNREAD, {"numbers": numbers}):
        found[number].parties_unknown = True
    for number in await earlier_among(connection, numbers):
        found[number].is_earlier = True
    return found


async def read_dicts(
    connection: AsyncConnection, statement: TextClause, **values: object
) -> Iterable[Row]:
    """Read what a statement finds, each row by the names of its columns."""
    found = await connection.execute(statement, values)
    columns = tuple(found.keys())
    return (dict(zip(columns, row, strict=True)) for row in found)
