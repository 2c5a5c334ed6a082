"""The right to deliver falls with its session, and no connection takes it back to the pool."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from domain.chapters.handling.commands import AddInfo
from domain.chapters.supervision.commands import Urge
from store.commands.delivery_lock import (
    DeliveryBusy,
    delivery_lock,
    held_order,
    received_and_held,
)
from store.engines import Engines, connect
from tests.cancelling import survives_every_cancel
from tests.databases import MASTER, Database, a_number, received, request

SOON = timedelta(milliseconds=50)
PATIENTLY = timedelta(seconds=3)
LOCKS = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE locktype = 'advisory' AND datname = current_database()"
)
WHO = text("SELECT pg_backend_pid()")
END = text("SELECT pg_terminate_backend(:pid)")


@pytest.fixture
async def elsewhere(office: Database) -> AsyncIterator[Engines]:
    """The connections of another process."""
    engines = connect(office.url)
    yield engines
    await engines.close()


async def no_lock_is_left(database: Database) -> None:
    """Return once nobody holds or waits for a delivery lock; a server sees a hang-up a moment
    later."""
    async with asyncio.timeout(3), database.engines.patient.connect() as connection:
        while await connection.scalar(LOCKS):
            await connection.rollback()


async def is_taken_and_let_go(database: Database, number: str) -> None:
    async with delivery_lock(database.engines.deliveries, number, SOON):
        pass


async def is_held_and_let_go(database: Database, number: str) -> None:
    async with held_order(database.engines.deliveries, number, SOON) as held:
        await held.connection.execute(WHO)


async def is_received_and_let_go(database: Database, number: str) -> None:
    asked = request(AddInfo(), texts={"text": "还有两盏"})
    async with received_and_held(database.engines, MASTER, number, asked) as reception:
        assert await reception.held(SOON) is not None


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("way", [is_taken_and_let_go, is_held_and_let_go, is_received_and_let_go])
async def test_whoever_is_cancelled_anywhere_leaves_no_lock(
    office: Database, elsewhere: Engines, way: object, again: bool
) -> None:
    number = await a_number(office)

    async def another_delivers() -> None:
        await no_lock_is_left(office)
        async with delivery_lock(elsewhere.deliveries, number, SOON):
            pass

    def begin() -> object:
        return way(office, number)  # type: ignore[operator]

    assert await survives_every_cancel(begin, another_delivers, again=again) >= 2


async def test_whoever_is_cancelled_while_waiting_takes_no_lock_later(
    office: Database, elsewhere: Engines
) -> None:
    number = await a_number(office)
    async with delivery_lock(elsewhere.deliveries, number, SOON):
        waiting = asyncio.create_task(is_received_and_let_go(office, number))
        with pytest.raises(DeliveryBusy):
            await waiting
        waiting = asyncio.create_task(_wait_long(office, number))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(SOON.total_seconds()):
                await waiting
    await no_lock_is_left(office)


async def test_two_processes_do_not_deliver_to_one_order(
    office: Database, elsewhere: Engines
) -> None:
    number = await a_number(office)
    for one, other in ((office.engines, elsewhere), (elsewhere, office.engines)):
        async with held_order(one.deliveries, number, SOON):
            with pytest.raises(DeliveryBusy):
                async with held_order(other.deliveries, number, SOON):
                    pytest.fail("two deliveries to one order")


async def test_the_lock_of_a_session_that_is_killed_falls_and_the_session_says_nothing_more(
    office: Database, elsewhere: Engines
) -> None:
    number = await a_number(office)
    async with held_order(office.engines.deliveries, number, SOON) as held:
        await _kill(elsewhere, await held.connection.scalar(WHO))
        async with held_order(elsewhere.deliveries, number, PATIENTLY):
            for _ in range(3):
                with pytest.raises(SQLAlchemyError):
                    await held.connection.execute(WHO)
    await is_held_and_let_go(office, number)


async def test_a_lock_that_cannot_be_let_go_falls_with_its_connection(
    office: Database, elsewhere: Engines
) -> None:
    number = await a_number(office)
    async with held_order(office.engines.deliveries, number, SOON) as held:
        await _kill(elsewhere, await held.connection.scalar(WHO))
    async with held_order(elsewhere.deliveries, number, PATIENTLY):
        pass
    await is_held_and_let_go(office, number)


async def test_a_connection_that_is_used_again_has_let_go_of_the_order_before(
    office: Database, elsewhere: Engines
) -> None:
    alone = connect(office.url, pool_size=1)
    first, second = await a_number(office), await a_number(office)
    async with held_order(alone.deliveries, first, SOON) as held:
        session = await held.connection.scalar(WHO)
    async with held_order(alone.deliveries, second, SOON) as held:
        assert await held.connection.scalar(WHO) == session
        async with held_order(elsewhere.deliveries, first, SOON):
            pass
    await alone.close()


async def test_what_waited_longer_than_a_statement_may_is_not_cut_off(
    office: Database, elsewhere: Engines
) -> None:
    number = await a_number(office)
    async with delivery_lock(elsewhere.deliveries, number, SOON):
        begun = asyncio.get_running_loop().time()
        with pytest.raises(DeliveryBusy):
            await _wait_long(office, number, timedelta(seconds=4))
        assert asyncio.get_running_loop().time() - begun > 3.9


async def test_an_error_within_the_block_gives_the_order_back(
    office: Database, elsewhere: Engines
) -> None:
    number = await a_number(office)
    with pytest.raises(RuntimeError, match="no answer"):
        async with held_order(office.engines.deliveries, number, SOON) as held:
            with pytest.raises(SQLAlchemyError):
                await held.connection.execute(text("SELECT 1 / 0"))
            raise RuntimeError("no answer")
    asked = request(Urge())
    await received(office, number, asked)
    async with held_order(elsewhere.deliveries, number, SOON) as held:
        assert held.waiting[-1].idempotency_key == asked.idempotency_key


async def _wait_long(database: Database, number: str, within: timedelta = PATIENTLY) -> None:
    async with held_order(database.engines.deliveries, number, within):
        pytest.fail("the lock was taken twice")


async def _kill(engines: Engines, pid: object) -> None:
    async with engines.patient.connect() as connection:
        await connection.execute(END, {"pid": pid})
