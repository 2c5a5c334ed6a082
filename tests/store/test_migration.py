"""The migration makes exactly the tables that the code believes in."""

import asyncio

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

import readmodel.scorecards.scorecard_tables  # noqa: F401
import store.accounts.tables
import store.archive.archive_tables
import store.archive.finding_tables
import store.vault.blind_index_tables  # noqa: F401
from domain.law.rules_edition import PRESENT_RULES, RulesEdition
from domain.order.terms import Mode
from operations.embedded import Services
from store.city import CityAsked
from store.engines import with_driver
from store.migrate import config, upgrade
from store.register.tables import Base
from store.tables import WORKFLOW_EDITION
from tests.databases import Database, registered, without_tables

BEFORE_THERE_WERE_EDITIONS = "0012"
AN_OLD_ORDER = text("""
INSERT INTO work_order (number, mode, pack, pack_edition, calendar, calendar_edition)
VALUES ('20260101-000000', 'real', 'p', '1', 'cn', '1')
""")
EDITIONS = text("SELECT workflow_edition, rules_edition FROM work_order ORDER BY number")


def differences(connection: Connection) -> list[object]:
    """What the database lacks, or has beyond what the code knows."""
    return compare_metadata(MigrationContext.configure(connection), Base.metadata)


async def test_code_and_migrations_agree_on_every_table(office: Database) -> None:
    async with office.engines.patient.connect() as connection:
        found = await connection.run_sync(differences)
    assert found == [], "write the missing change as a new file in migrations/versions"


def make_old(database_url: str) -> None:
    """Make the tables as they were, with one order."""
    with create_engine(with_driver(database_url), poolclass=NullPool).begin() as connection:
        command.upgrade(config(connection, Mode.REAL, CityAsked().born), BEFORE_THERE_WERE_EDITIONS)
        connection.execute(AN_OLD_ORDER)


async def test_orders_that_were_there_before_stay_of_the_first_edition(services: Services) -> None:
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(make_old, database.url)
        await asyncio.to_thread(upgrade, database.url)
        await registered(database)
        async with database.engines.patient.connect() as connection:
            editions = [tuple(row) for row in await connection.execute(EDITIONS)]
    assert editions == [(1, RulesEdition.FIRST), (WORKFLOW_EDITION, PRESENT_RULES)]
