"""The histories of an order: every run of its one workflow, and the facts that they hold."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from temporalio.api.history.v1 import HistoryEvent, WorkflowExecutionStartedEventAttributes
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from audit.entries import Entry, Opened, Published, RunReader, UnreadableEvent
from domain.facts import Fact
from workflows.opening import Opening
from workflows.ports import Batch

ORDER_IN_TEMPORAL: Final = "order/{}"
"""An order's one identity there; whoever comes back to an ended one begins a further run."""


class NoHistory(LookupError):
    """Temporal knows no workflow of this order."""


async def read_runs(client: Client, number: str) -> list[WorkflowHistory]:
    """Fetch every run of an order, the first run first; raises NoHistory, UnreadableEvent."""
    runs: list[WorkflowHistory] = []
    run_id: str | None = None
    while run_id != "":
        run = await _fetch(client, number, run_id)
        runs.insert(0, run)
        run_id = _begin(run).continued_execution_run_id or opening_of(run).follows
    return runs


async def _fetch(client: Client, number: str, run_id: str | None) -> WorkflowHistory:
    handle = client.get_workflow_handle(ORDER_IN_TEMPORAL.format(number), run_id=run_id)
    try:
        return await handle.fetch_history()
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            raise NoHistory(f"{number}: no history in Temporal") from error
        raise


def entries_of(histories: Iterable[WorkflowHistory]) -> Iterator[Entry]:
    """Every event of the runs in order; raises UnreadableEvent."""
    for history in histories:
        _begin(history)
        reader = RunReader(run_id=history.run_id)
        for event in history.events:
            yield reader.read(event)


def opening_of(history: WorkflowHistory) -> Opening:
    """What a run was opened with; raises UnreadableEvent."""
    _begin(history)
    said = RunReader(run_id=history.run_id).read(history.events[0]).said
    if not isinstance(said, Opened):
        raise UnreadableEvent(f"run {history.run_id} begins with no opening")
    return said.opening


def batches_of(histories: Iterable[WorkflowHistory]) -> list[Batch]:
    """Every batch that was published, once, in order."""
    return [e.said.batch for e in entries_of(histories) if isinstance(e.said, Published)]


def facts_of(histories: Iterable[WorkflowHistory]) -> tuple[Fact, ...]:
    """Every fact that the runs hold, in order."""
    return tuple(fact for batch in batches_of(histories) for fact in batch.facts)


def is_closed(histories: Sequence[WorkflowHistory]) -> bool:
    """Whether the last run came to its end, so that nothing more will be recorded."""
    last = histories[-1].events[-1]
    return last.HasField("workflow_execution_completed_event_attributes")


def _begin(history: WorkflowHistory) -> WorkflowExecutionStartedEventAttributes:
    events: Sequence[HistoryEvent] = history.events
    if not events or not events[0].HasField("workflow_execution_started_event_attributes"):
        raise UnreadableEvent(f"{history.workflow_id}: a history that begins in the middle")
    return events[0].workflow_execution_started_event_attributes
