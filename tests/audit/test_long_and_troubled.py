"""Histories that are not plain: a store that was away, and a life that goes on in a second run."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from temporalio import activity
from temporalio.client import Client, WorkflowContinuedAsNewError, WorkflowHandle
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from audit.history.histories import (
    ORDER_IN_TEMPORAL,
    batches_of,
    facts_of,
    opening_of,
    read_runs,
)
from audit.ledger.lines import ledger_of
from audit.verify.derivation import faults_of
from domain.chapters.closing.commands import Withdraw
from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.decide import Decided, decide
from domain.order.act import Act, Actor
from domain.order.command import Command
from domain.order.terms import Mode
from domain.vocabulary import ItemType, Role
from operations.embedded import Services
from policies.law import Law
from policies.library import calendar_for, load_pack
from services.installation.settings import Settings
from services.installation.temporal_connection import connect
from store.commands.birth import made_by
from workflows.order_input import Opening
from workflows.ports import ActAnswer, Batch, CommandTable, Lapse, RecordsOffice, Settled
from workflows.work_order import MOST_UPDATES, WorkOrderWorkflow

QUEUE = "troubled"
SEAT = Actor(person="seat-1", unit="hotline", role=Role.SEAT_AGENT)
CALLER = replace(SEAT, person="caller", role=Role.CALLER)


class Cabinet(RecordsOffice):
    """A records office that can be shut for those who are in a hurry."""

    def __init__(self) -> None:
        self.shut = False
        self.stored: list[Batch] = []

    @activity.defn(name="publish_at_once")
    async def publish_at_once(self, batch: Batch) -> Batch:
        if self.shut:
            raise ApplicationError("shut")
        self.stored.append(batch)
        return batch

    @activity.defn(name="publish")
    async def publish(self, batch: Batch) -> None:
        self.stored.append(batch)


class PatientTable(CommandTable):
    """A command table to which every ring counts."""

    @activity.defn(name="lapse_at_once")
    async def lapse_at_once(self, lapse: Lapse) -> Lapse:
        return lapse

    @activity.defn(name="lapse")
    async def lapse(self, lapse: Lapse) -> Settled:
        return Settled(until=lapse.ring.due)


@pytest.fixture
async def client(services: Services) -> Client:
    """A client of the test server."""
    settings = Settings(
        temporal_address=services.temporal_address, temporal_namespace=services.namespace
    )
    return await connect(settings)


@pytest.fixture
async def cabinet(client: Client) -> AsyncIterator[Cabinet]:
    """The records office of a worker that is running."""
    office, table = Cabinet(), PatientTable()
    ports: list[Callable[..., Any]] = [
        office.publish_at_once,
        office.publish,
        table.lapse_at_once,
        table.lapse,
    ]
    async with Worker(client, task_queue=QUEUE, activities=ports):
        yield office


def act(command: Command, actor: Actor, *texts: str, later: int = 0) -> Act:
    """What somebody asks for, received now, or so many microseconds later."""
    stamp = datetime.now(UTC) + timedelta(microseconds=later)
    return Act(
        command_id=str(uuid4()), command=command, actor=actor, received_at=stamp, filled=texts
    )


async def begun(client: Client, number: str) -> WorkflowHandle[WorkOrderWorkflow, None]:
    """An order that was just registered."""
    pack = load_pack("sanya-2018")
    law = Law(pack=pack, calendar=calendar_for(pack))
    order = law.unborn(number, Mode.REAL, datetime.now(UTC))
    register = act(Register(type=ItemType.HELP), SEAT, "demand", "name", "phone")
    decided = decide(order, register)
    assert isinstance(decided, Decided)
    made = made_by(register, decided)
    return await client.start_workflow(
        WorkOrderWorkflow.run,
        Opening(order=order, act=register, made=made),
        id=ORDER_IN_TEMPORAL.format(number),
        task_queue=QUEUE,
    )


async def test_what_was_stored_at_the_second_attempt_counts_once(
    client: Client, cabinet: Cabinet
) -> None:
    handle = await begun(client, "away-1")
    accept, withdraw = act(AcceptForDispatch(), SEAT), act(Withdraw(), CALLER, "reason", later=9)
    answered = await handle.execute_update("accept_for_dispatch", accept, result_type=ActAnswer)
    cabinet.shut = True
    await handle.signal("post", withdraw)
    await handle.result()
    runs = await read_runs(client, "away-1")
    lines = ledger_of(runs)
    assert [line.seq for line in lines if line.seq] == [1, 2, 3]
    born, *later = batches_of(runs)
    assert [fact.occurred_at for fact in born.facts] == [born.recorded_at]
    assert later == [answered.batch, *cabinet.stored]
    kinds = [line.kind for line in lines if line.seq is None]
    assert kinds.count("LocalAttemptFailed") == kinds.count("ActivityDone") == 1
    assert not any(line.virtual for line in lines)
    assert faults_of(runs) == []


async def test_a_life_is_followed_into_its_second_run(client: Client, cabinet: Cabinet) -> None:
    handle = await begun(client, "long-1")
    for place in range(MOST_UPDATES):
        await handle.signal("post", act(AddInfo(), CALLER, "text", later=place))
    with pytest.raises(WorkflowContinuedAsNewError):
        await handle.result(follow_runs=False)
    withdraw = act(Withdraw(), CALLER, "reason", later=MOST_UPDATES)
    second = client.get_workflow_handle(handle.id)
    await second.execute_update("withdraw", withdraw)
    await second.result()
    runs = await read_runs(client, "long-1")
    facts = facts_of(runs)
    assert [fact.seq for fact in facts] == list(range(1, len(facts) + 1))
    assert [line.seq for line in ledger_of(runs) if line.seq] == [fact.seq for fact in facts]
    assert runs[0].run_id == handle.first_execution_run_id
    assert opening_of(runs[1]).act is None
    assert len(facts) == MOST_UPDATES + 2
    assert {"ContinuedAsNew", "RunContinued"} <= {line.kind for line in ledger_of(runs)}
    assert faults_of(runs) == []
    assert "carried into a run" in faults_of([runs[0], runs[0]])[0]
    # Under load a task is lost now and then, and what it had stored at once is stored again.
    assert len({batch.facts[0].seq for batch in cabinet.stored}) == MOST_UPDATES
