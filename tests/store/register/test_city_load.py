"""A city's file goes into the register: once, with each change on record."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.order.terms import Mode
from operations.embedded import Services
from policies.city_file import sample_city
from store.register.city_load import OtherSuccession, load_register
from store.register.dispatch_catalogue import CodeTaken
from store.register.people import actor, people_on_record
from store.register.successions import store_succession
from store.register.tables import RegisterChangeRow
from store.register.units import district_titles, today, unit
from tests.databases import Database, founded

CITY = sample_city()


@pytest.fixture
async def bare(services: Services) -> AsyncIterator[Database]:
    """A database that asked for nobody."""
    async with founded(services.database_url, Mode.REAL) as database:
        yield database


async def on_record(database: Database) -> list[tuple[str, str, str]]:
    columns = (RegisterChangeRow.changed_by, RegisterChangeRow.kind, RegisterChangeRow.code)
    async with database.engines.patient.connect() as connection:
        rows = await connection.execute(select(*columns).order_by(RegisterChangeRow.id))
        return [(row[0], row[1], row[2]) for row in rows]


async def test_a_database_that_asked_for_nobody_has_nobody(bare: Database) -> None:
    assert await actor(bare.engines.patient, "seat-1") is None
    assert (await people_on_record(bare.engines.patient)).acting == 0


async def test_a_city_enters_itself_once_and_each_change_is_on_record(bare: Database) -> None:
    engine = bare.engines.patient
    first = await load_register(engine, CITY, "owner")
    said = (CITY.districts, CITY.units, CITY.persons, CITY.rules)
    assert len(first) == sum(map(len, said))
    assert await load_register(engine, CITY, "owner") == ()
    assert len(await on_record(bare)) == len(first)
    assert {by for by, _, _ in await on_record(bare)} == {"owner"}
    assert (await people_on_record(engine)).acting == len(CITY.persons)


async def test_who_moves_to_another_unit_acts_for_it_and_what_was_before_is_kept(
    bare: Database,
) -> None:
    engine = bare.engines.patient
    await load_register(engine, CITY, "owner")
    moved = tuple(
        replace(one, unit="transport") if one.code == "water-clerk" else one for one in CITY.persons
    )
    (change,) = await load_register(engine, replace(CITY, persons=moved), "head-1")
    assert change.before is not None
    assert (change.before["unit"], change.after["unit"]) == ("water", "transport")
    assert (await on_record(bare))[-1] == ("head-1", "person", "water-clerk")
    acting = await actor(engine, "water-clerk")
    assert acting is not None
    assert acting.unit == "transport"


async def test_a_unit_comes_below_one_that_stands_after_it_in_the_file(bare: Database) -> None:
    engine = bare.engines.patient
    backwards = replace(CITY, units=tuple(reversed(CITY.units)))
    await load_register(engine, backwards, "owner")
    assert (await unit(engine, "east-town")).above == "east-government"
    freed = tuple(replace(one, above="") for one in CITY.units)
    changes = await load_register(engine, replace(CITY, units=freed), "head-1")
    assert {change.code for change in changes} == {one.code for one in CITY.units if one.above}
    assert (await unit(engine, "east-town")).above == ""


async def test_a_district_that_is_called_otherwise_is_a_change_on_record(bare: Database) -> None:
    engine = bare.engines.patient
    await load_register(engine, CITY, "owner")
    renamed = tuple(replace(one, title="renamed") for one in CITY.districts if one.code == "east")
    (change,) = await load_register(engine, replace(CITY, districts=renamed), "head-1")
    assert (await on_record(bare))[-1] == ("head-1", "district", "east")
    assert change.before == {"code": "east", "title": CITY.districts[0].title}
    assert (await district_titles(engine))["east"] == "renamed"


async def test_a_file_from_before_a_merger_takes_nothing_of_it_back(bare: Database) -> None:
    engine = bare.engines.patient
    await load_register(engine, CITY, "owner")
    day = await today(engine)
    await store_succession(engine, "water", "transport", day, "head-1")
    assert await load_register(engine, CITY, "owner") == ()
    ended = await unit(engine, "water")
    assert (ended.successor, ended.valid_to) == ("transport", day - timedelta(days=1))
    other = tuple(
        replace(one, successor="housing") if one.code == "water" else one for one in CITY.units
    )
    with pytest.raises(OtherSuccession):
        await load_register(engine, replace(CITY, units=other), "owner")


async def test_what_the_catalogue_says_is_not_changed_and_then_nothing_is(bare: Database) -> None:
    engine = bare.engines.patient
    await load_register(engine, CITY, "owner")
    known = len(await on_record(bare))
    otherwise = replace(CITY.rules[0], unit="market")
    renamed = tuple(replace(one, title="renamed") for one in CITY.units)
    with pytest.raises(CodeTaken):
        await load_register(engine, replace(CITY, units=renamed, rules=(otherwise,)), "owner")
    assert len(await on_record(bare)) == known
    assert (await unit(engine, "water")).title != "renamed"
