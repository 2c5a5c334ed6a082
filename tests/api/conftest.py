"""One front window for the tests of this folder."""

from collections.abc import AsyncIterator

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.api.window import front_window


@pytest.fixture(scope="session")
async def window(hotline: VirtualHotline) -> AsyncIterator[httpx.AsyncClient]:
    """The front window."""
    async with front_window(hotline, hotline.engines) as client:
        yield client
