"""The migration makes exactly the tables that the code believes in."""

import asyncio

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from domain.law.rules_edition import PRESENT_RULES, RulesEdition
from domain.order.terms import Mode
from operations.embedded import Services
from store.city import CityAsked
from store.engines import with_driver
from store.migrate import config, upgrade
from store.tables import WORKFLOW_EDITION
from tests.databases import Database, registered, without_tables
from tests.every_table import every_table

BEFORE_THERE_WERE_EDITIONS = "0012"
AN_OLD_ORDER = """
INSERT INTO work_order (number, mode, pack, pack_edition, calendar, calendar_edition)
VALUES ('20260101-000000', 'real', 'p', '1', 'cn', '1')
"""
FIRST_ACCOUNTS = "0021"
OLD_ACCOUNTS = (
    "INSERT INTO person (person, role, title, outsourced)"
    " VALUES ('sys', 'sys_admin', 'x', false), ('sec', 'sec_admin', 'x', false)",
    "INSERT INTO account (username, title, created_by) VALUES ('both', 'x', 'x')",
    "INSERT INTO held_post (account, person, granted_by)"
    " VALUES ('both', 'sys', 'x'), ('both', 'sec', 'x')",
    "INSERT INTO access_log (event, account, by) VALUES ('account_added', 'both', 'x')",
)
REVOKED = "UPDATE held_post SET revoked_at = now(), revoked_by = 'x' WHERE person = 'sec'"
EDITIONS = text("SELECT workflow_edition, rules_edition FROM work_order ORDER BY number")


def differences(connection: Connection) -> list[object]:
    """What the database lacks, or has beyond what the code knows."""
    return compare_metadata(MigrationContext.configure(connection), every_table())


async def test_code_and_migrations_agree_on_every_table(office: Database) -> None:
    async with office.engines.patient.connect() as connection:
        found = await connection.run_sync(differences)
    assert found == [], "write the missing change as a new file in migrations/versions"


def at_revision(database_url: str, revision: str, *words: str) -> None:
    """Make the tables as they were at a revision, and put something into them."""
    with create_engine(with_driver(database_url), poolclass=NullPool).begin() as connection:
        command.upgrade(config(connection, Mode.REAL, CityAsked().born), revision)
        for one in words:
            connection.execute(text(one))


async def test_accounts_that_were_there_before_are_served_as_they_were(services: Services) -> None:
    """What is separated and sealed today was neither then: nothing of it is lost or refused."""
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(at_revision, database.url, FIRST_ACCOUNTS, *OLD_ACCOUNTS)
        await asyncio.to_thread(upgrade, database.url)
        async with database.engines.patient.begin() as connection:
            posts = list(await connection.scalars(text("SELECT person FROM held_post")))
            sealed = list(await connection.scalars(text("SELECT archived FROM access_log")))
            await connection.execute(text(REVOKED))
    assert (posts, sealed) == (["sys", "sec"], [False])


async def test_orders_that_were_there_before_stay_of_the_first_edition(services: Services) -> None:
    async with without_tables(services.database_url) as database:
        await asyncio.to_thread(at_revision, database.url, BEFORE_THERE_WERE_EDITIONS, AN_OLD_ORDER)
        await asyncio.to_thread(upgrade, database.url)
        await registered(database)
        async with database.engines.patient.connect() as connection:
            editions = [tuple(row) for row in await connection.execute(EDITIONS)]
    assert editions == [(1, RulesEdition.FIRST), (WORKFLOW_EDITION, PRESENT_RULES)]
