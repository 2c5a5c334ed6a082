"""One real and one virtual database for the tests of this folder."""

from collections.abc import AsyncIterator

import pytest

from domain.vocabulary import Mode
from tests.databases import Database, founded
from workers.embedded import Services


@pytest.fixture(scope="session")
async def office(services: Services) -> AsyncIterator[Database]:
    """A database in real time."""
    async with founded(services.database_url, Mode.REAL) as database:
        yield database


@pytest.fixture(scope="session")
async def rehearsal(services: Services) -> AsyncIterator[Database]:
    """A database in movable time."""
    async with founded(services.database_url, Mode.VIRTUAL) as database:
        yield database
