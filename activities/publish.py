"""The records office: what no answer carries becomes rows, in order, once."""

import asyncio
from typing import Final

from temporalio import activity

from readmodel.orders.publisher import store
from services import meters
from services.delivery.notices import hand_in_notices
from store.engines import Engines, Statements, single
from workflows.ports import Batch, RecordsOffice

AT_ONCE_WITHIN_S: Final = 0.9
"""Below the second that the workflow grants: an attempt ends before it is given up."""


class BatchRecords(RecordsOffice):
    """Stores the batches of posted acts in PostgreSQL."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    @activity.defn(name="publish_at_once")
    async def publish_at_once(self, batch: Batch) -> Batch:
        """Store a batch within a second, or fail; return it for the history to show."""
        async with asyncio.timeout(AT_ONCE_WITHIN_S):
            await self._store(self._engines.publishing, batch)
        return batch

    @activity.defn(name="publish")
    async def publish(self, batch: Batch) -> None:
        """Store a batch that could not be stored at once."""
        await self._store(single(self._engines.patient), batch)

    async def _store(self, engine: Statements, batch: Batch) -> None:
        # Told before the command is decided: whoever dies in between is asked again.
        await hand_in_notices(self._engines, batch)
        await store(engine, batch)
        meters.published(batch)
