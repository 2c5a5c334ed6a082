"""A hotline in movable time with a worker, for the tests of this folder."""

from collections.abc import AsyncIterator

import pytest

from operations.embedded import Services
from operations.virtual import VirtualHotline
from tests.hotlines import open_hotline


@pytest.fixture(scope="session")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline whose orders live, are stored and leave histories."""
    async with open_hotline(services, tmp_path_factory.mktemp("audit"), "audit") as hotline:
        yield hotline
