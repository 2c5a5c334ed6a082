"""The archive: every closed run, every answered command and what happened at the door, kept before
they can be lost.

One sweep at a time adds rows, their leaves and a signed checkpoint in one transaction: killed
anywhere, all of it stands or nothing does, and the next sweep goes on from there.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError

from audit.history.histories import NoHistory, fetch_run, run_before
from audit.history.unreadable import UnreadableEvent
from audit.log.checkpoints import Signer
from audit.log.leaves import KeptHistory, kept
from services.archive.log_writer import LogBroken
from services.archive.storing import keep, seal_commands, seal_entries
from services.isolation import AWAY, by_halves
from store.archive import kept_runs
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.engines import Engines

log = structlog.get_logger("archive")
ONE_SWEEP: Final = "the sweep of the archive"
AT_ONCE: Final = 8
RUNS_AT_ONCE: Final = 40
"""Stored in one transaction, which is over long before its time limit."""
LOOK_BACK: Final = timedelta(hours=1)
"""By how much Temporal's list may be late."""
CLOSED: Final = "WorkflowType = 'WorkOrder' AND ExecutionStatus != 'Running'"
ORDER: Final = "order/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedRun:
    """A closed run that Temporal names."""

    order: str
    run_id: str
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What a sweep stored, and what it could not."""

    histories: int
    commands: int
    entries: int = 0
    """Of the log of the door."""
    left: tuple[ClosedRun, ...] = ()

    def lag(self, now: datetime) -> timedelta:
        """How long ago the oldest run closed that is still not stored."""
        return max((now - run.closed_at for run in self.left), default=timedelta())


@dataclass(slots=True, kw_only=True)
class Archivist:
    """Sweeps; remembers up to when all that had closed is stored."""

    engines: Engines
    client: Client
    signer: Signer
    swept_until: datetime | None = field(default=None)

    async def sweep(self) -> Swept | None:
        """Store what is not stored yet; None while another process is at it."""
        try:
            async with delivery_lock(self.engines.deliveries, ONE_SWEEP, timedelta(milliseconds=1)):
                return await self._sweep()
        except DeliveryBusy:
            return None

    async def _sweep(self) -> Swept:
        begun, histories = datetime.now(UTC), 0
        left = list[ClosedRun]()
        async for runs in self._closed():
            unknown = await self._unknown(runs)
            for start in range(0, len(unknown), RUNS_AT_ONCE):
                stored, lost = await self._store(unknown[start : start + RUNS_AT_ONCE])
                histories += stored
                left += lost
        commands = await seal_commands(self.engines.patient, self.signer)
        entries = await seal_entries(self.engines.patient, self.signer)
        if not left:
            self.swept_until = begun
        return Swept(histories=histories, commands=commands, entries=entries, left=tuple(left))

    async def _closed(self) -> AsyncIterator[list[ClosedRun]]:
        query = CLOSED
        if self.swept_until is not None:
            query += f" AND CloseTime >= '{(self.swept_until - LOOK_BACK).isoformat()}'"
        page = self.client.list_workflows(query)
        while True:
            await page.fetch_next_page()
            yield [
                ClosedRun(order=e.id.removeprefix(ORDER), run_id=e.run_id, closed_at=e.close_time)
                for e in page.current_page or ()
                if e.id.startswith(ORDER) and e.close_time is not None
            ]
            if page.next_page_token is None:
                return

    async def _unknown(self, runs: Sequence[ClosedRun]) -> list[ClosedRun]:
        """Leave out what is stored already, and what is no order of this database."""
        named = {run.run_id: run.order for run in runs}
        wanted = await kept_runs.unstored(self.engines.patient, named)
        ours = [run for run in runs if run.run_id in wanted]
        return sorted(ours, key=lambda run: run.closed_at)

    async def _store(self, runs: Sequence[ClosedRun]) -> tuple[int, list[ClosedRun]]:
        turns = asyncio.Semaphore(AT_ONCE)

        async def chain(run: ClosedRun) -> list[KeptHistory] | ClosedRun:
            async with turns:
                return await self._chain(run)

        fetched = await asyncio.gather(*(chain(run) for run in runs))
        lost = [found for found in fetched if isinstance(found, ClosedRun)]
        whole = [one for found in fetched if not isinstance(found, ClosedRun) for one in found]
        stored = await by_halves(whole, self._keep, (*AWAY, LogBroken))
        closed = {run.order: run for run in runs}
        lost += [_named(closed[one.order], one.run_id, fault) for one, fault in stored.failed]
        return sum(stored.results), lost

    async def _keep(self, whole: Sequence[KeptHistory]) -> int:
        return await keep(self.engines.patient, self.signer, whole)

    async def _chain(self, run: ClosedRun) -> list[KeptHistory] | ClosedRun:
        """A run with those before it that are not stored; the run itself if it is not readable."""
        found: list[KeptHistory] = []
        run_id = run.run_id
        try:
            while run_id and await kept_runs.unstored(self.engines.patient, {run_id: run.order}):
                history = await fetch_run(self.client, run.order, run_id)
                found.insert(0, kept(run.order, history, datetime.now(UTC)))
                run_id = _before(history)
        except (RPCError, NoHistory) as lost:
            log.warning("run not archived", order=run.order, error=type(lost).__name__)
            return found or run
        except AWAY:
            raise
        except Exception as fault:
            _named(run, run_id, fault)
            return found or run
        return found


def _named(run: ClosedRun, run_id: str, fault: Exception) -> ClosedRun:
    error = type(fault).__name__
    log.error("ALARM run not archived", order=run.order, run=run_id, error=error)
    return run


def _before(history: WorkflowHistory) -> str:
    try:
        return run_before(history)
    except UnreadableEvent:
        return ""
