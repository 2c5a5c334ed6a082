"""The one writer of facts, clocks and standings: a batch of an order becomes rows, once."""

import uuid
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.clock import Clock, Clocks, ClockStarted, changed
from domain.facts import Fact
from domain.standing import Standing
from readmodel.tables import ClockRow, CommandRow, FactRow, OrderStateRow
from readmodel.wire import CLOCK, FACT, RECEIPT, REFUSAL
from workflows.ports import Answer, Batch

Row = dict[str, Any]

# Its own key space beside that of the delivery lock; the first batch has no row to lock yet.
PUBLICATION: Final = 1
ONE_BATCH_AT_A_TIME: Final = select(
    func.pg_advisory_xact_lock(func.hashtextextended(bindparam("number"), PUBLICATION))
)
VERSION: Final = select(OrderStateRow.version).where(OrderStateRow.number == bindparam("number"))


class FactsMissing(RuntimeError):
    """A batch does not follow on what is stored: facts between them never arrived."""


async def store(engine: AsyncEngine, batch: Batch) -> None:
    """Store a batch in one transaction; the same batch twice, or at once, has one effect.

    Raises FactsMissing if the batch leaves a gap behind what is stored."""
    async with engine.begin() as connection:
        await connection.execute(ONE_BATCH_AT_A_TIME, {"number": batch.number})
        stored = await connection.scalar(VERSION, {"number": batch.number}) or 0
        fresh = tuple(fact for fact in batch.facts if fact.seq > stored)
        if fresh:
            if fresh[0].seq != stored + 1:
                raise FactsMissing(f"{batch.number}: {fresh[0].seq} after {stored}")
            await _add_facts(connection, fresh, batch.recorded_at)
            await _move_clocks(connection, fresh)
            await _put_standing(connection, batch.standing)
        if batch.answers:
            await _answer(connection, batch)


async def _add_facts(
    connection: AsyncConnection, facts: tuple[Fact, ...], recorded_at: datetime
) -> None:
    rows = [_fact_row(fact, recorded_at) for fact in facts]
    await connection.execute(ADD_FACT, rows)


async def _move_clocks(connection: AsyncConnection, facts: tuple[Fact, ...]) -> None:
    """Apply the clock changes of the facts to the clocks as they are stored."""
    changes = [(change, fact.occurred_at) for fact in facts for change in fact.clocks]
    touched = {c.clock.id if isinstance(c, ClockStarted) else c.id for c, _ in changes}
    begun = {c.clock.id for c, _ in changes if isinstance(c, ClockStarted)}
    if not touched:
        return
    number = facts[0].order
    clocks = await _stored_clocks(connection, number, touched - begun)
    for change, at in changes:
        clocks = changed(clocks, change, at)
    await connection.execute(PUT_CLOCK, [_clock_row(number, clock) for clock in clocks.values()])


async def _stored_clocks(connection: AsyncConnection, number: str, ids: set[str]) -> Clocks:
    if not ids:
        return {}
    rows = await connection.execute(CLOCKS, {"number": number, "ids": list(ids)})
    return {clock_id: CLOCK.read(body) for clock_id, body in rows}


async def _put_standing(connection: AsyncConnection, standing: Standing) -> None:
    await connection.execute(PUT_STANDING, _standing_row(standing))


async def _answer(connection: AsyncConnection, batch: Batch) -> None:
    """Write the answers to the commands; the first answer stays, except over a mere failure."""
    rows = [{"number": batch.number, **_answer_row(answer)} for answer in batch.answers]
    await connection.execute(ANSWER, rows)


def _answer_row(answer: Answer) -> Row:
    row: Row = {"command": row_id(answer.command_id)}
    if answer.refusal is not None:
        return {**row, "outcome": "refused", "written": REFUSAL.write(answer.refusal)}
    written = RECEIPT.write(answer.receipt) if answer.receipt else None
    return {**row, "outcome": "decided", "written": written}


def _fact_row(fact: Fact, recorded_at: datetime) -> Row:
    return {
        "order_number": fact.order,
        "seq": fact.seq,
        "kind": fact.kind,
        "occurred_at": fact.occurred_at,
        "recorded_at": recorded_at,
        "actor": fact.actor.person,
        "actor_unit": fact.actor.unit,
        "actor_role": fact.actor.role.value,
        "outsourced": fact.actor.outsourced,
        "basis": list(fact.basis),
        "command_id": row_id(fact.command_id),
        "body": FACT.write(fact),
    }


def _clock_row(number: str, clock: Clock) -> Row:
    return {
        "order_number": number,
        "id": clock.id,
        "name": clock.name.value,
        "owner": clock.owner,
        "started": clock.started,
        "due": clock.due,
        "original_due": clock.original_due,
        "provisional": clock.provisional,
        "ended": clock.ended,
        "lapsed": clock.lapsed,
        "outcome": clock.outcome.value if clock.outcome else None,
        "body": CLOCK.write(clock),
    }


def _standing_row(standing: Standing) -> Row:
    return {
        "number": standing.number,
        "version": standing.version,
        "state": standing.state.value,
        "level": int(standing.level),
        "type": standing.type.value,
        "class": standing.class_.value,
        "urgency": standing.urgency.value,
        "district": standing.district,
        "unit": standing.unit,
        "pack": standing.pack,
        "pack_edition": standing.pack_edition,
        "born_at": standing.born_at,
        "next_alarm": standing.next_alarm,
    }


def row_id(command_id: str) -> uuid.UUID | None:
    """The command's row; None where a clock acted, or an act that never went by the table.

    Such an act must not stop the publication: reconciliation finds it by the fact's body."""
    try:
        return uuid.UUID(command_id)
    except ValueError:
        return None


def _put(table: Any, *key: str) -> Any:
    """Insert a row, or put the new one in the place of the old."""
    statement = insert(table)
    columns = {c.name: c for c in statement.excluded if c.name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=columns)


ADD_FACT: Final = insert(FactRow).on_conflict_do_nothing()
PUT_CLOCK: Final = _put(ClockRow, "order_number", "id")
PUT_STANDING: Final = _put(OrderStateRow, "number")
CLOCKS: Final = select(ClockRow.id, ClockRow.body).where(
    ClockRow.order_number == bindparam("number"),
    ClockRow.id == func.any(bindparam("ids")),
)
ANSWER: Final = (
    update(CommandRow)
    .where(CommandRow.id == bindparam("command"))
    .where(CommandRow.order_number == bindparam("number"))
    .where(CommandRow.status.in_(("received", "delivered", "failed")))
    .values(
        status=bindparam("outcome"),
        response=bindparam("written"),
        answered_at=func.received_at(bindparam("number")),
    )
)
