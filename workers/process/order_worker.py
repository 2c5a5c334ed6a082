"""The Temporal worker that runs orders: the same for every process and every test."""

from datetime import timedelta
from typing import Final

from temporalio.client import Client
from temporalio.common import WorkerDeploymentVersion
from temporalio.worker import PollerBehaviorAutoscaling, Worker, WorkerDeploymentConfig

from activities.lapse import RingTable
from activities.publish import BatchRecords
from services.installation.build import build_id
from store.engines import Engines
from workflows.plugin import warm_up

LAST_TASKS: Final = timedelta(seconds=12)
"""Longer than any activity may run: no process ends with one under way."""
CACHED_ORDERS: Final = 1000


def worker_of(client: Client, engines: Engines, task_queue: str, *, cached: int) -> Worker:
    """The worker that every process and every test runs."""
    warm_up()
    records, table = BatchRecords(engines), RingTable(engines, client)
    return Worker(
        client,
        task_queue=task_queue,
        activities=[
            records.publish_at_once,
            records.publish,
            table.lapse_at_once,
            table.lapse,
        ],
        max_cached_workflows=cached,
        graceful_shutdown_timeout=LAST_TASKS,
        deployment_config=_build(),
        workflow_task_poller_behavior=PollerBehaviorAutoscaling(),
        activity_task_poller_behavior=PollerBehaviorAutoscaling(),
    )


def _build() -> WorkerDeploymentConfig:
    """Orders run under whatever build is up: the law travels with them and histories replay."""
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(deployment_name="paidan", build_id=build_id()),
        use_worker_versioning=False,
    )
