"""A hotline in movable time with a worker, for the tests of this folder."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from domain.vocabulary import Mode
from tests.databases import founded
from workers.embedded import Services
from workers.settings import Settings
from workers.virtual import VirtualHotline, virtual_hotline


@pytest.fixture(scope="session")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline whose orders live, are stored and leave histories."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("audit"))
    async with founded(services.database_url, Mode.VIRTUAL) as database:
        here = replace(services, database_url=database.url)
        async with virtual_hotline(here, settings, task_queue="audit") as hotline, hotline.worker():
            yield hotline
