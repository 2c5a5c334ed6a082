"""The workflow's two windows to PostgreSQL, asked through a real worker."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from activities.settle import NOT_SETTLED, RingTable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from temporalio import workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.publish import BatchRecords
from domain.chapters.supervision.commands import Urge
from domain.summary import Summary
from operations.embedded import Services
from readmodel.orders import queries
from store.commands.command_table import mark_refused
from store.commands.order_time import move_clock
from store.engines import connect
from tests.databases import Database, received, registered, request
from tests.domain.case import Case
from tests.readmodel.orders.test_publisher import RECORDED
from tests.store.commands.test_command_table import REFUSAL
from workflows.ports import AT_ONCE, FOR_EVER, Batch, CommandTable, RecordsOffice, Ring, Settled

QUEUE = "windows"
DAY = timedelta(days=1)
A_SECOND = 1.0


@workflow.defn
class AskTheTable:
    """Rings, as an order does: at once, or for as long as it takes."""

    @workflow.run
    async def run(self, ring: Ring, at_once: bool) -> Settled:
        if at_once:
            return await workflow.execute_local_activity_method(
                CommandTable.settle_at_once,  # type: ignore[arg-type]
                ring,
                **AT_ONCE,
            )
        return await workflow.execute_activity_method(
            CommandTable.settle,  # type: ignore[arg-type]
            ring,
            **FOR_EVER,
        )


@workflow.defn
class HandInABatch:
    """Publishes, as an order does: once within the task, and once more as if that had failed."""

    @workflow.run
    async def run(self, batch: Batch) -> bool:
        shown = await workflow.execute_local_activity_method(
            RecordsOffice.publish_at_once,  # type: ignore[arg-type]
            batch,
            **AT_ONCE,
        )
        await workflow.execute_activity_method(
            RecordsOffice.publish,  # type: ignore[arg-type]
            batch,
            **FOR_EVER,
        )
        return bool(shown == batch)


@pytest.fixture(scope="session")
async def client(services: Services, rehearsal: Database) -> AsyncIterator[Client]:
    """A client whose worker has both windows open on the virtual database."""
    client = await Client.connect(services.temporal_address, data_converter=pydantic_data_converter)
    table, records = RingTable(rehearsal.engines), BatchRecords(rehearsal.engines)
    async with Worker(
        client,
        task_queue=QUEUE,
        workflows=[AskTheTable, HandInABatch],
        activities=[
            table.settle_at_once,
            table.settle,
            records.publish_at_once,
            records.publish,
        ],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        yield client


async def test_a_ring_is_answered_at_once_when_nothing_waits(
    client: Client, rehearsal: Database
) -> None:
    row = await registered(rehearsal)
    await mark_refused(rehearsal.engines.patient, row.id, REFUSAL)
    ring = Ring(number=str(row.order_number), due=row.received_at)
    settled: Settled = await client.execute_workflow(
        AskTheTable.run, args=[ring, True], id=str(uuid4()), task_queue=QUEUE
    )
    assert settled.until > ring.due


async def test_a_ring_before_its_time_fails_at_once(client: Client, rehearsal: Database) -> None:
    row = await registered(rehearsal)
    ring = Ring(number=str(row.order_number), due=row.received_at + DAY)
    with pytest.raises(WorkflowFailureError) as failed:
        await client.execute_workflow(
            AskTheTable.run, args=[ring, True], id=str(uuid4()), task_queue=QUEUE
        )
    assert getattr(failed.value.cause, "type", "") == NOT_SETTLED


async def test_a_ring_is_asked_again_until_what_came_in_time_is_decided(
    client: Client, rehearsal: Database
) -> None:
    engine = rehearsal.engines.patient
    row = await registered(rehearsal)
    number = str(row.order_number)
    await mark_refused(engine, row.id, REFUSAL)
    in_time = (await received(rehearsal, number, request(Urge()))).command
    await move_clock(engine, number, DAY)
    ring = Ring(number=number, due=in_time.received_at + DAY / 2)
    asking = await client.start_workflow(
        AskTheTable.run, args=[ring, False], id=str(uuid4()), task_queue=QUEUE
    )
    async with asyncio.timeout(10):
        while not (await asking.describe()).raw_description.pending_activities:
            pass
    await mark_refused(engine, in_time.id, REFUSAL)
    settled: Settled = await asking.result()
    assert settled.until > ring.due


async def test_a_batch_is_stored_and_shown_once(client: Client, rehearsal: Database) -> None:
    case = Case(number=f"shown-{uuid4().hex[:8]}").dispatched()
    batch = Batch(
        number=case.order.number,
        recorded_at=RECORDED,
        facts=tuple(case.facts),
        answers=(),
        standing=Summary.of(case.order),
    )
    shown = await client.execute_workflow(
        HandInABatch.run, batch, id=str(uuid4()), task_queue=QUEUE
    )
    assert shown
    assert await queries.facts(rehearsal.engines.patient, batch.number) == batch.facts


async def test_an_attempt_at_once_ends_below_the_second_that_it_is_given(
    rehearsal: Database,
) -> None:
    row = await registered(rehearsal)
    ring = Ring(number=str(row.order_number), due=row.received_at)
    async with rehearsal.engines.patient.begin() as holder:
        lock = text("SELECT FROM work_order WHERE number = :number FOR UPDATE")
        await holder.execute(lock, {"number": ring.number})
        async with asyncio.timeout(A_SECOND):
            with pytest.raises(OperationalError, match="lock timeout"):
                await RingTable(rehearsal.engines).settle_at_once(ring)


async def test_a_server_that_hangs_does_not_keep_an_attempt(rehearsal: Database) -> None:
    row = await registered(rehearsal)
    ring = Ring(number=str(row.order_number), due=row.received_at - DAY)
    engines = connect(rehearsal.url, pool_size=1)
    async with engines.hurried.connect() as connection:
        backend = await connection.scalar(text("SELECT pg_backend_pid()"))
    os.kill(int(backend or 0), signal.SIGSTOP)
    try:
        async with asyncio.timeout(A_SECOND):
            with pytest.raises(TimeoutError):
                await RingTable(engines).settle_at_once(ring)
    finally:
        os.kill(int(backend or 0), signal.SIGCONT)
    await mark_refused(rehearsal.engines.patient, row.id, REFUSAL)
    assert (await RingTable(engines).settle_at_once(ring)).until > ring.due
    await engines.close()


async def test_a_server_that_never_greets_does_not_keep_an_attempt() -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    port = silent.getsockname()[1]
    engines = connect(f"postgresql://paidan@127.0.0.1:{port}/paidan")
    ring = Ring(number="20260302-000001", due=RECORDED)
    async with asyncio.timeout(A_SECOND):
        with silent, pytest.raises(TimeoutError):
            await RingTable(engines).settle_at_once(ring)
    await engines.close()
