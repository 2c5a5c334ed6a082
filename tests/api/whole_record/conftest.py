"""An office of its own: whoever reads every order must not meet one that a test has damaged."""

from collections.abc import AsyncIterator

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.api.window import front_window
from tests.hotlines import hotline_of_its_own

__all__ = ["hotline_of_its_own", "window"]


@pytest.fixture(scope="module")
async def window(hotline: VirtualHotline) -> AsyncIterator[httpx.AsyncClient]:
    """Its front window."""
    async with front_window(hotline, hotline.engines) as client:
        yield client
