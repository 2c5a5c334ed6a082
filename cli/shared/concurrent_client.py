"""The API of a running system for many requests at once; what fails is a clear no."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from cli.shared.client import in_plain_words
from operations.api_client import ApiClient, api_client
from operations.entrance import Entrance


@asynccontextmanager
async def client_of(entrance: Entrance) -> AsyncIterator[ApiClient]:
    """Open the connections to a running system's API; raises ClearNo, BadInput."""
    with in_plain_words():
        async with api_client(entrance) as client:
            yield client
