"""What the read model's rows must hold, worked out from the facts alone.

This does not use the publisher's code: whoever checks the writer must not borrow its pen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from audit.scorecard_rows import MARKS, SCORECARD, Row, Rows, expected_scorecard
from domain.clock import Clock
from domain.facts import Fact
from domain.order import Dossier, Order
from domain.standing import Standing
from workflows.ports import Batch

FACT: Final = TypeAdapter(Fact)
CLOCK: Final = TypeAdapter(Clock)
STANDING: Final = TypeAdapter(Standing)
ACTS: Final = text("SELECT id, act FROM command WHERE order_number = :number")
WAITS: Final = text("SELECT EXISTS (SELECT FROM scorecard_behind WHERE order_number = :number)")
TABLES: Final = {
    "fact": ("seq", text("SELECT * FROM fact WHERE order_number = :number")),
    "clock": ("id", text("SELECT * FROM clock WHERE order_number = :number")),
    "order_state": ("number", text("SELECT * FROM order_state WHERE number = :number")),
    SCORECARD: ("order_number", text("SELECT * FROM scorecard WHERE order_number = :number")),
    MARKS: (
        "place",
        text(
            "SELECT order_number, place, unit, district, type, channel, left_out, at, anew,"
            " ends_after, ends_by, facts, figures"
            " FROM scorecard_mark LEFT JOIN mark_kind USING (kind) WHERE order_number = :number"
        ),
    ),
}
ORDERS: Final = text(
    "SELECT number, bool_or(started) AS started FROM ("
    " SELECT number, started FROM work_order"
    " UNION ALL SELECT number, true FROM order_state"
    " UNION ALL SELECT order_number, true FROM fact"
    " UNION ALL SELECT order_number, true FROM clock"
    " UNION ALL SELECT order_number, true FROM scorecard"
    " UNION ALL SELECT order_number, true FROM scorecard_mark"
    ") AS known GROUP BY number ORDER BY number"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadModel:
    """The rows of one order by table, and its acts by command id as the command table has them."""

    tables: Mapping[str, Rows]
    acts: Mapping[str, Row]
    waits: bool
    """Whether the order waits for its facts to come into its scorecard."""


async def known_orders(engine: AsyncEngine) -> dict[str, bool]:
    """Every order that any table names, and whether Temporal must know it."""
    async with engine.connect() as connection:
        return {row.number: row.started for row in await connection.execute(ORDERS)}


async def stored_rows(engine: AsyncEngine, number: str) -> ReadModel:
    """Read the rows of one order, all at one instant."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        tables = {name: await _rows(connection, name, number) for name in TABLES}
        acts = await connection.execute(ACTS, {"number": number})
        waits = bool(await connection.scalar(WAITS, {"number": number}))
        return ReadModel(tables=tables, acts={str(id): act for id, act in acts}, waits=waits)


async def _rows(connection: AsyncConnection, table: str, number: str) -> Rows:
    key, statement = TABLES[table]
    found = await connection.execute(statement, {"number": number})
    return {row[key]: dict(row) for row in found.mappings()}


def expected_rows(
    order: Order, batches: Sequence[Batch], dossier: Dossier, stored: ReadModel
) -> dict[str, Rows]:
    """The rows that these batches must have left, given the order that their facts amount to,
    and the dossier that it was born with."""
    facts = {fact.seq: _fact_row(fact, batch) for batch in batches for fact in batch.facts}
    clocks = {clock.id: _clock_row(order.number, clock) for clock in order.clocks.values()}
    standing = {order.number: _standing_row(Standing.of(order))} if facts else {}
    scored = expected_scorecard(
        dossier,
        [fact for batch in batches for fact in batch.facts],
        stored.tables[SCORECARD],
        waits=stored.waits,
    )
    return {"fact": facts, "clock": clocks, "order_state": standing, **scored}


def _fact_row(fact: Fact, batch: Batch) -> Row:
    return {
        "order_number": fact.order,
        "seq": fact.seq,
        "kind": fact.content.kind,
        "occurred_at": fact.occurred_at,
        "recorded_at": batch.recorded_at,
        "actor": fact.actor.person,
        "actor_unit": fact.actor.unit,
        "actor_role": str(fact.actor.role),
        "outsourced": fact.actor.outsourced,
        "basis": list(fact.basis),
        "command_id": _uuid(fact.command_id),
        "body": FACT.dump_python(fact, mode="json"),
    }


def _uuid(command_id: str) -> UUID | None:
    try:
        return UUID(command_id)
    except ValueError:
        return None


def _clock_row(number: str, clock: Clock) -> Row:
    columns = ("started", "due", "original_due", "provisional", "ended", "lapsed", "id", "owner")
    return {
        "order_number": number,
        "name": str(clock.name),
        "outcome": clock.outcome and str(clock.outcome),
        "body": CLOCK.dump_python(clock, mode="json"),
        **{column: getattr(clock, column) for column in columns},
    }


def _standing_row(standing: Standing) -> Row:
    written: Row = STANDING.dump_python(standing, mode="json")
    instants = {"born_at": standing.born_at, "next_alarm": standing.next_alarm}
    return {**{k.rstrip("_"): v for k, v in written.items()}, **instants}
