"""The workflow's two windows to PostgreSQL, asked through a real worker."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from temporalio import workflow
from temporalio.client import Client, WorkflowFailureError
from temporalio.exceptions import ActivityError
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from activities.lapse import NOT_SETTLED, RingTable
from activities.publish import BatchRecords
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import Urge
from domain.decide import Decided, alarms, decide, lapse_until
from domain.order.act import Act
from domain.order.fact import Fact
from domain.order.order import Order
from domain.summary import Summary
from operations.embedded import Services
from readmodel.orders import queries
from readmodel.orders.lapsing import store_lapse
from readmodel.orders.publisher import store
from store.commands.command_table import mark_refused
from store.commands.order_time import move_clock
from store.engines import connect
from tests.databases import SEAT, Database, lawful, received, registered, request
from tests.domain.case import Case
from tests.readmodel.orders.test_publisher import RECORDED
from tests.store.commands.test_command_table import REFUSAL
from workflows.converter import DATA_CONVERTER
from workflows.ports import (
    AT_ONCE,
    FOR_EVER,
    MOVED,
    Batch,
    CommandTable,
    Lapse,
    RecordsOffice,
    Ring,
    Settled,
)

QUEUE = "windows"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
A_SECOND = 1.0


@workflow.defn
class RingOnce:
    """Rings, as an order does: at once, or for as long as it takes; says the facts that lapsed."""

    @workflow.run
    async def run(self, lapse: Lapse, at_once: bool) -> bool:
        if at_once:
            shown = await workflow.execute_local_activity_method(
                CommandTable.lapse_at_once,  # type: ignore[arg-type]
                lapse,
                **AT_ONCE,
            )
            return bool(shown == lapse)
        settled: Settled = await workflow.execute_activity_method(
            CommandTable.lapse,  # type: ignore[arg-type]
            lapse,
            **FOR_EVER,
        )
        return settled.until == lapse.ring.due


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
    client = await Client.connect(services.temporal_address, data_converter=DATA_CONVERTER)
    table, records = RingTable(rehearsal.engines, client), BatchRecords(rehearsal.engines)
    async with Worker(
        client,
        task_queue=QUEUE,
        workflows=[RingOnce, HandInABatch],
        activities=[
            table.lapse_at_once,
            table.lapse,
            records.publish_at_once,
            records.publish,
        ],
        workflow_runner=UnsandboxedWorkflowRunner(),
    ):
        yield client


@dataclass(frozen=True, kw_only=True)
class Newborn:
    """An order that nobody has answered in time yet, and what its first duty makes then."""

    order: Order
    due: datetime

    @property
    def number(self) -> str:
        """Its number."""
        return self.order.number

    def lapse(self, recorded_at: datetime = RECORDED) -> Lapse:
        """What the ring makes if nothing comes in between."""
        lapsed = lapse_until(self.order, self.due)
        ring = Ring(number=self.number, due=self.due)
        return Lapse(ring=ring, batch=Batch.of(lapsed, recorded_at))


async def newborn(rehearsal: Database) -> Newborn:
    """Register a demand and look what rings first."""
    row = await registered(rehearsal)
    outcome = lawful(str(row.order_number), row.act)
    assert isinstance(outcome, Decided)
    return Newborn(order=outcome.order, due=min(alarms(outcome.order).values()))


async def past_its_due(rehearsal: Database) -> Newborn:
    """The same, after the due."""
    order = await newborn(rehearsal)
    await move_clock(rehearsal.engines.patient, order.number, order.due - datetime.now(UTC) + DAY)
    return order


async def rings(client: Client, lapse: Lapse, *, at_once: bool) -> bool:
    """Ring, and wait until it counts."""
    return await client.execute_workflow(
        RingOnce.run, args=[lapse, at_once], id=str(uuid4()), task_queue=QUEUE
    )


def why(failed: WorkflowFailureError) -> str:
    """As what an activity failed; an ordinary one is wrapped once more than a local one."""
    cause = failed.cause.cause if isinstance(failed.cause, ActivityError) else failed.cause
    return str(getattr(cause, "type", ""))


async def stored(rehearsal: Database, number: str) -> tuple[Fact, ...]:
    """The facts of an order."""
    return await queries.facts(rehearsal.engines.patient, number)


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_ring_that_counts_is_stored_with_the_question(
    client: Client, rehearsal: Database, at_once: bool
) -> None:
    order = await past_its_due(rehearsal)
    assert await rings(client, order.lapse(), at_once=at_once)
    facts = await stored(rehearsal, order.number)
    assert facts[1:] == order.lapse().batch.facts
    assert {fact.occurred_at for fact in facts[1:]} == {order.due}
    late = (await received(rehearsal, order.number, request(Urge()))).command
    assert late.received_at > order.due


async def test_a_ring_before_its_time_fails_at_once_and_stores_nothing(
    client: Client, rehearsal: Database
) -> None:
    order = await newborn(rehearsal)
    with pytest.raises(WorkflowFailureError) as failed:
        await rings(client, order.lapse(), at_once=True)
    assert why(failed.value) == NOT_SETTLED
    assert len(await stored(rehearsal, order.number)) == 1


async def test_a_ring_waits_until_what_came_in_time_is_decided(
    client: Client, rehearsal: Database
) -> None:
    engine, order = rehearsal.engines.patient, await newborn(rehearsal)
    in_time = (await received(rehearsal, order.number, request(Urge()))).command
    await move_clock(engine, order.number, order.due - datetime.now(UTC) + DAY)
    asking = await client.start_workflow(
        RingOnce.run, args=[order.lapse(), False], id=str(uuid4()), task_queue=QUEUE
    )
    async with asyncio.timeout(10):
        while not (await asking.describe()).raw_description.pending_activities:
            pass
    assert len(await stored(rehearsal, order.number)) == 1
    await mark_refused(engine, in_time.id, REFUSAL)
    assert await asking.result()
    assert len(await stored(rehearsal, order.number)) > 1


async def test_an_act_that_came_in_time_makes_the_ring_be_decided_anew(
    client: Client, rehearsal: Database
) -> None:
    order = await past_its_due(rehearsal)
    stale = order.lapse()
    in_time = Act(
        command_id=str(uuid4()),
        command=AcceptForDispatch(),
        actor=SEAT,
        received_at=order.due - SECOND,
    )
    taken = decide(order.order, in_time)
    assert isinstance(taken, Decided)
    await store(rehearsal.engines.publishing, Batch.of(taken, RECORDED))
    for at_once in (True, False):
        with pytest.raises(WorkflowFailureError) as failed:
            await rings(client, stale, at_once=at_once)
        assert why(failed.value) == MOVED
    assert (await stored(rehearsal, order.number))[1:] == taken.facts


async def test_of_act_and_ring_the_act_gives_the_recorded_instant(rehearsal: Database) -> None:
    """A later act told the same lapse in its own answer: its history is the earlier one."""
    engine, first = rehearsal.engines, await past_its_due(rehearsal)
    second = await past_its_due(rehearsal)
    for order, ring_first in ((first, True), (second, False)):
        late = Act(
            command_id=str(uuid4()),
            command=AcceptForDispatch(),
            actor=SEAT,
            received_at=order.due + SECOND,
        )
        taken = decide(order.order, late)
        assert isinstance(taken, Decided)
        act, ring = Batch.of(taken, RECORDED + SECOND), order.lapse(RECORDED)
        assert act.facts[: len(ring.batch.facts)] == ring.batch.facts
        if ring_first:
            await store_lapse(engine.patient, ring)
            await store(engine.publishing, act)
        else:
            await store(engine.publishing, act)
            await store_lapse(engine.patient, ring)
        assert set(await recorded(rehearsal, order.number)) == {act.recorded_at}


async def test_a_ring_that_is_told_again_gives_its_later_instant(rehearsal: Database) -> None:
    """Its first attempt was lost with its task: the history will show the second."""
    order = await past_its_due(rehearsal)
    await store_lapse(rehearsal.engines.patient, order.lapse(RECORDED))
    await store_lapse(rehearsal.engines.patient, order.lapse(RECORDED + SECOND))
    assert set(await recorded(rehearsal, order.number)) == {RECORDED + SECOND}


async def recorded(rehearsal: Database, number: str) -> list[datetime]:
    """When each fact after the registration was recorded."""
    wanted = "SELECT recorded_at FROM fact WHERE order_number = :number AND seq > 1"
    async with rehearsal.engines.patient.connect() as connection:
        return list(await connection.scalars(text(wanted), {"number": number}))


async def test_a_batch_is_stored_and_shown_once(client: Client, rehearsal: Database) -> None:
    case = Case(number=f"shown-{uuid4().hex[:8]}").dispatched()
    batch = Batch(
        recorded_at=RECORDED,
        facts=tuple(case.facts),
        standing=Summary.of(case.order),
    )
    shown = await client.execute_workflow(
        HandInABatch.run, batch, id=str(uuid4()), task_queue=QUEUE
    )
    assert shown
    assert await queries.facts(rehearsal.engines.patient, batch.number) == batch.facts


async def test_an_attempt_at_once_ends_below_the_second_that_it_is_given(
    client: Client, rehearsal: Database
) -> None:
    order = await past_its_due(rehearsal)
    async with rehearsal.engines.patient.begin() as holder:
        lock = text("SELECT FROM work_order WHERE number = :number FOR UPDATE")
        await holder.execute(lock, {"number": order.number})
        async with asyncio.timeout(A_SECOND):
            with pytest.raises(OperationalError, match="lock timeout"):
                await RingTable(rehearsal.engines, client).lapse_at_once(order.lapse())


async def test_a_server_that_hangs_does_not_keep_an_attempt(
    client: Client, rehearsal: Database
) -> None:
    order = await past_its_due(rehearsal)
    engines = connect(rehearsal.url, pool_size=1)
    async with engines.hurried.connect() as connection:
        backend = await connection.scalar(text("SELECT pg_backend_pid()"))
    os.kill(int(backend or 0), signal.SIGSTOP)
    try:
        async with asyncio.timeout(A_SECOND):
            with pytest.raises(TimeoutError):
                await RingTable(engines, client).lapse_at_once(order.lapse())
    finally:
        os.kill(int(backend or 0), signal.SIGCONT)
    await RingTable(engines, client).lapse_at_once(order.lapse())
    assert len(await stored(rehearsal, order.number)) > 1
    await engines.close()


async def test_a_server_that_never_greets_does_not_keep_an_attempt(
    client: Client, rehearsal: Database
) -> None:
    order = await past_its_due(rehearsal)
    silent = socket.create_server(("127.0.0.1", 0))
    port = silent.getsockname()[1]
    engines = connect(f"postgresql://paidan@127.0.0.1:{port}/paidan")
    async with asyncio.timeout(A_SECOND):
        with silent, pytest.raises(TimeoutError):
            await RingTable(engines, client).lapse_at_once(order.lapse())
    await engines.close()
