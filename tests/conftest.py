"""What every test may ask for."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from domain.order.terms import Mode
from operations.embedded import Services, embedded_services
from operations.virtual import VirtualHotline, virtual_hotline
from services.installation.settings import Settings
from tests.databases import Database, founded
from tests.hotline import CACHED, SANYA
from workflows.search_attributes import SEARCH_ATTRIBUTES

pytest_plugins = ("tests.rule_marker",)


@pytest.fixture(scope="session")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """A PostgreSQL and a Temporal that can skip time, shared by the tests of one test process."""
    data_dir = tmp_path_factory.mktemp("services")
    async with embedded_services(
        data_dir, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES
    ) as services:
        yield services


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


@pytest.fixture(scope="session")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline in movable time with a worker that is running."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("hotline"))
    async with founded(services.database_url, Mode.VIRTUAL, SANYA) as database:
        here = replace(services, database_url=database.url)
        async with (
            virtual_hotline(here, settings, task_queue="hotline") as hotline,
            hotline.worker(cached=CACHED),
        ):
            yield hotline
