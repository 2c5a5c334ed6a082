"""Facts become rows once, in order, and the rows stand as the order itself stands."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, true

from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import Urge
from domain.order.clock import Outcome
from domain.order.refusal import Refusal
from domain.parties import Parties
from domain.summary import Summary
from domain.vocabulary import State
from readmodel.orders import queries
from readmodel.orders.publisher import FactsMissing, Stored, store
from store.commands.command_table import answer_of, mark_failed
from store.commands.stored import CommandStatus, StoredCommand
from store.engines import single
from store.wire import CLOCK, FACT, as_json
from tests.databases import Database, a_number, received, request
from tests.domain.case import Case
from workflows.ports import Batch, CommandAnswer, Receipt

RECORDED = datetime(2026, 3, 2, 1, 0, 5, tzinfo=UTC)


def batch(case: Case, since: int = 0, *answers: CommandAnswer) -> Batch:
    """What the workflow of a case would hand over after its first `since` facts."""
    return Batch(
        recorded_at=RECORDED,
        facts=tuple(case.facts[since:]),
        answers=answers,
        standing=Summary.of(case.order),
        parties=Parties.of(case.order),
    )


async def snapshot(database: Database, number: str) -> list[object]:
    """Every published row of an order, with the transaction that last wrote it."""
    rows: list[object] = []
    async with database.engines.patient.connect() as connection:
        for table, key in (("fact", "order_number"), ("clock", "order_number")):
            found = await connection.execute(
                text(f"SELECT xmin::text, {table}.* FROM {table} WHERE {key} = :n ORDER BY 2, 3"),
                {"n": number},
            )
            rows += found.all()
    return rows


async def agrees(database: Database, case: Case) -> None:
    """Hold the published order against the case."""
    engine, number = database.engines.patient, case.order.number
    view = await queries.order(engine, number)
    assert view.standing == Summary.of(case.order)
    assert {clock.id: clock for clock in view.clocks} == case.order.clocks
    assert await queries.facts(engine, number) == tuple(case.facts)


async def test_a_whole_life_is_published_as_it_happened(office: Database) -> None:
    case, published = Case(number="life-1"), 0
    for step in (
        lambda: case.dispatched(),
        lambda: case.after(days=3),
        lambda: case.by("unit_clerk").does(Accept()),
        lambda: case.solved(),
    ):
        step()
        await store(office.engines.publishing, batch(case, published))
        published = len(case.facts)
        await agrees(office, case)
    assert case.clock("accept/1").outcome is Outcome.LATE


async def test_the_same_batch_twice_and_at_once_has_one_effect(office: Database) -> None:
    case = Case(number="twice-1").dispatched()
    await asyncio.gather(*(store(single(office.engines.patient), batch(case)) for _ in range(8)))
    once = await snapshot(office, case.order.number)
    assert len(once) == len(case.facts) + len(case.order.clocks)
    await store(single(office.engines.patient), batch(case))
    assert await snapshot(office, case.order.number) == once
    await agrees(office, case)


async def test_an_older_batch_takes_nothing_back(office: Database) -> None:
    case = Case(number="older-1").register()
    older = batch(case)
    await store(single(office.engines.patient), older)
    case.does(AcceptForDispatch())
    await store(single(office.engines.patient), batch(case))
    await store(single(office.engines.patient), older)
    await agrees(office, case)


async def test_what_is_remembered_of_an_order_is_only_believed(office: Database) -> None:
    case = Case(number="belief-1").register()
    last = await store(office.engines.publishing, batch(case))
    before, version = last, len(case.facts)
    case.does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    last = await store(office.engines.publishing, batch(case, version), last)
    assert last == Stored(version=len(case.facts), clocks=case.order.clocks)
    version = len(case.facts)
    case.by("unit_clerk").does(Accept())
    assert (await store(office.engines.publishing, batch(case, version), before)).version > version
    await agrees(office, case)


async def test_an_order_whose_rows_are_gone_is_not_taken_for_stored(office: Database) -> None:
    case = Case(number="lost-1").dispatched()
    remembered = Stored(version=len(case.facts), clocks=case.order.clocks)
    version = len(case.facts)
    case.by("unit_clerk").does(Accept())
    with pytest.raises(FactsMissing):
        await store(office.engines.publishing, batch(case, version), remembered)


async def test_rows_are_written_as_their_forms_write_them() -> None:
    case = Case(number="forms-1").dispatched().after(days=3)
    case.by("unit_clerk").does(Accept())
    case.solved()
    assert json.loads(as_json(case.facts)) == [FACT.write(fact) for fact in case.facts]
    clocks = list(case.order.clocks.values())
    assert json.loads(as_json(clocks)) == [CLOCK.write(clock) for clock in clocks]


async def test_facts_that_skip_others_are_not_taken(office: Database) -> None:
    case = Case(number="gap-1").dispatched()
    with pytest.raises(FactsMissing):
        await store(single(office.engines.patient), batch(case, 1))
    assert await queries.facts(office.engines.patient, "gap-1") == ()


async def test_answers_reach_the_rows_of_their_commands(office: Database) -> None:
    engine, case = office.engines.patient, Case(number="answers-1").register()
    decided, refused, given_up = [await a_command(office) for _ in range(3)]
    receipt = Receipt(version=1, state=State.INTAKE)
    refusal = Refusal(code="wrong_state", basis=("T:T08",))
    await mark_failed(engine, given_up.id, "no answer for an hour")
    for row, answer in (
        (decided, CommandAnswer(command_id=str(decided.id), receipt=receipt)),
        (refused, CommandAnswer(command_id=str(refused.id), refusal=refusal)),
        (given_up, CommandAnswer(command_id=str(given_up.id), receipt=receipt)),
    ):
        empty = batch(case, len(case.facts), answer)
        standing = replace(empty.standing, number=str(row.order_number))
        news = replace(empty, standing=standing)
        await store(single(engine), news)
        await store(single(engine), news)
    assert (await answer_of(engine, decided.id)).receipt == receipt
    assert (await answer_of(engine, refused.id)).refusal == refusal
    assert (await answer_of(engine, given_up.id)).status is CommandStatus.DECIDED


async def test_an_order_answers_only_its_own_commands(office: Database) -> None:
    row, case = await a_command(office), Case(number="stranger-1").register()
    answer = CommandAnswer(command_id=str(row.id), receipt=Receipt(version=1, state=State.INTAKE))
    await store(single(office.engines.patient), batch(case, 0, answer))
    assert (await answer_of(office.engines.patient, row.id)).status is CommandStatus.RECEIVED


async def test_a_command_is_decided_only_with_its_facts(office: Database) -> None:
    """A receipt that arrives alone, ahead of what it speaks of, is not written."""
    engine, row = office.engines.patient, await a_command(office)
    case = Case(number=str(row.order_number)).register()
    for version, status in ((2, CommandStatus.RECEIVED), (1, CommandStatus.DECIDED)):
        receipt = Receipt(version=version, state=State.INTAKE)
        alone = batch(case, 1, CommandAnswer(command_id=str(row.id), receipt=receipt))
        assert alone.facts == ()
        await store(single(engine), alone)
        assert (await answer_of(engine, row.id)).status is status


async def test_orders_are_listed_page_by_page_as_they_were_wanted(office: Database) -> None:
    engine = office.engines.patient
    for day in range(5):
        case = Case(number=f"list-{day}").dispatched(to="lamp_office", district="north")
        if day % 2:
            case.after(timedelta(days=30))
        await store(single(engine), batch(case))
    wanted = queries.OrderFilter(unit="lamp_office", district="north")
    first = await queries.orders(engine, true(), wanted, limit=3)
    rest = await queries.orders(engine, true(), wanted, limit=3, after=first.next)
    numbers = [standing.number for standing in (*first.orders, *rest.orders)]
    assert numbers == [f"list-{day}" for day in (4, 3, 2, 1, 0)]
    assert rest.next is None
    late = await queries.orders(engine, true(), replace(wanted, overdue=True))
    assert [standing.number for standing in late.orders] == ["list-3", "list-1"]
    with pytest.raises(queries.BadPage):
        await queries.orders(engine, true(), wanted, limit=-1)


async def a_command(database: Database) -> StoredCommand:
    """A fresh command of a fresh order."""
    return (await received(database, await a_number(database), request(Urge()))).command
