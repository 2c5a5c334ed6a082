"""Reconciliation: Temporal, the command table, the archive and the rows held together.

One round at a time looks at every run that runs or has ended lately, reads only what its history
has gained since the round before, and names what nobody of the hotline did. A round that is killed
is repeated by the next: what was read and what was found are kept in one transaction.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import structlog
from sqlalchemy.ext.asyncio import AsyncConnection
from temporalio.client import Client

from audit.reconcile.findings import STATES, Finding, What
from audit.reconcile.known_runs import RunBook
from audit.reconcile.missing import Missing
from audit.reconcile.observed_runs import Sighting, in_sight
from audit.reconcile.reconciliation import Judge, ReconciledRun
from services.archive.late_facts import LateFacts
from services.isolation import Quarantine, by_halves
from store.archive import findings
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.engines import Engines

log = structlog.get_logger("reconciliation")
ONE_ROUND: Final = "the round of reconciliation"
RUNS_AT_ONCE: Final = 200
"""Read, judged and remembered in one transaction."""
LOOK_BACK: Final = timedelta(minutes=10)
"""By how much Temporal's list of what has ended may be late."""
UNDER_WAY: Final = timedelta(minutes=1)
"""So long the facts of an answered command may be on their way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What a round looked at, and what it named for the first time."""

    runs: int
    read: int
    """Runs whose histories had grown."""
    named: tuple[Finding, ...]


@dataclass(slots=True, kw_only=True)
class Reconciler:
    """Goes round; remembers up to when all that had ended was looked at."""

    engines: Engines
    client: Client
    archived_within: timedelta
    """A run that ended longer ago and is not archived is named."""
    seen_until: datetime | None = field(default=None)
    changed: dict[str, datetime] = field(default_factory=dict[str, datetime])
    """Orders whose histories grew, and when that was seen: their answers are looked at later."""
    behind: dict[str, int] = field(default_factory=dict[str, int])
    """Orders whose histories told facts that were not stored yet, and the last of these."""
    held: Quarantine = field(default_factory=lambda: Quarantine(at_once=1))

    async def go_round(self) -> Reconciled | None:
        """Name what was done since the last round; None while another process is at it."""
        within = timedelta(milliseconds=1)
        try:
            async with delivery_lock(self.engines.deliveries, ONE_ROUND, within):
                return await self._go_round()
        except DeliveryBusy:
            return None

    async def _go_round(self) -> Reconciled:
        begun, book = datetime.now(UTC), RunBook(engine=self.engines.patient)
        judge = Judge(client=self.client, book=book)
        runs = await in_sight(self.client, self.seen_until and self.seen_until - LOOK_BACK)
        grown = await judge.grown(runs)
        named = await self._store_late(book)
        for start in range(0, len(grown), RUNS_AT_ONCE):
            named += await self._judge(judge, grown[start : start + RUNS_AT_ONCE])
        await findings.note_archived(self.engines.patient)
        missing = Missing(client=self.client, book=book, archived_within=self.archived_within)
        named += await self._keep_states(await missing.missing(runs))
        named += await self._keep_answers(book, begun)
        self.changed |= {run.order: begun for run in grown}
        self.seen_until = begun
        return Reconciled(runs=len(runs), read=len(grown), named=tuple(named))

    async def _judge(self, judge: Judge, runs: Sequence[Sighting]) -> list[Finding]:
        """Judge these runs; one that cannot be is named, and read again in the next round."""

        async def judge_together(some: Sequence[Sighting]) -> list[Finding]:
            judged = await judge.judged(some)
            self._note_told(judged)
            late = await self._store_late(judge.book)
            return [*late, *await self._keep(judged)]

        done = await by_halves(runs, judge_together)
        for run, fault in done.failed:
            error = type(fault).__name__
            log.error("ALARM run not reconciled", order=run.order, run=run.run_id, error=error)
        return [finding for part in done.results for finding in part]

    def _note_told(self, judged: Sequence[ReconciledRun]) -> None:
        for one in judged:
            number = one.run.order
            self.behind[number] = max(one.told, self.behind.get(number, 0))

    async def _store_late(self, book: RunBook) -> list[Finding]:
        """Store what histories told and rows lack, before it is remembered how far they were read.

        An order to which somebody delivers just now is looked at again in the next round."""
        suspects, named = await book.behind(self.behind), list[Finding]()
        self.behind = {number: self.behind[number] for number in suspects}

        async def name(found: Sequence[Finding]) -> None:
            named.extend(await self._keep((), found))

        late = LateFacts(engines=self.engines, client=self.client, name=name)

        async def store(number: str) -> None:
            if await late.store(number):
                del self.behind[number]

        await self.held.each(suspects, store)
        return named

    async def _keep(
        self, judged: Sequence[ReconciledRun], besides: Sequence[Finding] = ()
    ) -> list[Finding]:
        """Remember how far these runs were read together with what was found in them."""
        found = [*(one for run in judged for one in run.findings), *besides]
        async with self.engines.patient.begin() as connection:
            named = await _add(connection, found)
            await findings.remember_runs(connection, [_run(one) for one in judged])
        return _cried(named)

    async def _keep_states(self, found: Sequence[Finding]) -> list[Finding]:
        async with self.engines.patient.begin() as connection:
            named = await _add(connection, found)
            await findings.clear_what_is_over(connection, sorted(STATES), [_row(f) for f in found])
        return _cried(named)

    async def _keep_answers(self, book: RunBook, now: datetime) -> list[Finding]:
        """Look at the answers of orders that changed so long ago that their facts must be there."""
        ripe = [order for order, seen in self.changed.items() if now - seen > 2 * UNDER_WAY]
        bare = [
            Finding(order=order, run="", what=What.ANSWER_WITHOUT_FACT, where=f"command {command}")
            for order, command in await book.bare_answers(ripe, UNDER_WAY)
        ]
        async with self.engines.patient.begin() as connection:
            named = await _add(connection, bare)
        for order in ripe:
            del self.changed[order]
        return _cried(named)


async def _add(connection: AsyncConnection, found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if await findings.add_finding(connection, _row(one))]


def _cried(named: Iterable[Finding]) -> list[Finding]:
    cried = list(named)
    for one in cried:
        log.error(
            "ALARM reconciliation", order=one.order, run=one.run, what=one.what, where=one.where
        )
    return cried


def _row(finding: Finding) -> dict[str, Any]:
    return {
        "order_number": finding.order,
        "run_id": finding.run,
        "what": finding.what.value,
        "place": finding.where,
    }


def _run(judged: ReconciledRun) -> dict[str, Any]:
    return {
        "run_id": judged.run.run_id,
        "order_number": judged.run.order,
        "previous": judged.previous,
        "events": judged.events,
        "ended": judged.run.ended,
    }
