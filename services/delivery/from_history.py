"""What the histories of an order have and its rows lack, stored from the histories.

Facts are missing where whoever delivered an act died before it had stored them and the order has
forgotten the act since, or where an act reached the order past the command table.
"""

from collections.abc import Iterable

from temporalio.client import Client

from audit.history.batches import WrittenBatch
from audit.history.histories import read_runs, written_batches
from readmodel.orders.publisher import store, stored_of
from services.delivery.notices import hand_in_notices
from store.engines import Engines, single


async def store_from_history(client: Client, engines: Engines, number: str) -> int:
    """Store what the histories of an order have and its rows lack; how many facts that were.

    What Temporal has forgotten is read from the archive. Raises NoHistory, UnreadableEvent, and
    FactsMissing where the histories lack some themselves."""
    runs = await read_runs(client, number, engines.patient)
    return await store_told(engines, number, written_batches(runs))


async def store_told(engines: Engines, number: str, told: Iterable[WrittenBatch]) -> int:
    """Store those of an order's batches that go beyond its rows; how many facts that were.

    Each tells others what it is to tell before it is stored. Raises FactsMissing and
    UnreadableEvent."""
    engine = single(engines.patient)
    async with engine.connect() as connection:
        stored = await stored_of(connection, number)
    before = stored.version
    for written in told:
        if written.seqs and written.version > stored.version:
            await hand_in_notices(engines, written.batch)
            stored = await store(engine, written.batch, stored)
    return stored.version - before
