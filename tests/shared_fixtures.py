"""What every test may ask for: servers, databases and a hotline that all tests of a run share."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from domain.order.terms import Mode
from operations.embedded import Services
from operations.virtual import VirtualHotline, virtual_hotline
from services.installation import logs
from services.installation.settings import Settings
from tests.databases import Database, founded
from tests.hotline import CACHED, SANYA
from tests.hotlines import knows_coming_years
from tests.servers import services_of_this_run


@pytest.fixture(scope="session", autouse=True)
def logs_like_the_product() -> None:
    """Lines are written as the product writes them: by its own form, and without drawings."""
    logs.configure("test", "info")


@pytest.fixture(scope="session")
async def services() -> AsyncIterator[Services]:
    """A PostgreSQL and a Temporal that can skip time, shared by all tests of one run."""
    async with services_of_this_run() as services:
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
            await knows_coming_years(hotline)
            yield hotline
