"""An order comes into the command table whole, or only the refusal of its registration does."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from domain.chapters.intake.commands import Register
from domain.chapters.supervision.commands import Urge
from domain.order.terms import Mode
from domain.vocabulary import ItemType
from readmodel.orders.publisher import store_in
from readmodel.orders.queries import facts
from store.commands.birth import Birth, birth_of, mark_started, not_started, open_order
from store.commands.command_table import KeyReused, answer_of, undecided
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.commands.stored import CommandStatus, Request
from tests.databases import (
    MASTER,
    RECORD,
    Database,
    a_number,
    received,
    registered,
    registration,
    request,
)

SOON = timedelta(milliseconds=50)
PATIENTLY = timedelta(seconds=3)


async def rows_of(office: Database) -> list[int]:
    """How many rows each table of the command side holds."""
    tables = ("work_order", "vault_key", "vault", "vault_salt", "command")
    async with office.engines.patient.connect() as connection:
        return [await connection.scalar(text(f"SELECT count(*) FROM {t}")) or 0 for t in tables]


async def test_what_the_core_refuses_leaves_one_refused_command_and_no_order(
    office: Database,
) -> None:
    asked = registration(texts={"name": "张三"})
    before = await rows_of(office)
    row = await registered(office, asked=asked)
    assert await rows_of(office) == [*before[:4], before[4] + 1]
    assert (row.status, row.order_number) == (CommandStatus.REFUSED, None)
    assert row.refusal is not None
    assert row.refusal.code == "text_missing"
    assert await answer_of(office.engines.patient, row.id) == row
    assert await registered(office, asked=asked) == row


async def test_twenty_senders_of_one_registration_open_one_order(office: Database) -> None:
    asked = registration()
    before = await rows_of(office)
    rows = await asyncio.gather(*(registered(office, asked=asked) for _ in range(20)))
    assert len({row.order_number for row in rows}) == 1
    assert (await rows_of(office))[0] == before[0] + 1
    with pytest.raises(KeyReused):
        await registered(office, asked=replace(asked, request_hash="h2"))


async def test_the_relay_finds_all_it_needs_to_start_an_order(office: Database) -> None:
    engine, row = office.engines.patient, await registered(office)
    number = str(row.order_number)
    expected = Birth(number=number, mode=Mode.REAL, record=RECORD, act=row.act, started=False)
    assert number in await not_started(engine, timedelta())
    assert number not in await not_started(engine, timedelta(hours=1))
    assert await birth_of(engine, number) == expected
    await mark_started(engine, number)
    assert number not in await not_started(engine, timedelta())


async def test_the_registration_stands_first_and_next_acts_behind_it(office: Database) -> None:
    row = await registered(office)
    number = str(row.order_number)
    urged = (await received(office, number, request(Urge()))).command
    assert await undecided(office.engines.patient, number) == (urged,)
    assert (row.place, urged.place) == (1, 2)
    assert row.received_at < urged.received_at


async def test_an_order_is_born_with_what_its_registration_makes(office: Database) -> None:
    """Nobody waits for its workflow: facts, clocks and answer stand there with the first row."""
    row = await registered(office)
    number = str(row.order_number)
    again = await answer_of(office.engines.patient, row.id)
    assert (again.status, again.receipt) == (CommandStatus.DECIDED, row.receipt)
    (fact,) = await facts(office.engines.patient, number)
    assert (fact.seq, fact.kind, fact.command_id) == (1, "Registered", str(row.id))
    assert row.receipt is not None
    assert row.receipt.version == fact.seq
    assert (await birth_of(office.engines.patient, number)).started is False


async def test_what_breaks_while_judging_leaves_nothing(office: Database) -> None:
    before = await rows_of(office)
    with pytest.raises(ZeroDivisionError):
        await open_order(
            office.engines.patient,
            MASTER,
            RECORD,
            registration(),
            lambda *_: 1 // 0,  # type: ignore[arg-type, return-value]
            store_in,
        )
    assert await rows_of(office) == before


async def test_one_at_a_time_delivers_to_an_order(office: Database) -> None:
    engine, number, other = (
        office.engines.deliveries,
        await a_number(office),
        await a_number(office),
    )
    async with delivery_lock(engine, number, SOON):
        with pytest.raises(DeliveryBusy):
            async with delivery_lock(engine, number, SOON):
                pytest.fail("two deliveries to one order")
        async with delivery_lock(engine, other, SOON):
            pass
    async with delivery_lock(engine, number, SOON):
        pass


async def test_a_delivery_that_fails_or_is_cancelled_gives_the_lock_back(office: Database) -> None:
    engine, number = office.engines.deliveries, await a_number(office)
    with pytest.raises(RuntimeError, match="no answer"):
        async with delivery_lock(engine, number, SOON):
            raise RuntimeError("no answer")
    async with delivery_lock(engine, number, SOON):
        waiting = asyncio.create_task(_deliver(office, number))
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(SOON.total_seconds()):
                await waiting
    async with delivery_lock(engine, number, SOON):
        assert waiting.cancelled()


async def _deliver(office: Database, number: str) -> None:
    async with delivery_lock(office.engines.deliveries, number, PATIENTLY):
        pytest.fail("the lock was taken twice")


def handed_over(external_id: str = "S-77", source: str = "province", key: str = "") -> Request:
    """A demand that another platform knows by a number of its own."""
    asked = registration(key)
    demand = Register(type=ItemType.HELP, source=source, external_id=external_id)
    return replace(asked, command=demand)


async def test_an_order_of_another_platform_opens_one_order_however_often_it_is_sent(
    office: Database,
) -> None:
    asked = [handed_over(key=f"sent-{n}") for n in range(8)]
    rows = await asyncio.gather(*(registered(office, asked=one) for one in asked))
    (first,) = {row.order_number for row in rows if row.order_number is not None}
    refused = [row.refusal for row in rows if row.refusal is not None]
    assert {(no.code, no.about) for no in refused} == {
        ("upstream_already_open", (first, "province", "S-77"))
    }
    assert len(refused) == len(asked) - 1


async def test_the_same_number_of_another_platform_is_another_order(office: Database) -> None:
    await registered(office, asked=handed_over("S-78"))
    for other in (handed_over("S-79"), handed_over("S-78", source="12301")):
        assert (await registered(office, asked=other)).order_number is not None
    for nameless in (handed_over(""), handed_over("")):
        assert (await registered(office, asked=nameless)).order_number is not None
