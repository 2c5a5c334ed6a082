"""The command table's window for the workflow: it alone says whether a ring counts."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from temporalio import activity
from temporalio.exceptions import ApplicationError

from activities.publish import AT_ONCE_WITHIN_S
from store.commands.settlement import Settlement, settlement
from store.engines import Engines
from workflows.ports import CommandTable, Ring, Settled

NOT_SETTLED: Final = "NotSettled"
LONGEST_WAIT: Final = timedelta(seconds=5)
"""A clock that is moved by hand is looked at again after so long."""


class RingTable(CommandTable):
    """Answers rings out of PostgreSQL."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    @activity.defn(name="settle_at_once")
    async def settle_at_once(self, ring: Ring) -> Settled:
        """Answer a ring within a second; fail if it cannot be answered now."""
        async with asyncio.timeout(AT_ONCE_WITHIN_S):
            return _answer(ring, await settlement(self._engines.hurried, ring.number, ring.due))

    @activity.defn(name="settle")
    async def settle(self, ring: Ring) -> Settled:
        """Answer a ring; fail, to be asked again, while something received by then is undecided."""
        return _answer(ring, await settlement(self._engines.patient, ring.number, ring.due))


def _answer(ring: Ring, found: Settlement) -> Settled:
    if found.covers(ring.due):
        return Settled(until=found.until)
    raise ApplicationError(
        f"{ring.number} is settled until {found.until.isoformat()}",
        type=NOT_SETTLED,
        next_retry_delay=_wait(ring.due, found.now),
    )


def _wait(due: datetime, now: datetime) -> timedelta | None:
    """How long until the clock is there; None, the usual pace, where a command is waited for."""
    remaining = due - now
    return min(remaining, LONGEST_WAIT) if remaining > timedelta() else None
