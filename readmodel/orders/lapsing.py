"""A ring and what it makes, in one transaction: the command table is asked and the facts stored."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.order.fact import Fact
from readmodel.orders.publisher import FactsMissing, Stored, store_in
from store.commands.settlement import Settlement, settlement
from store.wire import stored_fact
from workflows.ports import Batch, Lapse

OVERLAP: Final = text(
    "SELECT seq, body FROM fact WHERE order_number = :number AND seq = ANY(:seqs) ORDER BY seq"
)


class NotSettled(RuntimeError):
    """The due is not past, or something received by then is undecided."""

    def __init__(self, number: str, found: Settlement) -> None:
        super().__init__(f"{number} is settled until {found.until.isoformat()}")
        self.found = found


class MovedOn(RuntimeError):
    """An act that came in time has changed the order: the ring makes other facts."""


async def store_lapse(engine: AsyncEngine, lapse: Lapse) -> None:
    """Store what a ring makes if it counts; once more, or after a later act, it has no effect.

    The order is held from the question to the commit, so nothing is stamped in between. Raises
    NotSettled, MovedOn, FactsMissing and UnknownOrder."""
    ring, batch = lapse.ring, lapse.batch
    first, last = batch.facts[0].seq, batch.facts[-1].seq
    async with engine.begin() as connection:
        found = await settlement(connection, ring.number, ring.due)
        if not found.covers(ring.due):
            raise NotSettled(ring.number, found)
        if found.version < first - 1:
            raise FactsMissing(f"{ring.number}: {first} after {found.version}")
        if found.version >= first:
            await _require_same(connection, batch)
        # A later act has told these lapses with its own facts: its history is the earlier one.
        if found.version <= last:
            stood = Stored.before(batch, found.version, found.clocks)
            await store_in(connection, batch, stood)


async def _require_same(connection: AsyncConnection, batch: Batch) -> None:
    wanted: dict[int, Fact] = {fact.seq: fact for fact in batch.facts}
    asked = {"number": batch.number, "seqs": list(wanted)}
    for row in await connection.execute(OVERLAP, asked):
        if stored_fact(batch.number, row.seq, row.body) != wanted[row.seq]:
            raise MovedOn(f"{batch.number}: fact {row.seq} is another")
