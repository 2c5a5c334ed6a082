"""What every test may ask for."""

from collections.abc import AsyncIterator

import pytest

from workers.embedded import Services, embedded_services
from workflows.attributes import SEARCH_ATTRIBUTES


@pytest.fixture(scope="session")
async def services(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Services]:
    """A PostgreSQL and a Temporal that can skip time, shared by the tests of one test process."""
    data_dir = tmp_path_factory.mktemp("services")
    async with embedded_services(
        data_dir, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES
    ) as services:
        yield services
