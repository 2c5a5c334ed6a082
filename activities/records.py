"""The records office: facts become rows, in order, once."""

import asyncio
from typing import Final

from temporalio import activity

from readmodel.engines import Engines
from readmodel.publisher import store
from workflows.ports import Batch, RecordsOffice

AT_ONCE_WITHIN_S: Final = 0.9
"""Below the second that the workflow grants: an attempt ends before it is given up."""


class Records(RecordsOffice):
    """Stores batches in PostgreSQL."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    @activity.defn(name="publish_at_once")
    async def publish_at_once(self, batch: Batch) -> Batch:
        """Store a batch within a second, or fail; return it for the history to show."""
        async with asyncio.timeout(AT_ONCE_WITHIN_S):
            await store(self._engines.hurried, batch)
        return batch

    @activity.defn(name="publish")
    async def publish(self, batch: Batch) -> None:
        """Store a batch that could not be stored at once."""
        await store(self._engines.patient, batch)
