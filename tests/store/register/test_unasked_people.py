"""The people of the sample city lie only where somebody has asked for them."""

import asyncio
from dataclasses import dataclass

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from domain.order.terms import Mode
from operations.embedded import Services
from operations.people_on_record import told_of_people
from services.installation.settings import Settings
from store.city import CityAsked
from store.engines import with_driver
from store.migrate import config, upgrade
from store.register.people import PeopleOnRecord, people_on_record
from tests.databases import without_tables

BEFORE = "0018"
PEOPLE = text("""
INSERT INTO unit (code, title, kind, district) VALUES ('hotline', '热线', 'hotline', '');
""")
PERSON = text("""
INSERT INTO person (person, unit, role, title) VALUES (:person, 'hotline', :role, '-')
""")
SAMPLE = (
    ("seat-1", "seat_agent"),
    ("importer", "system"),
    ("caller", "caller"),
    ("own-1", "seat_agent"),
)
FROM_THE_SAMPLE = text("""
INSERT INTO command (id, name, actor, role, unit, idempotency_key, request_hash, via, status, act,
    received_at)
VALUES (gen_random_uuid(), 'register', 'seat-1', 'seat_agent', 'hotline', 'sample-1:0', '', 'start',
    'refused', '{}', clock_timestamp())
""")


@dataclass(frozen=True, kw_only=True)
class Old:
    """A database as it was: whether it was given the sample city, and whose time it lives in."""

    given: bool
    mode: Mode

    def make(self, database_url: str) -> None:
        with create_engine(with_driver(database_url), poolclass=NullPool).begin() as connection:
            self._make(connection)

    def _make(self, connection: Connection) -> None:
        command.upgrade(config(connection, self.mode, CityAsked().born), BEFORE)
        connection.execute(PEOPLE)
        for person, role in SAMPLE:
            connection.execute(PERSON, {"person": person, "role": role})
        if self.given:
            connection.execute(FROM_THE_SAMPLE)


@pytest.mark.parametrize(
    ("old", "acting", "unasked"),
    [
        (Old(given=False, mode=Mode.REAL), 1, ("importer", "seat-1")),
        (Old(given=True, mode=Mode.REAL), 3, ()),
        (Old(given=False, mode=Mode.VIRTUAL), 3, ()),
    ],
    ids=["nobody asked", "asked for", "for trying"],
)
async def test_who_came_unasked_acts_no_more_and_is_named(
    services: Services, old: Old, acting: int, unasked: tuple[str, ...]
) -> None:
    """The city's own stay, the machine is a person, and whoever only calls is nobody."""
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(old.make, database.url)
        await asyncio.to_thread(upgrade, database.url)
        found = await people_on_record(database.engines.patient)
    assert found == PeopleOnRecord(acting=acting, unasked=unasked)


async def test_whoever_starts_a_system_without_people_is_told_how_to_enter_them(
    services: Services,
) -> None:
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(upgrade, database.url)
        settings = Settings(database_url=database.url)
        (told,) = await told_of_people(settings)
        assert "paidan city load" in told
