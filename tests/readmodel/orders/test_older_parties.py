"""Orders from before their parties were written down: a round of the workers reads them again."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import text

from domain.chapters.intake.commands import Register
from domain.order.terms import Mode
from domain.vocabulary import ItemType
from operations.embedded import Services
from services.archive.older_parties import read_older_parties
from services.isolation import Quarantine
from services.law.laws import Laws
from store.commands.stored import Via
from tests.databases import DEMAND, PACK, Database, founded, registered, request

COMPLAINT = Register(type=ItemType.COMPLAINT, district="east", about_unit="water")


@pytest.fixture(scope="module")
async def older(services: Services) -> AsyncIterator[Database]:
    """A database that knows its law."""
    async with founded(services.database_url, Mode.REAL) as database:
        assert await Laws(database.engines.patient).in_force(PACK.id) is not None
        yield database


async def say(database: Database, words: str, **values: str) -> list[Any]:
    """Tell or ask the database something by hand."""
    async with database.engines.patient.begin() as connection:
        found = await connection.execute(text(words), values)
        return list(found) if found.returns_rows else []


async def from_before(database: Database) -> str:
    """A complaint about a unit, from before its parties were written down."""
    asked = request(COMPLAINT, via=Via.START, texts=DEMAND)
    number = str((await registered(database, asked=asked)).order_number)
    assert await accused(database, number) == [("water",)]
    await say(database, "DELETE FROM order_parties WHERE order_number = :n", n=number)
    await say(database, "INSERT INTO parties_unknown VALUES (:n)", n=number)
    return number


async def accused(database: Database, number: str) -> list[Any]:
    """Whom an order complains about, by the rows."""
    asked = "SELECT accused FROM order_parties WHERE order_number = :n"
    return [tuple(row) for row in await say(database, asked, n=number)]


async def test_what_is_not_written_down_is_read_from_the_facts_once(older: Database) -> None:
    engine, held = older.engines.patient, Quarantine()
    number = await from_before(older)
    await read_older_parties(engine, Laws(engine), held)
    assert await accused(older, number) == [("water",)]
    assert await say(older, "SELECT * FROM parties_unknown") == []
    await say(older, "DELETE FROM order_parties WHERE order_number = :n", n=number)
    await read_older_parties(engine, Laws(engine), held)
    assert await accused(older, number) == []


async def test_an_order_that_cannot_be_read_keeps_no_other_from_it(older: Database) -> None:
    engine, held = older.engines.patient, Quarantine()
    damaged, sound = await from_before(older), await from_before(older)
    await say(
        older, 'UPDATE fact SET body = \'{"kind": "odd"}\' WHERE order_number = :n', n=damaged
    )
    await read_older_parties(engine, Laws(engine), held)
    assert await accused(older, sound) == [("water",)]
    assert [row[0] for row in await say(older, "SELECT * FROM parties_unknown")] == [damaged]
    await say(older, "DELETE FROM parties_unknown")
