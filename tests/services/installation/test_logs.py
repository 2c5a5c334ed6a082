"""Log lines: each carries what it is about, and none quotes what somebody wrote."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import structlog
from structlog.contextvars import bound_contextvars
from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import RetryPolicy
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from operations.embedded import Services
from services.installation import logs

SECRET = "张三 13800000000"


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What this process logs."""
    stream = io.StringIO()
    before = structlog.get_config()
    handlers = logging.getLogger().handlers[:]
    logs.configure("test", "info", stream)
    yield stream
    structlog.configure(**before)
    structlog.contextvars.unbind_contextvars("process")
    logging.getLogger().handlers[:] = handlers


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    """What was logged, line by line."""
    return [json.loads(line) for line in out.getvalue().splitlines()]


@activity.defn
async def speaks() -> None:
    """Log a line and fail at the first attempt."""
    logs.logger().info("spoken")
    if activity.info().attempt == 1:
        raise ValueError(SECRET)


@workflow.defn
class Speaker:
    """Logs a line of its own and has an activity do so."""

    @workflow.run
    async def run(self) -> None:
        """Speak."""
        logs.logger().info("spoken in the workflow")
        policy = RetryPolicy(initial_interval=timedelta(milliseconds=1))
        within = timedelta(seconds=20)
        await workflow.execute_activity(speaks, start_to_close_timeout=within, retry_policy=policy)


async def test_a_line_under_temporal_names_order_run_and_attempt(
    services: Services, out: io.StringIO
) -> None:
    client = await Client.connect(services.temporal_address, namespace=services.namespace)
    number = f"20261129-{uuid4().int % 10**6:06d}"
    worker = Worker(
        client,
        task_queue=number,
        workflows=[Speaker],
        activities=[speaks],
        workflow_runner=UnsandboxedWorkflowRunner(),
    )
    with bound_contextvars(order="what whoever starts the worker is about"):
        async with worker:
            name = f"order/{number}"
            handle = await client.start_workflow(Speaker.run, id=name, task_queue=number)
            await handle.result()
    run = handle.result_run_id
    spoken = [line for line in lines(out) if line["event"] == "spoken"]
    assert [line["attempt"] for line in spoken] == [1, 2]
    assert {(x["order"], x["run"], x["activity"]) for x in spoken} == {(number, run, "speaks")}
    [inside] = [line for line in lines(out) if line["event"] == "spoken in the workflow"]
    assert (inside["order"], inside["run"], inside["attempt"]) == (number, run, 1)
    [failed] = [line for line in lines(out) if line.get("logger") == "temporalio.activity"]
    assert (failed["order"], failed["error"], failed["level"]) == (number, "ValueError", "warning")
    assert SECRET not in out.getvalue()


def test_a_line_outside_of_everything_names_nothing(out: io.StringIO) -> None:
    logs.logger().info("alone")
    [line] = lines(out)
    assert line.keys() == {"event", "level", "timestamp", "process"}


def test_an_error_is_named_by_class_and_place_and_never_by_its_words(out: io.StringIO) -> None:
    def fails() -> None:
        raise LookupError(SECRET)

    try:
        fails()
    except LookupError:
        logs.logger().error("ALARM ours", exc_info=True)
        logging.getLogger("library").exception("of a library: %s\nand %s", SECRET, SECRET)
    ours, theirs = lines(out)
    for line in (ours, theirs):
        assert line["error"] == "LookupError"
        assert "test_logs.fails:" in line["at"][-1]
    assert theirs["event"] == "of a library: %s"
    assert (theirs["logger"], theirs["level"]) == ("library", "error")
    assert SECRET not in out.getvalue()


async def test_what_nobody_awaited_is_logged_without_its_words(out: io.StringIO) -> None:
    async def fails() -> None:
        raise ValueError(SECRET)

    async def leaves() -> None:
        task = asyncio.create_task(fails())
        await asyncio.sleep(0)
        del task

    await leaves()
    [line] = lines(out)
    assert line["event"] == "Task exception was never retrieved"
    assert line["error"] == "ValueError"
    assert SECRET not in out.getvalue()


def test_who_configures_twice_logs_once(out: io.StringIO) -> None:
    logs.configure("test", "info", out)
    logging.getLogger("library").warning("once")
    assert len(lines(out)) == 1
