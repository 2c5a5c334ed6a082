"""What Temporal shows of our runs: which there are, how long each is, and what one has gained."""

import asyncio
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflow.v1 import WorkflowExecutionInfo
from temporalio.api.workflowservice.v1 import (
    DescribeWorkflowExecutionRequest,
    GetWorkflowExecutionHistoryReverseRequest,
    ListWorkflowExecutionsRequest,
)
from temporalio.client import Client, WorkflowHistory
from temporalio.service import RPCError, RPCStatusCode

from audit.history.archived_runs import ORDER_IN_TEMPORAL
from audit.history.events import Event, events_of

PREFIX: Final = ORDER_IN_TEMPORAL.format("")
OURS: Final = f"(WorkflowType = 'WorkOrder' OR WorkflowId STARTS_WITH '{PREFIX}')"
LIVING: Final = f"{OURS} AND CloseTime IS NULL"
ENDED: Final = f"{OURS} AND CloseTime IS NOT NULL"
NUMBER_LENGTH: Final = 64
RUNS_A_PAGE: Final = 1000
EVENTS_A_PAGE: Final = 100
AT_ONCE: Final = 16
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One run as Temporal shows it."""

    workflow_id: str
    run_id: str
    started: datetime
    ended: bool
    events: int
    """How long its history is; of a running one only a description tells."""

    @property
    def order(self) -> str:
        """The number that its identity names; empty if it names none."""
        number = self.workflow_id.removeprefix(PREFIX)
        is_number = number != self.workflow_id and number.isascii() and len(number) <= NUMBER_LENGTH
        return number if is_number and number.isprintable() else ""


async def sighted(client: Client, query: str) -> list[Sighting]:
    """Every run that Temporal lists; the list comes a moment late."""
    found: list[Sighting] = []
    asked = ListWorkflowExecutionsRequest(
        namespace=client.namespace, query=query, page_size=RUNS_A_PAGE
    )
    while True:
        page = await client.workflow_service.list_workflow_executions(asked, retry=True)
        found += [_sighting(run) for run in page.executions]
        if not page.next_page_token:
            return found
        asked.next_page_token = page.next_page_token


def ended_since(since: datetime | None) -> str:
    """The question for the runs that ended since then, or ever."""
    return ENDED if since is None else f"{ENDED} AND CloseTime >= '{since.isoformat()}'"


async def in_sight(client: Client, since: datetime | None) -> list[Sighting]:
    """Every run that runs, as it stands now, and every one that has ended since then.

    One that is deleted meanwhile is left out."""
    listed = await sighted(client, LIVING)
    ended = await sighted(client, ended_since(since))
    living = await side_by_side(described(client, run.workflow_id, run.run_id) for run in listed)
    found = {run.run_id: run for run in (*ended, *living) if run is not None}
    return list(found.values())


async def side_by_side(questions: Iterable[Awaitable[T]]) -> list[T]:
    """Ask several things of Temporal at once, but not so many that it has no time for orders."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def ask(question: Awaitable[T]) -> T:
        async with turns:
            return await question

    return await asyncio.gather(*(ask(question) for question in questions))


async def described(client: Client, workflow_id: str, run_id: str = "") -> Sighting | None:
    """A run as it stands now, the last one unless it is named; None if there is none."""
    execution = WorkflowExecution(workflow_id=workflow_id, run_id=run_id)
    asked = DescribeWorkflowExecutionRequest(namespace=client.namespace, execution=execution)
    try:
        told = await client.workflow_service.describe_workflow_execution(asked, retry=True)
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return _sighting(told.workflow_execution_info)


async def events_after(client: Client, run: Sighting, event_id: int) -> Sequence[Event] | None:
    """What was added to a history after an event, the oldest first; None if it is gone."""
    execution = WorkflowExecution(workflow_id=run.workflow_id, run_id=run.run_id)
    asked = GetWorkflowExecutionHistoryReverseRequest(
        namespace=client.namespace, execution=execution, maximum_page_size=EVENTS_A_PAGE
    )
    found: list[HistoryEvent] = []
    try:
        while True:
            page = await client.workflow_service.get_workflow_execution_history_reverse(
                asked, retry=True
            )
            found += (event for event in page.history.events if event.event_id > event_id)
            read_enough = found and found[-1].event_id == event_id + 1
            if not page.next_page_token or not page.history.events or read_enough:
                return _in_order(run, found)
            asked.next_page_token = page.next_page_token
    except RPCError as error:
        if error.status is RPCStatusCode.NOT_FOUND:
            return None
        raise


def _in_order(run: Sighting, newest_first: Sequence[HistoryEvent]) -> Sequence[Event]:
    if not newest_first:
        return ()
    return events_of(WorkflowHistory(run.workflow_id, newest_first[::-1]))


def _sighting(run: WorkflowExecutionInfo) -> Sighting:
    return Sighting(
        workflow_id=run.execution.workflow_id,
        run_id=run.execution.run_id,
        started=run.start_time.ToDatetime(UTC),
        ended=run.HasField("close_time"),
        events=run.history_length,
    )
