"""The one writer of facts, clocks and standings: a batch of an order becomes rows, once.

No lock, and one round trip where it is known how the order stands: one statement writes everything,
but only if the order still stands at the version that it was believed to stand at. A command is
decided only with its facts: the statement writes no receipt of a version that is not stored. The
answer to an act waits for this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.clock import Clocks, ClockStarted
from domain.order.clock_change import changed
from domain.order.fact import Fact
from domain.parties import NO_PARTIES
from store.engines import Statements
from store.rows import answer_row, clock_row, fact_row, parties_row, standing_row
from store.wire import CLOCK, Json, as_json
from workflows.ports import Batch

ATTEMPTS: Final = 5
STORED: Final = text("""
SELECT coalesce((SELECT version FROM order_state WHERE number = :number), 0) AS version,
       (SELECT jsonb_object_agg(id, body) FROM clock WHERE order_number = :number) AS clocks
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
        next_alarm = excluded.next_alarm, queue = excluded.queue,
        confidentiality = excluded.confidentiality
    WHERE order_state.version = :expected
    RETURNING number, version
), told AS (
    INSERT INTO order_moved (number, version, standing, parties)
    SELECT moved.number, moved.version, to_jsonb(standing), to_jsonb(parties)
      FROM moved
      LEFT JOIN order_state AS standing ON standing.number = moved.number
      LEFT JOIN order_parties AS parties ON parties.order_number = moved.number
     WHERE NOT :rebuilt
), unscored AS (
    INSERT INTO scorecard_behind SELECT number, version FROM moved ON CONFLICT DO NOTHING
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
    SET owner = excluded.owner, due = excluded.due, provisional = excluded.provisional,
        ended = excluded.ended, lapsed = excluded.lapsed, outcome = excluded.outcome,
        body = excluded.body
), strangers AS (
    DELETE FROM order_parties USING moved
     WHERE order_number = moved.number AND CAST(:parties AS jsonb) IS NULL
), parties AS (
    INSERT INTO order_parties
    SELECT parties.*
      FROM moved, jsonb_populate_record(NULL::order_parties, CAST(:parties AS jsonb)) AS parties
     WHERE CAST(:parties AS jsonb) IS NOT NULL
    ON CONFLICT (order_number) DO UPDATE
    SET child = excluded.child, co_hosts = excluded.co_hosts, fallback = excluded.fallback,
        accused = excluded.accused, platforms = excluded.platforms, bodies = excluded.bodies
), forgotten AS (
    DELETE FROM narrative_index USING moved WHERE :over AND order_number = moved.number
), answers AS (
    UPDATE command
       SET status = answer.status, response = answer.response, answered_at = received_at(:number)
      FROM jsonb_to_recordset(CAST(:answers AS jsonb))
           AS answer (id uuid, status text, response jsonb)
     WHERE command.id = answer.id AND command.order_number = :number
       AND command.status IN ('received', 'delivered', 'failed')
       AND (answer.status <> 'decided' OR CAST(answer.response ->> 'version' AS integer)
            <= coalesce((SELECT version FROM moved),
                        (SELECT version FROM order_state WHERE number = :number)))
)
SELECT count(*) FROM moved, pg_notify('order_moved', moved.number || ' ' || moved.version)
""")


class FactsMissing(RuntimeError):
    """A batch does not follow on what is stored: facts between them never arrived."""


class Contended(RuntimeError):
    """Other batches of the same order kept coming in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What the read model holds of an order: its version, and the clocks that may change."""

    version: int
    clocks: Clocks

    @staticmethod
    def before(batch: Batch, version: int, clocks: Mapping[str, Json]) -> "Stored":
        """How an order stood, read as far as a batch changes it; `clocks` are in written form."""
        changes = [change for fact in batch.facts for change in fact.clocks]
        touched = {c.id for c in changes if not isinstance(c, ClockStarted)} & clocks.keys()
        return Stored(version=version, clocks={name: CLOCK.read(clocks[name]) for name in touched})

    def precedes(self, batch: Batch) -> bool:
        """Whether a batch follows on this without a gap and without a fact that is stored."""
        return not batch.facts or batch.facts[0].seq == self.version + 1

    def after(self, facts: tuple[Fact, ...]) -> "Stored":
        """What the read model holds after these facts."""
        clocks = self.clocks
        for fact in facts:
            for change in fact.clocks:
                clocks = changed(clocks, change, fact.occurred_at)
        return Stored(version=facts[-1].seq if facts else self.version, clocks=clocks)


NOTHING: Final = Stored(version=0, clocks={})


async def store(
    engine: Statements, batch: Batch, last: Stored = NOTHING, *, rebuilt: bool = False
) -> Stored:
    """Store a batch in one statement; the same batch twice, or at once, has one effect.

    `last` is how the order is believed to stand, which the statement proves. What is rebuilt has
    moved before, and nobody is told of it again. Raises FactsMissing if the batch leaves a gap
    behind what is stored."""
    async with engine.connect() as connection:
        return await store_in(connection, batch, last, rebuilt=rebuilt)


async def store_in(
    connection: AsyncConnection, batch: Batch, last: Stored = NOTHING, *, rebuilt: bool = False
) -> Stored:
    """Store a batch within whatever transaction the connection is in; raises FactsMissing."""
    if last.precedes(batch) and (after := await _write(connection, batch, last, rebuilt)):
        return after
    for _ in range(ATTEMPTS):
        stored = await stored_of(connection, batch.number)
        if after := await _write(connection, batch, stored, rebuilt):
            return after
    raise Contended(batch.number)


async def stored_of(connection: AsyncConnection, number: str) -> Stored:
    """How an order stands in the rows now."""
    version, bodies = (await connection.execute(STORED, {"number": number})).one()
    clocks = {clock_id: CLOCK.read(body) for clock_id, body in (bodies or {}).items()}
    return Stored(version=version, clocks=clocks)


async def _write(
    connection: AsyncConnection, batch: Batch, stored: Stored, rebuilt: bool
) -> Stored | None:
    """Write what is new of a batch; None if the order does not stand as it was believed to."""
    fresh = tuple(fact for fact in batch.facts if fact.seq > stored.version)
    if fresh and fresh[0].seq != stored.version + 1:
        raise FactsMissing(f"{batch.number}: {fresh[0].seq} after {stored.version}")
    after = stored.after(fresh)
    said = {**_parameters(batch, fresh, stored, after), "rebuilt": rebuilt}
    moved = await connection.scalar(WRITE, said)
    return after if moved or not fresh else None


def _parameters(
    batch: Batch, fresh: tuple[Fact, ...], stored: Stored, after: Stored
) -> Mapping[str, Any]:
    clocks = [clock for name, clock in after.clocks.items() if stored.clocks.get(name) != clock]
    return {
        "number": batch.number,
        "expected": stored.version,
        "fresh": bool(fresh),
        "over": batch.standing.state.is_over,
        "standing": as_json(standing_row(batch.standing)),
        "parties": _parties(batch),
        "stored": [fact.seq for fact in batch.facts if fact not in fresh],
        "recorded_at": batch.recorded_at,
        "facts": as_json([fact_row(fact, batch.recorded_at) for fact in fresh]),
        "clocks": as_json([clock_row(batch.number, clock) for clock in clocks]),
        "answers": as_json([answer_row(answer) for answer in batch.answers]),
    }


def _parties(batch: Batch) -> str | None:
    if batch.parties == NO_PARTIES:
        return None
    return as_json(parties_row(batch.number, batch.parties))
