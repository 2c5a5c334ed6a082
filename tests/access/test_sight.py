"""Whom an order concerns follows its life: each unit sees it while it is that unit's."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import ApproveReturn, Dispatch, RequestReturn
from domain.chapters.together.commands import SetHosts
from domain.order.act import Actor
from domain.order.terms import Confidentiality, Mode
from domain.parties import Parties
from domain.summary import Summary
from domain.vocabulary import Role
from operations.embedded import Services
from readmodel.orders.publisher import store_in
from services.access.orders import require_sees, sees
from services.access.principal import Principal
from services.access.rights import MayNot, Right
from store.commands.settlement import UnknownOrder
from tests.access.relations import put_units
from tests.databases import Database, founded
from tests.domain.case import Case
from workflows.ports import Batch

WHY = ("reason", "basis")


def clerk(unit: str, role: Role = Role.UNIT_CLERK) -> Principal:
    """Somebody of a unit."""
    return Principal.of(Actor(person=f"{role}-{unit}", unit=unit, role=role))


@pytest.fixture(scope="module")
async def city(services: Services) -> AsyncIterator[Database]:
    """A register with units one below the other, and no order."""
    async with founded(services.database_url, Mode.REAL) as database:
        async with database.engines.patient.begin() as connection:
            await put_units(connection)
        yield database


@pytest.fixture
async def records(city: Database) -> AsyncIterator[AsyncConnection]:
    """A unit of work that leaves nothing behind."""
    async with city.engines.patient.connect() as connection:
        yield connection
        await connection.rollback()


async def published(records: AsyncConnection, case: Case) -> str:
    """Publish a case as it stands, as the orders that run do; its number."""
    batch = Batch(
        recorded_at=case.now,
        facts=tuple(case.facts),
        standing=Summary.of(case.order),
        parties=Parties.of(case.order),
    )
    await store_in(records, batch)
    return case.order.number


async def test_an_order_is_seen_by_the_unit_that_has_it_and_by_the_one_above(
    records: AsyncConnection,
) -> None:
    number = await published(records, Case().dispatched(to="home"))
    assert await sees(clerk("home"), records, number)
    assert await sees(clerk("above"), records, number)
    assert not await sees(clerk("below"), records, number)
    assert not await sees(clerk("foreign"), records, number)
    assert not await sees(clerk("above"), records, number, Right.READ_LEDGER)


async def test_the_unit_above_sees_it_no_more_once_its_caller_asks_for_secrecy(
    records: AsyncConnection,
) -> None:
    case = Case().dispatched(to="home")
    number = await published(records, case)
    assert await sees(clerk("above"), records, number)
    case.by("seat_agent").does(SetConfidentiality(level=Confidentiality.P2))
    await published(records, case)
    assert not await sees(clerk("above"), records, number)
    assert await sees(clerk("home"), records, number)


async def test_whoever_gave_it_back_sees_it_no_more_and_may_still_appeal(
    records: AsyncConnection,
) -> None:
    case = Case().dispatched(to="foreign").by("unit_clerk")
    case.does(RequestReturn(proposed_unit="home"), *WHY)
    case.by("dispatcher").does(ApproveReturn(), "reason").does(Dispatch(unit="home"))
    number = await published(records, case)
    assert case.order.unit == "home"
    assert await sees(clerk("home"), records, number)
    assert not await sees(clerk("foreign"), records, number)
    assert await sees(clerk("foreign"), records, number, Right.ACT_ON_ORDERS)


async def test_a_co_host_sees_how_it_stands_while_it_owes_its_share_and_no_fact(
    records: AsyncConnection,
) -> None:
    case = Case().signed_in()
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("power",)), "decision")
    number = await published(records, case)
    helper = clerk("power", Role.COHOST)
    assert await sees(helper, records, number)
    assert not await sees(helper, records, number, Right.READ_LEDGER)
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    await published(records, case)
    assert not await sees(helper, records, number)
    assert await sees(clerk("roads", Role.COHOST), records, number)


@pytest.mark.parametrize("unit", ["above", "home"])
async def test_neither_the_accused_unit_nor_whoever_is_below_it_finds_the_complaint(
    records: AsyncConnection, unit: str
) -> None:
    """Not even where the work was sent there by an order's district."""
    number = await published(records, Case().dispatched(to="elsewhere", about_unit=unit))
    await records.execute(
        text("UPDATE order_state SET unit = 'home', district = 'east' WHERE number = :n"),
        {"n": number},
    )
    assert not await sees(clerk("home"), records, number)
    assert await sees(clerk("above"), records, number) == (unit == "home")
    centre = Principal.of(
        Actor(person="centre", unit="home", role=Role.DISTRICT_CENTRE, district="east")
    )
    assert not await sees(centre, records, number)
    dispatcher = clerk("hotline", Role.DISPATCHER)
    assert await sees(dispatcher, records, number)


async def test_a_unit_stands_for_the_one_that_it_has_taken_the_place_of(
    records: AsyncConnection,
) -> None:
    number = await published(records, Case().dispatched(to="foreign"))
    succeeded = "UPDATE unit SET successor = 'home', valid_to = :until WHERE code = 'foreign'"
    assert not await sees(clerk("home"), records, number)
    await records.execute(text(succeeded.replace(":until", "city_day(clock_timestamp())")))
    assert not await sees(clerk("home"), records, number), "on its last day it is still there"
    await records.execute(text(succeeded.replace(":until", "city_day(clock_timestamp()) - 1")))
    assert await sees(clerk("home"), records, number)


async def test_units_that_stand_in_a_circle_end_no_question(records: AsyncConnection) -> None:
    number = await published(records, Case().dispatched(to="home"))
    await records.execute(text("UPDATE unit SET above = 'below' WHERE code = 'above'"))
    assert await sees(clerk("below"), records, number)


async def test_what_is_not_reached_is_answered_like_what_there_is_not(
    records: AsyncConnection,
) -> None:
    number = await published(records, Case().dispatched(to="foreign"))
    for asked in (number, "20260302-999999"):
        with pytest.raises(UnknownOrder):
            await require_sees(clerk("home"), records, asked)


async def test_a_role_without_the_right_is_told_so_whatever_it_asks_for(
    records: AsyncConnection,
) -> None:
    for asked in (await published(records, Case().dispatched()), "20260302-999999"):
        with pytest.raises(MayNot):
            await require_sees(clerk("provider", Role.CONTRACTOR), records, asked)


async def test_staff_of_a_provider_sees_whom_it_is_to_call_back_and_then_no_more(
    records: AsyncConnection,
) -> None:
    case = Case().signed_in().solved()
    officer = replace(clerk("hotline", Role.CALLBACK_OFFICER), outsourced=True)
    number = await published(records, case)
    assert not await sees(officer, records, number)
    case.by("reviewer").does(PassReview())
    await published(records, case)
    assert await sees(officer, records, number)
    await published(records, case.called_back(solved=True, satisfied=1))
    assert not await sees(officer, records, number)
