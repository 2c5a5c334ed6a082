"""The records office: facts become rows, in order, once; what they tell others is handed in."""

import asyncio
from typing import Final

import structlog
from temporalio import activity

from domain.vocabulary import OVER
from readmodel.orders.publisher import NOTHING, Stored, store
from services import meters
from store.commands.command_table import UnknownOrder, receive
from store.commands.stored import by_the_system
from store.engines import Engines, single
from workflows.ports import Batch, RecordsOffice

log = structlog.get_logger("records")

AT_ONCE_WITHIN_S: Final = 0.9
"""Below the second that the workflow grants: an attempt ends before it is given up."""
REMEMBERED_ORDERS: Final = 1000


class BatchRecords(RecordsOffice):
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
            await self._tell(batch)
        meters.published(batch)
        if batch.standing.state not in OVER:
            self._remember(batch.number, stored)
        return batch

    @activity.defn(name="publish")
    async def publish(self, batch: Batch) -> None:
        """Store a batch that could not be stored at once."""
        await store(single(self._engines.patient), batch)
        await self._tell(batch)
        meters.published(batch)

    async def _tell(self, batch: Batch) -> None:
        """Hand a batch's notices in, once however often it is stored; the relay delivers them."""
        for notice in batch.notices:
            try:
                key = f"notice:{batch.number}/{notice.seq}:{notice.to}"
                asked = by_the_system(notice.command, key)
                told = await receive(self._engines.patient, None, notice.to, asked)
                if told.is_new:
                    meters.received(told.command)
            except UnknownOrder:
                # What is repeated may be known to an older system only.
                log.warning("notice to no order", order=batch.number, to=notice.to)

    def _remember(self, number: str, stored: Stored) -> None:
        while len(self._last) >= REMEMBERED_ORDERS:
            del self._last[next(iter(self._last))]
        self._last[number] = stored
