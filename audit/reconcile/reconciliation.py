"""Holding runs against what the hotline handed in: acts, openings and the chain of runs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from temporalio.client import Client

from audit.reconcile.findings import Finding, What
from audit.reconcile.foreign_messages import RunDeeds, flaw_of_chain, told, unaccounted
from audit.reconcile.known_runs import KnownRun, RunBook
from audit.reconcile.observed_runs import Sighting, events_after, side_by_side
from audit.verify.comparison import differences_of

UNSEEN: Final = KnownRun(events=0, ended=False)
OF_THE_RUN: Final = frozenset({"history", "law"})
"""What a difference is called that lies in the run itself and not in a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciledRun:
    """A run, how far its history was read, and what was found in it."""

    run: Sighting
    events: int
    previous: str
    findings: tuple[Finding, ...]
    told: int = 0
    """The last fact that its deliverer had to store; 0 if none was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Reads what histories have gained and judges it."""

    client: Client
    book: RunBook

    async def grown(self, runs: Sequence[Sighting]) -> list[Sighting]:
        """Those runs whose history was not read to its end; the one that began first, first."""
        known = await self.book.known([run.run_id for run in runs])
        grown = [run for run in runs if _has_news(run, known.get(run.run_id, UNSEEN))]
        return sorted(grown, key=lambda run: (run.started, run.run_id))

    async def judged(self, runs: Sequence[Sighting]) -> list[ReconciledRun]:
        """Judge what these runs have gained; what was deleted meanwhile has gained nothing."""
        orders = await self.book.registered([run.order for run in runs])
        strange = [_of_nobody(run) for run in runs if run.order not in orders]
        ours = [run for run in runs if run.order in orders]
        known = await self.book.known([run.run_id for run in ours])
        read = await side_by_side(
            self._read(run, known.get(run.run_id, UNSEEN).events) for run in ours
        )
        return [*strange, *await self._judged([one for one in read if one is not None])]

    async def _read(self, run: Sighting, after: int) -> tuple[Sighting, RunDeeds] | None:
        events = await events_after(self.client, run, after)
        return None if events is None else (run, told(run.order, run.run_id, after, events))

    async def _judged(self, read: Sequence[tuple[Sighting, RunDeeds]]) -> list[ReconciledRun]:
        commands = {command for _, one in read for command in one.commands}
        accounts = await self.book.accounts(commands)
        chains = await self.book.chains({run.order for run, _ in read})
        judged: list[ReconciledRun] = []
        for run, one in read:
            findings = [*one.findings, *unaccounted(one, accounts)]
            if one.begun:
                findings += await self._chain(one, findings, chains[run.order])
            judged.append(
                ReconciledRun(
                    run=run,
                    events=one.until,
                    previous=one.previous,
                    findings=tuple(findings),
                    told=one.told,
                )
            )
        return judged

    async def _chain(
        self, one: RunDeeds, found: Collection[Finding], chain: dict[str, str]
    ) -> list[Finding]:
        """What is wrong with the place in which a run stands; a reset was named already."""
        others = dict(chain)
        chain[one.run] = one.previous
        if any(finding.what is What.RESET for finding in found):
            return []
        flaws = [flaw] if (flaw := flaw_of_chain(one, others)) else []
        if one.previous and not flaws and not found:
            differences = await differences_of(self.client, self.book.engine, one.order)
            flaws = [f"{d.what}: {d.where}" for d in differences if d.what in OF_THE_RUN]
        return [
            Finding(order=one.order, run=one.run, what=What.FORGED_RUN, where=flaw)
            for flaw in flaws
        ]


def _has_news(run: Sighting, known: KnownRun) -> bool:
    return run.events > known.events or (run.ended and not known.ended)


def _of_nobody(run: Sighting) -> ReconciledRun:
    finding = Finding(order=run.order, run=run.run_id, what=What.FORGED_ORDER)
    return ReconciledRun(run=run, events=run.events, previous="", findings=(finding,))
