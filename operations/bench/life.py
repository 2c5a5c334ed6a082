"""`bench life`: what one ordinary life costs, in counts that no busy machine blurs.

Lives are lived at the counter, one after the other: their history, the work of the worker's
sandbox, and every transaction of PostgreSQL, locks and reads included. A bare workflow with the
same updates and timers stands beside them.
"""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any, Final

from sqlalchemy import text
from temporalio.client import Client
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from operations.bench.bare import BareWorkflow
from operations.bench.lives import Bench, Life, opened
from store.engines import Engines
from workers.process.order_worker import CACHED_ORDERS, worker_of
from workflows.plugin import PaidanPlugin
from workflows.sandbox import RESTRICTIONS, SandboxedOrder
from workflows.work_order import WorkOrderWorkflow

TRANSACTIONS: Final = text(
    "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"
)
WARMING: Final = 2
"""Lives before the count: a pool connects, a law is read."""
TOLD_AFTER_S: Final = 11
LifeOf = Callable[[Bench, str], Life]


@dataclass(slots=True)
class ActivationCount:
    """How often orders were given something to do."""

    activations: int = 0


class CountedOrder(SandboxedOrder):
    """An order that tells when it is given something to do."""

    def __init__(self, sandboxed: WorkflowInstance, count: ActivationCount) -> None:
        super().__init__(sandboxed)
        self._count = count

    def activate(self, act: Any) -> Any:
        """Let the order do its work, and count it."""
        self._count.activations += 1
        return super().activate(act)


@dataclass(frozen=True)
class CountingRunner(SandboxedWorkflowRunner):
    """The sandbox of every worker, with a count."""

    count: ActivationCount = field(default_factory=ActivationCount)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        """Make the order's sandboxed instance."""
        return CountedOrder(super().create_instance(det), self.count)


async def bench_life(client: Client, engines: Engines, *, lives: int) -> dict[str, Any]:
    """Count so many lives of each kind; every figure is of one life, on average."""
    bench = await opened(client, engines)
    return {
        "name": "life",
        "lives": lives,
        "paidan": await _counted(bench, WorkOrderWorkflow, _at_the_counter, lives),
        "bare": await _counted(bench, BareWorkflow, _bare, lives),
    }


def _at_the_counter(bench: Bench, task_queue: str) -> Life:
    counter = bench.counter(task_queue)
    return lambda: bench.at_the_counter(counter)


def _bare(bench: Bench, task_queue: str) -> Life:
    return lambda: bench.bare(task_queue)


async def _counted(bench: Bench, kind: type, life_of: LifeOf, lives: int) -> dict[str, float]:
    queue, runner = uuid.uuid4().hex, CountingRunner(restrictions=RESTRICTIONS)
    live = life_of(bench, queue)
    config = bench.client.config()
    config["plugins"] = [PaidanPlugin((kind,), runner)]
    async with worker_of(Client(**config), bench.engines, queue, cached=CACHED_ORDERS):
        for _ in range(WARMING):
            await live()
        begun, before = runner.count.activations, await _transactions(bench)
        for _ in range(lives):
            await live()
        activations, after = runner.count.activations - begun, await _transactions(bench)
    histories = await _histories(bench.client, queue)
    return {
        "events": round(fmean(events for events, _ in histories), 1),
        "history_bytes": round(fmean(size for _, size in histories)),
        "activations": round(activations / lives, 1),
        "transactions": round((after - before) / lives, 1),
    }


async def _transactions(bench: Bench) -> int:
    """How many there have been; a connection tells it only after it was idle for so long."""
    await asyncio.sleep(TOLD_AFTER_S)
    async with bench.engines.patient.connect() as connection:
        return int(await connection.scalar(TRANSACTIONS) or 0)


async def _histories(client: Client, queue: str) -> list[tuple[int, int]]:
    """Events and bytes of each life's history."""
    found: list[tuple[int, int]] = []
    async for run in client.list_workflows(f"TaskQueue = '{queue}'"):
        described = await client.get_workflow_handle(run.id).describe()
        info = described.raw_description.workflow_execution_info
        found.append((info.history_length, info.history_size_bytes))
    return found
