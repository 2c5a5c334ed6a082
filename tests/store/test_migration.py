"""The migration makes exactly the tables that the code believes in."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

import readmodel.scorecards.scorecard_tables  # noqa: F401
import store.archive.archive_tables
import store.archive.finding_tables
import store.vault.blind_index_tables  # noqa: F401
from store.register.tables import Base
from tests.databases import Database


def differences(connection: Connection) -> list[object]:
    """What the database lacks, or has beyond what the code knows."""
    return compare_metadata(MigrationContext.configure(connection), Base.metadata)


async def test_code_and_migrations_agree_on_every_table(office: Database) -> None:
    async with office.engines.patient.connect() as connection:
        found = await connection.run_sync(differences)
    assert found == [], "write the missing change as a new file in migrations/versions"
