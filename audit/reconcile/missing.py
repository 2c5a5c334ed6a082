"""What should be there and is not: a run, its history in the archive, a fact behind a row."""

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from temporalio.client import Client

from audit.history.archived_runs import ORDER_IN_TEMPORAL
from audit.reconcile.findings import Finding, What
from audit.reconcile.known_runs import RunBook, Unarchived
from audit.reconcile.observed_runs import Sighting, described, side_by_side

ATTEMPTS: Final = 4
PAUSE_S: Final = 0.5
"""An order ends, or is come back to, between two questions; only what stays is reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """Asks Temporal for what the tables say there must be."""

    client: Client
    book: RunBook
    archived_within: timedelta
    """A run that ended longer ago must be in the archive."""

    async def missing(self, runs: Iterable[Sighting]) -> list[Finding]:
        """Everything that is not there, given the runs in sight."""
        alive = [run for run in runs if not run.ended]
        lost = await self._lost_runs({run.run_id for run in alive})
        named = {one.order for one in lost if one.what is What.DELETED}
        orders = await self._lost_orders({run.order for run in alive} | named)
        bare = await self.book.bare_standings(await self.book.living())
        return [*lost, *orders, *(_state(n, What.STANDING_WITHOUT_FACT) for n in bare)]

    async def _lost_runs(self, alive: Collection[str]) -> list[Finding]:
        """Runs that were seen once and are neither in Temporal nor, after so long, archived."""
        waiting = [run for run in await self.book.unarchived() if run.run_id not in alive]
        found = await side_by_side(self._lost_run(run) for run in waiting)
        return [finding for finding in found if finding is not None]

    async def _lost_run(self, run: Unarchived) -> Finding | None:
        there = await described(self.client, ORDER_IN_TEMPORAL.format(run.order), run.run_id)
        if there is None and not await self.book.is_archived(run.run_id):
            return _state(run.order, What.DELETED, run.run_id)
        if (run.ended_for or 0.0) > self.archived_within.total_seconds():
            return _state(run.order, What.NOT_ARCHIVED, run.run_id)
        return None

    async def _lost_orders(self, accounted: Collection[str]) -> list[Finding]:
        """Orders that live without a running run, and those of which nothing was ever seen."""
        suspects = {*await self.book.living(), *await self.book.untraced()} - {*accounted}
        found: list[Finding] = []
        for attempt in range(ATTEMPTS):
            if attempt and suspects:
                await asyncio.sleep(PAUSE_S)
            told = await side_by_side(self._lost_order(number) for number in sorted(suspects))
            found = [finding for finding in told if finding is not None]
            suspects = {finding.order for finding in found}
        return found

    async def _lost_order(self, number: str) -> Finding | None:
        last = await described(self.client, ORDER_IN_TEMPORAL.format(number))
        if last is not None and not last.ended:
            return None
        lives = await self.book.lives(number)
        if last is not None:
            return _state(number, What.STOPPED, last.run_id) if lives else None
        return (
            _state(number, What.DELETED) if lives or await self.book.is_untraced(number) else None
        )


def _state(order: str, what: What, run: str = "") -> Finding:
    return Finding(order=order, run=run, what=what)
