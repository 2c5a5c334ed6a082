"""Facts that a history has and no row tells, though no answer is to come that brings them.

The counter stores what an act has made together with its answer. What came past the counter nobody
stores: reconciliation does, from the history, and names it.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from temporalio.client import Client

from audit.history.batches import WrittenBatch
from audit.history.histories import NoHistory, read_runs, run_of, written_batches
from audit.history.runs import Run
from audit.reconcile.findings import Finding, What
from audit.verify.comparison import told_as_stored
from audit.verify.derivation import rederived
from audit.verify.stored_rows import ReadModel, stored_rows
from services.delivery.from_history import store_told
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.engines import Engines

AT_ONCE: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFacts:
    """Stores what rows lack, one order at a time."""

    engines: Engines
    client: Client
    name: Callable[[Sequence[Finding]], Awaitable[object]]
    """Keeps what was found before it is mended: whoever dies in between finds it again."""

    async def store(self, number: str) -> bool:
        """Name and store what an order's rows lack; False while somebody delivers to the order.

        The delivery lock is held: nobody is between an act and its facts. Those of an act whose
        answer is to come are stored and not named. Nothing is stored of a history that the rows
        contradict or that no law accounts for: that is named elsewhere."""
        try:
            async with delivery_lock(self.engines.deliveries, number, AT_ONCE):
                await self._store(number)
        except DeliveryBusy:
            return False
        return True

    async def _store(self, number: str) -> None:
        engine = self.engines.patient
        try:
            runs = [run_of(history) for history in await read_runs(self.client, number, engine)]
        except NoHistory:
            return
        rows, told = await stored_rows(engine, number), written_batches(runs)
        late = [one for one in told if one.seqs and one.version > rows.version]
        if not late or not told_as_stored(told, rows) or not _is_decided_so(runs):
            return
        await self.name([*_found(number, runs, late, rows)])
        await store_told(self.engines, number, late)


def _is_decided_so(runs: Sequence[Run]) -> bool:
    return runs[0].opening.order.dossier.rules.is_carried and rederived(runs).agreed


def _found(
    number: str, runs: Sequence[Run], late: Sequence[WrittenBatch], rows: ReadModel
) -> Iterator[Finding]:
    for written in late:
        if written.facts[-1].get("command_id") in rows.undecided:
            continue
        first, last = max(written.seqs[0], rows.version + 1), written.seqs[-1]
        where = f"facts {first} to {last}" if last > first else f"fact {last}"
        yield Finding(order=number, run=runs[-1].run_id, what=What.FACTS_NOT_STORED, where=where)
