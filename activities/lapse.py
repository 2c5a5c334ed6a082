"""The command table's window for the workflow: it alone says whether a ring counts."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError

from activities.publish import AT_ONCE_WITHIN_S
from readmodel.orders.lapsing import MovedOn, NotSettled, store_lapse
from readmodel.orders.publisher import FactsMissing
from services import meters
from services.delivery.from_history import store_from_history
from services.delivery.notices import hand_in_notices
from store.engines import Engines
from workflows.ports import MOVED, CommandTable, Lapse, Settled

NOT_SETTLED: Final = "NotSettled"
LONGEST_WAIT: Final = timedelta(seconds=5)
"""A clock that is moved by hand is looked at again after so long."""


class RingTable(CommandTable):
    """Answers rings out of PostgreSQL, and stores what they make in the same transaction."""

    def __init__(self, engines: Engines, client: Client) -> None:
        self._engines, self._client = engines, client

    @activity.defn(name="lapse_at_once")
    async def lapse_at_once(self, lapse: Lapse) -> Lapse:
        """Store what a ring makes within a second; fail if it does not count now."""
        async with asyncio.timeout(AT_ONCE_WITHIN_S):
            await self._lapse(self._engines.hurried, lapse)
        return lapse

    @activity.defn(name="lapse")
    async def lapse(self, lapse: Lapse) -> Settled:
        """Store what a ring makes; fail, to be asked again, while what came by then is undecided.

        What must stand before it and was never stored is stored from the history."""
        try:
            await self._lapse(self._engines.patient, lapse)
        except FactsMissing:
            await store_from_history(self._client, self._engines, lapse.ring.number)
            await self._lapse(self._engines.patient, lapse)
        return Settled(until=lapse.ring.due)

    async def _lapse(self, engine: AsyncEngine, lapse: Lapse) -> None:
        try:
            await store_lapse(engine, lapse)
        except NotSettled as early:
            wait = _wait(lapse.ring.due, early.found.now)
            raise ApplicationError(str(early), type=NOT_SETTLED, next_retry_delay=wait) from early
        except MovedOn as moved:
            raise ApplicationError(str(moved), type=MOVED, non_retryable=True) from moved
        await hand_in_notices(self._engines, lapse.batch)
        meters.published(lapse.batch)


def _wait(due: datetime, now: datetime) -> timedelta | None:
    """How long until the clock is there; None, the usual pace, where a command is waited for."""
    remaining = due - now
    return min(remaining, LONGEST_WAIT) if remaining > timedelta() else None
