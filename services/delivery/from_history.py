"""What a history has and the rows lack, stored from the history."""

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client

from audit.history.histories import batches_of, read_runs
from readmodel.orders.publisher import store
from store.engines import single


async def store_from_history(client: Client, engine: AsyncEngine, number: str) -> int:
    """Store every batch of an order that the rows lack; how many facts that were.

    Raises NoHistory and UnreadableEvent."""
    stored = 0
    for batch in batches_of(await read_runs(client, number, engine)):
        await store(single(engine), batch)
        stored += len(batch.facts)
    return stored
