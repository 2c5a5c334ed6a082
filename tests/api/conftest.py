"""One front window for the tests of this folder."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api.window import front_window
from workers.virtual import VirtualHotline


@pytest.fixture(scope="session")
async def window(hotline: VirtualHotline) -> AsyncIterator[httpx.AsyncClient]:
    """The front window."""
    async with front_window(hotline, hotline.engines) as client:
        yield client
