"""A hotline in movable time: for tests and the demonstration, on real servers of its own.

The database is born virtual. To let time pass for an order, the order's own clock in PostgreSQL
is moved first and its workflow is fast-forwarded by the same length; both are the real server's
work, so what happens is what would have happened.

The workflow's clock may stand behind the order's own, never before it: a timer that rings too early
waits for the time to which it was set.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper, TimeSkippingConfig
from temporalio.worker import Worker

from domain.order.terms import Mode
from operations.embedded import Services
from policies.city_file import sample_city
from policies.city_register import CityRegister
from services.delivery.order_queue import Delivery
from services.delivery.workflow_client import workflow_id
from services.installation.city import city_asked
from services.installation.keys import index_key, key_ring
from services.installation.known_keys import settle_keys
from services.installation.settings import Settings
from services.installation.temporal_connection import connect
from services.law.laws import Laws
from services.submission.counter import Counter
from store.city import City, read_city
from store.commands.order_time import move_clock, now
from store.engines import Engines
from store.engines import connect as connect_database
from store.migrate import upgrade
from store.register.city_load import load_register
from store.register.people import FROM_THE_START
from workers.process.order_worker import CACHED_ORDERS, worker_of

NOT_BY_ITSELF: Final = TimeSkippingConfig(enabled=False)
"""Time passes only when it is told to; otherwise every clock would lapse at once."""
SHORTEST_LEAP: Final = timedelta(seconds=1)
"""A leap that is over before the server looks at it takes the workflow to its next timer, however
far: by less than this, which takes the server milliseconds, a workflow is not fast-forwarded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualHotline:
    """A counter, and the power over time."""

    engines: Engines
    client: Client
    skipper: TimeSkipper
    laws: Laws
    delivery: Delivery
    counter: Counter
    city: City
    task_queue: str
    data_dir: Path
    """Where its keys are kept."""

    def handle(self, number: str) -> WorkflowHandle[Any, Any]:
        """The workflow of an order."""
        return self.client.get_workflow_handle(workflow_id(number))

    async def now(self, number: str) -> datetime:
        """What time it is for an order (UTC)."""
        return await now(self.engines.patient, number)

    async def pass_time(self, number: str, by: timedelta) -> None:
        """Let time pass for one order, in the database first and then in its workflow.

        The run of an order that was come back to begins at the real time and catches up here, as
        does one that was left behind by spans too short for a leap. An order at rest has no run.
        Raises ValueError for a negative span."""
        if by < timedelta():
            raise ValueError(f"time of {number} cannot go back by {-by}")
        await move_clock(self.engines.patient, number, by)
        run = self.handle(number)
        behind = await self.now(number) - await self.skipper.get_current_time(run)
        if behind >= SHORTEST_LEAP:
            await self._leap(run, behind)

    async def _leap(self, run: WorkflowHandle[Any, Any], by: timedelta) -> None:
        try:
            await self.skipper.fast_forward(run, by)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    def worker(self, *, cached: int = CACHED_ORDERS) -> Worker:
        """A worker for this hotline's orders."""
        return worker_of(self.client, self.engines, self.task_queue, cached=cached)


WorkerOf = Callable[[VirtualHotline], Worker]


@asynccontextmanager
async def virtual_hotline(
    services: Services, settings: Settings, *, task_queue: str, people: CityRegister | None = None
) -> AsyncIterator[VirtualHotline]:
    """Open a hotline on running services whose database is, or becomes, a virtual one.

    Its people are those of the sample city, or whoever is named. Raises UnfitCity."""
    upgrade(services.database_url, Mode.VIRTUAL, city_asked(settings))
    engines = connect_database(services.database_url)
    here = settings.model_copy(
        update={
            "temporal_address": services.temporal_address,
            "temporal_namespace": services.namespace,
        }
    )
    skipper = TimeSkipper(await connect(here), config=NOT_BY_ITSELF)
    await load_register(engines.patient, people or sample_city(), FROM_THE_START)
    try:
        await settle_keys(engines.patient, settings)
        yield _hotline(engines, skipper, settings, await read_city(engines.patient), task_queue)
    finally:
        await engines.close()


def _hotline(
    engines: Engines,
    skipper: TimeSkipper,
    settings: Settings,
    city: City,
    task_queue: str,
) -> VirtualHotline:
    laws = Laws(engines.patient)
    delivery = Delivery(engines=engines, client=skipper.client, laws=laws, task_queue=task_queue)
    return VirtualHotline(
        engines=engines,
        client=skipper.client,
        skipper=skipper,
        laws=laws,
        delivery=delivery,
        counter=Counter(
            engines=engines,
            master=key_ring(settings),
            index=index_key(settings),
            delivery=delivery,
        ),
        city=city,
        task_queue=task_queue,
        data_dir=settings.data_dir,
    )
