"""The histories of an order: every run of its one workflow, and the facts that they hold."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from audit.history.archived_runs import ORDER_IN_TEMPORAL as ORDER_IN_TEMPORAL
from audit.history.archived_runs import archived_run, last_archived
from audit.history.batches import WrittenBatch, told_once
from audit.history.entries import HistoryEntry
from audit.history.runs import COMPLETED, Run
from domain.order.fact import Fact
from workflows.order_input import Opening
from workflows.ports import Batch

History = WorkflowHistory | Run
"""As Temporal gives it, or read already."""


class NoHistory(LookupError):
    """Neither Temporal nor the archive knows a run of this order."""


async def read_runs(
    client: Client, number: str, archive: AsyncEngine | None = None
) -> list[WorkflowHistory]:
    """Fetch every run of an order, the first run first; raises NoHistory, UnreadableEvent.

    What Temporal has forgotten is read from the archive, where one is given."""
    runs: list[WorkflowHistory] = []
    run_id: str | None = None
    while run_id != "":
        try:
            run = await _fetch(client, number, run_id)
        except NoHistory:
            run = await _kept(archive, number, run_id)
        runs.insert(0, run)
        run_id = run_before(run)
    return runs


async def fetch_run(client: Client, number: str, run_id: str) -> WorkflowHistory:
    """Fetch one run from Temporal; raises NoHistory."""
    return await _fetch(client, number, run_id)


def run_before(history: History) -> str:
    """The run that this one continues or follows; empty for the first; raises UnreadableEvent."""
    return run_of(history).before


async def _kept(archive: AsyncEngine | None, number: str, run_id: str | None) -> WorkflowHistory:
    if archive is not None:
        wanted = run_id or await last_archived(archive, number)
        run = await archived_run(archive, number, wanted) if wanted else None
        if run is not None:
            return run
    raise NoHistory(f"{number}: no history of it, neither in Temporal nor in the archive")


async def _fetch(client: Client, number: str, run_id: str | None) -> WorkflowHistory:
    handle = client.get_workflow_handle(ORDER_IN_TEMPORAL.format(number), run_id=run_id)
    try:
        return await handle.fetch_history()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise NoHistory(f"{number}: no history in Temporal") from error
        raise


def run_of(history: History) -> Run:
    """Read a history, once; raises UnreadableEvent."""
    return history if isinstance(history, Run) else Run.of(history)


def entries_of(histories: Iterable[History]) -> Iterator[HistoryEntry]:
    """Every event of the runs in order; raises UnreadableEvent."""
    for history in histories:
        yield from run_of(history).entries


def opening_of(history: History) -> Opening:
    """What a run was opened with, but not what its act has made; raises UnreadableEvent."""
    return run_of(history).opening


def told_batches(histories: Iterable[History]) -> list[WrittenBatch]:
    """Every batch that the runs tell, as it is written and where it stands in them."""
    return [told for entry in entries_of(histories) if (told := entry.tells) is not None]


def written_batches(histories: Iterable[History]) -> list[WrittenBatch]:
    """Every batch that the runs tell, as it is written, in order and each fact once."""
    return told_once(told_batches(histories))


def batches_of(histories: Iterable[History]) -> list[Batch]:
    """Every batch that the runs tell, in order and each fact once."""
    return [written.batch for written in written_batches(histories)]


def facts_of(histories: Iterable[History]) -> tuple[Fact, ...]:
    """Every fact that the runs hold, in order."""
    return tuple(fact for batch in batches_of(histories) for fact in batch.facts)


def is_closed(histories: Sequence[History]) -> bool:
    """Whether the last run came to its end, so that nothing more will be recorded."""
    return run_of(histories[-1]).ended == COMPLETED
