"""`bench lives`: whole lives a second, facts in PostgreSQL, beside a bare workflow's.

The acts go straight to the workflows, as the peers' do, and their facts are stored as they are
answered; one more figure takes them through the counter and its command table. Rounds alternate,
so that a busy machine slows all alike.
"""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import truediv
from statistics import median
from typing import Any, Final

from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner

from domain.order.act import Act
from domain.order.terms import Mode
from operations.bench.bare import LIFE, BareWorkflow
from operations.scenarios.drivers.core import acts_of
from operations.scenarios.drivers.counter import CounterDriver
from operations.scenarios.drivers.driver import play
from operations.scenarios.measured import ORDINARY, at_once
from operations.scenarios.scenario import fixed, order_under
from policies.library import calendar_for, load_pack
from readmodel.orders.publisher import store
from services.delivery.order_queue import Delivery
from services.delivery.workflow_client import start, workflow_id
from services.law.laws import Law, Laws
from services.submission.counter import Counter
from store.commands.birth import made_at_birth
from store.engines import Engines
from store.vault.blind_index import IndexKey
from store.vault.encryption import MasterKey
from store.vault.key_ring import KeyRing
from workers.process.order_worker import CACHED_ORDERS, worker_of
from workflows.plugin import PaidanPlugin
from workflows.ports import ActAnswer
from workflows.sandbox import STRICT
from workflows.work_order import WorkOrderWorkflow

PACK: Final = "sanya-2018"
AT_ONCE: Final = 24
STEPS: Final = at_once(ORDINARY)

Life = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What a life of each kind needs."""

    client: Client
    engines: Engines
    law: Law

    def acts(self) -> list[Act]:
        """The acts of one life, stamped as they come."""
        return list(acts_of(STEPS, datetime.now(UTC), lambda _: str(uuid.uuid4())))

    async def paidan(self, task_queue: str) -> None:
        """One order, its acts sent straight to its workflow."""
        registration, *acts = self.acts()
        number = f"bench-{uuid.uuid4().hex}"
        order = self.law.unborn(number, Mode.REAL, registration.received_at)
        made = made_at_birth(order, registration)
        last = await store(self.engines.publishing, made)
        await start(self.client, task_queue, order, registration, made)
        handle = self.client.get_workflow_handle(workflow_id(number))
        for act in acts:
            answered: ActAnswer = await handle.execute_update(
                act.command.name, act, id=act.command_id, result_type=ActAnswer
            )
            if answered.batch:
                last = await store(self.engines.publishing, answered.batch, last)
        await handle.result()

    async def bare(self, task_queue: str) -> None:
        """One bare workflow with the same updates and timers."""
        label = f"bare-{uuid.uuid4().hex}"
        handle = await self.client.start_workflow(
            BareWorkflow.run, label, id=label, task_queue=task_queue
        )
        for step in LIFE:
            await handle.execute_update(BareWorkflow.step, step)
        await handle.result()

    def counter(self, task_queue: str) -> Counter:
        """A counter whose orders run on this queue."""
        delivery = Delivery(
            engines=self.engines,
            client=self.client,
            laws=Laws(self.engines.patient),
            task_queue=task_queue,
        )
        return Counter(
            engines=self.engines,
            master=KeyRing.of(MasterKey(secret=bytes(32))),
            index=IndexKey(secret=bytes(32)),
            delivery=delivery,
        )

    async def at_the_counter(self, counter: Counter) -> None:
        """One order through the counter: stamped, kept, delivered, answered."""
        driver = CounterDriver(counter=counter, law=self.law)
        await play(fixed(STEPS), driver, order_under(self.law))


async def opened(client: Client, engines: Engines) -> Bench:
    """The bench on these servers, with its law kept."""
    pack = load_pack(PACK)
    await Laws(engines.patient).keep(pack)
    return Bench(client=client, engines=engines, law=Law(pack=pack, calendar=calendar_for(pack)))


def _key() -> str:
    return uuid.uuid4().hex


async def bench_lives(
    client: Client, engines: Engines, *, lives: int, rounds: int
) -> dict[str, Any]:
    """Measure every kind in turn, `rounds` times; figures are medians of lives a second.

    The ratio is the median of the rounds' own ratios: a machine that slows down between two rounds
    then slows neither kind more than the other."""
    bench = await opened(client, engines)
    seen: dict[str, list[float]] = {name: [] for name in KINDS}
    for number in range(rounds + 1):
        for name, kind in KINDS.items():
            async with kind(bench) as life:
                rate = await _rate(life, lives)
            if number:  # the first round only warms up
                seen[name].append(rate)
    figures = {name: _figures(rates) for name, rates in seen.items()}
    paidan = figures.pop("paidan")
    return {
        "name": "lives",
        "rounds": rounds,
        "lives_per_round": lives,
        "paidan": paidan,
        "peers": figures,
        "ratio": round(median(map(truediv, seen["paidan"], seen["bare"])), 3),
    }


def _figures(rates: list[float]) -> dict[str, float]:
    return {
        "median": round(median(rates), 2),
        "least": round(min(rates), 2),
        "most": round(max(rates), 2),
    }


async def _rate(life: Life, lives: int) -> float:
    limit = asyncio.Semaphore(AT_ONCE)

    async def one() -> None:
        async with limit:
            await life()

    began = time.monotonic()
    await asyncio.gather(*(one() for _ in range(lives)))
    return lives / (time.monotonic() - began)


@asynccontextmanager
async def _strict(bench: Bench) -> AsyncIterator[Life]:
    queue = _key()
    async with worker_of(bench.client, bench.engines, queue, cached=CACHED_ORDERS):
        yield lambda: bench.paidan(queue)


@asynccontextmanager
async def _counter(bench: Bench) -> AsyncIterator[Life]:
    queue = _key()
    counter = bench.counter(queue)
    async with worker_of(bench.client, bench.engines, queue, cached=CACHED_ORDERS):
        yield lambda: bench.at_the_counter(counter)


@asynccontextmanager
async def _bare(bench: Bench) -> AsyncIterator[Life]:
    queue = _key()
    async with _peer(bench, queue, (BareWorkflow,), STRICT):
        yield lambda: bench.bare(queue)


@asynccontextmanager
async def _unsandboxed(bench: Bench) -> AsyncIterator[Life]:
    queue = _key()
    async with _peer(bench, queue, (WorkOrderWorkflow,), UnsandboxedWorkflowRunner()):
        yield lambda: bench.paidan(queue)


def _peer(bench: Bench, queue: str, workflows: tuple[type, ...], runner: WorkflowRunner) -> Worker:
    """A worker as ours, but for what is measured."""
    config = bench.client.config()
    config["plugins"] = [PaidanPlugin(workflows, runner)]
    return worker_of(Client(**config), bench.engines, queue, cached=CACHED_ORDERS)


KINDS: Final = {
    "paidan": _strict,
    "bare": _bare,
    "unsandboxed": _unsandboxed,
    "counter": _counter,
}
