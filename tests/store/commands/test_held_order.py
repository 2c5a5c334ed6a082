"""Whoever holds an order is told how it stands, as of a moment after it was taken."""

import asyncio
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import event, text

from domain.chapters.handling.commands import AddInfo
from domain.chapters.supervision.commands import Urge
from store.commands.birth import mark_started
from store.commands.command_table import (
    EarlierEdition,
    KeyReused,
    UnknownOrder,
    answer_of,
    mark_refused,
    undecided,
)
from store.commands.delivery_lock import DeliveryBusy, HeldOrder, held_order, received_and_held
from store.commands.stored import Request
from store.engines import has_room
from tests.databases import MASTER, Database, a_number, received, request
from tests.store.commands.test_command_table import REFUSAL
from tests.store.commands.test_delivery_session import PATIENTLY, SOON, no_lock_is_left
from tests.store.commands.test_receiving import EARLIER, say

VERSION = text("SELECT version FROM order_state WHERE number = :number")
STANDS_AT = text("UPDATE order_state SET version = :version WHERE number = :number")
CLOCKS = text("SELECT jsonb_object_agg(id, body) FROM clock WHERE order_number = :number")
NO_STATE = text("DELETE FROM order_state WHERE number = :number")
NO_CLOCK = text("DELETE FROM clock WHERE order_number = :number")
WAITING = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE locktype = 'advisory' AND datname = current_database() AND NOT granted"
)


async def asked_and_held(database: Database, number: str, asked: Request) -> HeldOrder | None:
    """Receive and hold, and let go at once."""
    async with received_and_held(database.engines, MASTER, number, asked) as reception:
        return await reception.held(SOON)


async def test_a_held_order_tells_all_that_a_deliverer_asks_for(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    await received(office, number, request(Urge()))
    version = await say(office, VERSION, number=number)
    clocks = await say(office, CLOCKS, number=number)
    assert version
    assert clocks
    async with held_order(office.engines.deliveries, number, SOON) as held:
        assert held.waiting == await undecided(engine, number)
        assert (held.number, held.started) == (number, False)
        assert (held.version, held.clocks) == (version, clocks)
    await mark_started(engine, number)
    await say(office, NO_STATE, number=number)
    await say(office, NO_CLOCK, number=number)
    async with held_order(office.engines.deliveries, number, SOON) as held:
        assert (held.version, held.clocks, held.started) == (0, {}, True)


async def test_what_happened_while_an_order_was_waited_for_is_told(office: Database) -> None:
    number = await a_number(office)
    async with held_order(office.engines.deliveries, number, SOON):
        waited = asyncio.create_task(_list(office, number))
        await _is_waited_for(office)
        late = (await received(office, number, request(Urge()))).command
        await say(office, STANDS_AT, number=number, version=9)
        assert not waited.done()
    held = await waited
    assert held.waiting[-1] == late
    assert held.version == 9


async def test_a_request_is_received_and_its_order_held_by_one_statement(office: Database) -> None:
    number, said = await a_number(office), list[str]()
    before = (await received(office, number, request(Urge()))).command
    engine = office.engines.deliveries.sync_engine

    def count(_1: object, _2: object, statement: str, *_: object) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        async with received_and_held(office.engines, MASTER, number, request(Urge())) as reception:
            held = await reception.held(SOON)
            assert len(said) == 1
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert reception.received.is_new
    assert held is not None
    assert held.waiting == (before, reception.received.command)


async def test_a_request_that_is_answered_holds_nothing(office: Database) -> None:
    engine, number = office.engines.patient, await a_number(office)
    asked = request(AddInfo(), texts={"text": "还有两盏"})
    old = (await received(office, number, asked)).command
    assert await asked_and_held(office, number, asked) is not None
    await mark_refused(engine, old.id, REFUSAL)
    async with received_and_held(office.engines, MASTER, number, asked) as reception:
        assert await reception.held(SOON) is None
        await no_lock_is_left(office)
    assert reception.received.command == await answer_of(engine, old.id)


async def test_a_request_stays_received_while_its_order_is_busy(office: Database) -> None:
    number = await a_number(office)
    async with AsyncExitStack() as other:
        await other.enter_async_context(held_order(office.engines.deliveries, number, SOON))
        async with received_and_held(office.engines, MASTER, number, request(Urge())) as reception:
            with pytest.raises(DeliveryBusy):
                await reception.held(SOON)
            command = reception.received.command
            assert command in await undecided(office.engines.patient, number)
            await other.aclose()
            held = await reception.held(SOON)
            assert held is not None
            assert held.waiting[-1] == command
    await no_lock_is_left(office)


async def test_requests_are_received_though_all_deliveries_are_taken(office: Database) -> None:
    number, asked = await a_number(office), request(Urge())
    async with AsyncExitStack() as taken:
        while has_room(office.engines.deliveries):
            other = await a_number(office)
            last = AsyncExitStack()
            await taken.enter_async_context(last)
            await last.enter_async_context(held_order(office.engines.deliveries, other, SOON))
        async with received_and_held(office.engines, MASTER, number, asked) as reception:
            assert reception.received.is_new
            await last.aclose()
            held = await reception.held(SOON)
            assert held is not None
            assert held.waiting[-1] == reception.received.command
    await no_lock_is_left(office)


async def test_what_is_not_to_be_delivered_leaves_no_lock(office: Database) -> None:
    number, other = await a_number(office), await a_number(office)
    asked = request(Urge())
    await received(office, number, asked)
    with pytest.raises(KeyReused):
        await asked_and_held(office, other, asked)
    with pytest.raises(UnknownOrder):
        await asked_and_held(office, "20260101-999999", request(Urge()))
    with pytest.raises(UnknownOrder):
        await _list(office, "20260101-999999")
    await say(office, EARLIER, number=number)
    with pytest.raises(EarlierEdition):
        await asked_and_held(office, number, asked)
    with pytest.raises(EarlierEdition):
        await _list(office, number)
    await no_lock_is_left(office)


async def test_twenty_who_ask_at_once_hold_the_order_one_after_the_other(office: Database) -> None:
    number, inside = await a_number(office), list[int]()
    most = list[int]()

    async def deliver() -> int:
        async with received_and_held(office.engines, MASTER, number, request(Urge())) as reception:
            held = await reception.held(PATIENTLY)
            assert held is not None
            inside.append(1)
            most.append(len(inside))
            await held.connection.execute(text("SELECT 1"))
            inside.pop()
            return len(held.waiting)

    assert max(await asyncio.gather(*(deliver() for _ in range(20)))) == 20
    assert set(most) == {1}


async def _list(database: Database, number: str) -> HeldOrder:
    async with held_order(database.engines.deliveries, number, PATIENTLY) as held:
        return held


async def _is_waited_for(database: Database) -> None:
    async with asyncio.timeout(2), database.engines.patient.connect() as connection:
        while not await connection.scalar(WAITING):
            await connection.rollback()
