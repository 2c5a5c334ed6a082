"""The records office: facts become rows, in order, once."""

import asyncio
from typing import Final

from temporalio import activity

from domain.vocabulary import OVER
from readmodel.engines import Engines, single
from readmodel.publisher import NOTHING, Stored, store
from workflows.ports import Batch, RecordsOffice

AT_ONCE_WITHIN_S: Final = 0.9
"""Below the second that the workflow grants: an attempt ends before it is given up."""
REMEMBERED_ORDERS: Final = 1000


class Records(RecordsOffice):
    """Stores batches in PostgreSQL, and remembers what the last one of each order left there."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._last: dict[str, Stored] = {}

    @activity.defn(name="publish_at_once")
    async def publish_at_once(self, batch: Batch) -> Batch:
        """Store a batch within a second, or fail; return it for the history to show."""
        last = self._last.pop(batch.number, NOTHING)
        async with asyncio.timeout(AT_ONCE_WITHIN_S):
            stored = await store(self._engines.publishing, batch, last)
        if batch.standing.state not in OVER:
            self._remember(batch.number, stored)
        return batch

    @activity.defn(name="publish")
    async def publish(self, batch: Batch) -> None:
        """Store a batch that could not be stored at once."""
        await store(single(self._engines.patient), batch)

    def _remember(self, number: str, stored: Stored) -> None:
        while len(self._last) >= REMEMBERED_ORDERS:
            del self._last[next(iter(self._last))]
        self._last[number] = stored
