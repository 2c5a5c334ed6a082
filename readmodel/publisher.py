"""The one writer of facts, clocks and standings: a batch of an order becomes rows, once.

Two round trips and no lock: what is stored is read, then one statement writes everything, but only
if the order still stands at the version that was read. The answer to an act waits for this.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.clock import Clock, Clocks, ClockStarted, changed
from domain.facts import Fact
from readmodel.engines import written
from readmodel.rows import answer_row, clock_row, fact_row, standing_row
from readmodel.wire import CLOCK
from workflows.ports import Batch

ATTEMPTS: Final = 5
AUTOCOMMIT: Final = {"isolation_level": "AUTOCOMMIT"}
STORED: Final = text("""
SELECT coalesce((SELECT version FROM order_state WHERE number = :number), 0) AS version,
       (SELECT jsonb_object_agg(id, body) FROM clock
         WHERE order_number = :number AND id = ANY(:ids)) AS clocks
""")
WRITE: Final = text("""
WITH moved AS (
    INSERT INTO order_state
    SELECT * FROM jsonb_populate_record(NULL::order_state, CAST(:standing AS jsonb))
     WHERE :fresh AND (:expected = 0 OR EXISTS
           (SELECT FROM order_state WHERE number = :number AND version = :expected))
    ON CONFLICT (number) DO UPDATE
    SET version = excluded.version, state = excluded.state, level = excluded.level,
        type = excluded.type, class = excluded.class, urgency = excluded.urgency,
        district = excluded.district, unit = excluded.unit, pack = excluded.pack,
        pack_edition = excluded.pack_edition, born_at = excluded.born_at,
        next_alarm = excluded.next_alarm
    WHERE order_state.version = :expected
    RETURNING number
), facts AS (
    INSERT INTO fact
    SELECT fact.*
      FROM moved, jsonb_populate_recordset(NULL::fact, CAST(:facts AS jsonb)) AS fact
), again AS (
    UPDATE fact SET recorded_at = :recorded_at
     WHERE order_number = :number AND seq = ANY(:stored) AND recorded_at <> :recorded_at
), clocks AS (
    INSERT INTO clock
    SELECT clock.*
      FROM moved, jsonb_populate_recordset(NULL::clock, CAST(:clocks AS jsonb)) AS clock
    ON CONFLICT (order_number, id) DO UPDATE
    SET due = excluded.due, provisional = excluded.provisional, ended = excluded.ended,
        lapsed = excluded.lapsed, outcome = excluded.outcome, body = excluded.body
), begun AS (
    UPDATE work_order SET started = true
      FROM moved
     WHERE work_order.number = moved.number AND NOT work_order.started
), answers AS (
    UPDATE command
       SET status = answer.status, response = answer.response, answered_at = received_at(:number)
      FROM jsonb_to_recordset(CAST(:answers AS jsonb))
           AS answer (id uuid, status text, response jsonb)
     WHERE command.id = answer.id AND command.order_number = :number
       AND command.status IN ('received', 'delivered', 'failed')
)
SELECT count(*) FROM moved
""")


class FactsMissing(RuntimeError):
    """A batch does not follow on what is stored: facts between them never arrived."""


class Contended(RuntimeError):
    """Other batches of the same order kept coming in between."""


async def store(engine: AsyncEngine, batch: Batch) -> None:
    """Store a batch in one transaction; the same batch twice, or at once, has one effect.

    Raises FactsMissing if the batch leaves a gap behind what is stored."""
    async with engine.connect() as pooled:
        connection = await pooled.execution_options(**AUTOCOMMIT)
        for _ in range(ATTEMPTS):
            if await _try_to_store(connection, batch):
                return
    raise Contended(batch.number)


async def _try_to_store(connection: AsyncConnection, batch: Batch) -> bool:
    """Write what is new of a batch; False if another was written since we looked."""
    ids = sorted({change_id for fact in batch.facts for change_id in _touched(fact)})
    found = await connection.execute(STORED, {"number": batch.number, "ids": ids})
    stored = found.mappings().one()
    fresh = tuple(fact for fact in batch.facts if fact.seq > stored["version"])
    if fresh and fresh[0].seq != stored["version"] + 1:
        raise FactsMissing(f"{batch.number}: {fresh[0].seq} after {stored['version']}")
    moved = await connection.scalar(WRITE, _parameters(batch, fresh, stored))
    return bool(moved) or not fresh


def _parameters(batch: Batch, fresh: tuple[Fact, ...], stored: RowMapping) -> Mapping[str, Any]:
    clocks = _after(fresh, stored["clocks"] or {})
    return {
        "number": batch.number,
        "expected": stored["version"],
        "fresh": bool(fresh),
        "standing": written(standing_row(batch.standing)),
        "stored": [fact.seq for fact in batch.facts if fact not in fresh],
        "recorded_at": batch.recorded_at,
        "facts": written([fact_row(fact, batch.recorded_at) for fact in fresh]),
        "clocks": written([clock_row(batch.number, clock) for clock in clocks]),
        "answers": written([answer_row(answer) for answer in batch.answers]),
    }


def _after(facts: tuple[Fact, ...], stored: Mapping[str, Any]) -> tuple[Clock, ...]:
    """The clocks that the facts touch, as they stand afterwards."""
    clocks: Clocks = {clock_id: CLOCK.read(body) for clock_id, body in stored.items()}
    for fact in facts:
        for change in fact.clocks:
            clocks = changed(clocks, change, fact.occurred_at)
    return tuple(clocks.values())


def _touched(fact: Fact) -> set[str]:
    return {c.clock.id if isinstance(c, ClockStarted) else c.id for c in fact.clocks}
