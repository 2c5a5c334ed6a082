"""A worker process: runs orders and publishes their facts until it is asked to stop."""

import asyncio
import signal
from contextlib import suppress
from datetime import timedelta
from importlib.metadata import version
from typing import Final

from temporalio.client import Client
from temporalio.common import WorkerDeploymentVersion
from temporalio.worker import PollerBehaviorAutoscaling, Worker, WorkerDeploymentConfig

from activities.publish import Records
from activities.settle import Table
from services.archive.archiving import Archivist
from services.archive.reconciling import Reconciler
from services.delivery.order_queue import Delivery
from services.installation import logs
from services.installation.keys import log_signer
from services.installation.process_notes import say_ready
from services.installation.settings import Settings
from services.installation.temporal_connection import LAST_WORDS_S
from services.installation.temporal_connection import connect as connect_temporal
from services.law.laws import Laws
from store.engines import Engines
from store.engines import connect as connect_database
from workers.rounds.archiving import keep_archive
from workers.rounds.filing import file_away
from workers.rounds.reconciling import keep_reconciled
from workers.rounds.relay import relay
from workers.rounds.scoring import ScoringClerk, keep_scores

LAST_TASKS: Final = timedelta(seconds=12)
"""Longer than any activity may run: no process ends with one under way."""
CACHED_ORDERS: Final = 1000
BUILD: Final = WorkerDeploymentConfig(
    version=WorkerDeploymentVersion(deployment_name="paidan", build_id=version("paidan")),
    use_worker_versioning=False,
)
"""Orders run under whatever build is up: the law travels with them and stored histories replay."""


def worker_of(client: Client, engines: Engines, task_queue: str, *, cached: int) -> Worker:
    """The worker that every process and every test runs."""
    records, table = Records(engines), Table(engines)
    return Worker(
        client,
        task_queue=task_queue,
        activities=[
            records.publish_at_once,
            records.publish,
            table.settle_at_once,
            table.settle,
        ],
        max_cached_workflows=cached,
        graceful_shutdown_timeout=LAST_TASKS,
        deployment_config=BUILD,
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
    )


async def work(settings: Settings) -> None:
    """Stand ready on the task queue until SIGINT or SIGTERM."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    client = await connect_temporal(settings)
    engines = connect_database(str(settings.database_url))
    delivery = Delivery(
        engines=engines,
        client=client,
        laws=Laws(engines.patient),
        task_queue=settings.task_queue,
    )
    async with worker_of(client, engines, settings.task_queue, cached=CACHED_ORDERS):
        logs.logger().info("connected", identity=client.identity)
        rounds = _rounds(settings, delivery)
        say_ready(settings.ready_note)
        await stopping.wait()
        for going in rounds:
            going.cancel()
        for going in rounds:
            with suppress(asyncio.CancelledError):
                await going
    await engines.close()
    await asyncio.sleep(LAST_WORDS_S)


def _rounds(settings: Settings, delivery: Delivery) -> list[asyncio.Task[None]]:
    """What every worker does besides, again and again."""
    engines, client = delivery.engines, delivery.client
    return [
        asyncio.create_task(relay(delivery)),
        asyncio.create_task(file_away(delivery)),
        asyncio.create_task(_score(settings, delivery)),
        asyncio.create_task(_archive(settings, engines, client)),
        asyncio.create_task(_reconcile(settings, engines, client)),
    ]


async def _archive(settings: Settings, engines: Engines, client: Client) -> None:
    await keep_archive(
        Archivist(engines=engines, client=client, signer=log_signer(settings)),
        every=timedelta(seconds=settings.archive_every_s),
        alarm=timedelta(seconds=settings.archive_alarm_s),
    )


async def _reconcile(settings: Settings, engines: Engines, client: Client) -> None:
    await keep_reconciled(
        Reconciler(
            engines=engines,
            client=client,
            archived_within=timedelta(seconds=settings.archive_alarm_s),
        ),
        every=timedelta(seconds=settings.reconcile_every_s),
    )


async def _score(settings: Settings, delivery: Delivery) -> None:
    await keep_scores(
        ScoringClerk(
            engines=delivery.engines,
            laws=delivery.laws,
            city_pack=settings.city_pack,
            signer=log_signer(settings),
        )
    )


def main() -> None:
    """Run one worker with the settings of its environment."""
    settings = Settings()
    logs.configure("worker", settings.log_level)
    asyncio.run(work(settings))


if __name__ == "__main__":
    main()
