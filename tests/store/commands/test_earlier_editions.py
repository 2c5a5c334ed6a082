"""Orders that were born under an earlier edition of the workflow take no further act."""

import asyncio
from datetime import timedelta

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from domain.chapters.supervision.commands import Urge
from domain.order.terms import Mode
from domain.vocabulary import State
from operations.earlier_editions import told_of_earlier_orders
from operations.embedded import Services
from services.installation.settings import Settings
from store.city import CityAsked
from store.commands.birth import mark_started, not_started
from store.commands.command_table import mark_failed, orders_with_undecided
from store.commands.earlier_editions import (
    EarlierEdition,
    EarlierOrders,
    earlier_among,
    earlier_orders,
    is_earlier,
)
from store.engines import with_driver
from store.migrate import config, upgrade
from store.register.orders_of_unit import naming
from tests.databases import Database, a_number, received, request, without_tables
from tests.earlier_orders import become_earlier, row_of

BEFORE = "0012"
AN_ORDER = """
INSERT INTO work_order (number, mode, pack, pack_edition, calendar, calendar_edition, rules_edition)
VALUES (:number, 'real', 'p', '1', 'cn', '1', 2)
"""
AN_OLD_ORDER = """
INSERT INTO work_order (number, mode, pack, pack_edition, calendar, calendar_edition)
VALUES (:number, 'real', 'p', '1', 'cn', '1')
"""
AT_ONCE = timedelta()


def make_old(database_url: str) -> None:
    """Make the tables as they were before there was an edition, with one order."""
    with create_engine(with_driver(database_url), poolclass=NullPool).begin() as connection:
        command.upgrade(config(connection, Mode.REAL, CityAsked().born), BEFORE)
        connection.execute(text(AN_OLD_ORDER), {"number": "OLD-1"})


async def test_what_was_there_before_is_of_the_earlier_edition(services: Services) -> None:
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(make_old, database.url)
        await asyncio.to_thread(upgrade, database.url)
        engine = database.engines.patient
        async with engine.begin() as connection:
            await connection.execute(text(AN_ORDER), {"number": "NEW-1"})
        assert await earlier_among(engine, ["OLD-1", "NEW-1", "nobody"]) == {"OLD-1"}
        assert await earlier_orders(engine) == EarlierOrders(orders=1, open=1)
        assert [await is_earlier(engine, number) for number in ("OLD-1", "NEW-1")] == [True, False]


async def test_an_act_is_refused_before_anything_is_stamped(office: Database) -> None:
    number = await a_number(office)
    await become_earlier(office.engines.patient, number)
    before = await row_of(office.engines.patient, number)
    with pytest.raises(EarlierEdition) as refused:
        await received(office, number, request(Urge()))
    assert refused.value.number == number
    assert await row_of(office.engines.patient, number) == before


async def test_an_act_that_was_answered_keeps_its_answer_and_one_that_waits_is_refused(
    office: Database,
) -> None:
    number = await a_number(office)
    answered, waiting = request(Urge()), request(Urge())
    first = await received(office, number, answered)
    await received(office, number, waiting)
    await mark_failed(office.engines.patient, first.command.id, "given up")
    await become_earlier(office.engines.patient, number)
    again = await received(office, number, answered)
    assert (again.command.id, again.is_new) == (first.command.id, False)
    with pytest.raises(EarlierEdition):
        await received(office, number, waiting)


async def test_the_relay_leaves_them_alone(office: Database) -> None:
    engine = office.engines.patient
    unborn, left = await a_number(office), await a_number(office)
    await received(office, left, request(Urge()))
    await mark_started(engine, left)
    assert unborn in await not_started(engine, AT_ONCE)
    assert left in await orders_with_undecided(engine, AT_ONCE)
    await become_earlier(engine, unborn, left)
    assert unborn not in await not_started(engine, AT_ONCE)
    assert left not in await orders_with_undecided(engine, AT_ONCE)


async def test_nobody_is_told_of_a_successor_in_their_place(office: Database) -> None:
    engine = office.engines.patient
    number = await a_number(office)
    assert number in [one.number for one in await naming(engine, "east_district")]
    await become_earlier(engine, number)
    assert number not in [one.number for one in await naming(engine, "east_district")]


async def test_whoever_starts_the_system_is_told_how_many_and_what_to_do(
    services: Services,
) -> None:
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(make_old, database.url)
        await asyncio.to_thread(upgrade, database.url)
        settings, engine = Settings(database_url=database.url), database.engines.patient
        async with engine.begin() as connection:
            await connection.execute(text(AN_ORDER), {"number": "OLD-2"})
        await become_earlier(engine, "OLD-2", ended_as=State.CLOSED)
        told = await told_of_earlier_orders(settings)
        assert told[0].startswith("orders of an earlier edition: 2, of them open: 1;")
        assert "旧版工单 2 件,其中未办结 1 件" in told[0]
        assert "paidan order list --earlier-edition" in told[1]
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE work_order SET workflow_edition = 3"))
        assert await told_of_earlier_orders(settings) == ()
