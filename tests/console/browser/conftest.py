"""A browser for all tests of a process, and a city that its console shows."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial

import pytest
from fastapi import FastAPI
from playwright.async_api import Browser

from tests.console.browser.real import Seat, one_browser, seated
from tests.console.door import Door
from tests.served import listening


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The one browser of this process."""
    async with one_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
async def address(app: FastAPI) -> AsyncIterator[str]:
    """Where the console stands."""
    async with listening(app) as port:
        yield f"http://localhost:{port}"


@pytest.fixture
def seat(
    browser: Browser, address: str, people: Door
) -> Callable[..., AbstractAsyncContextManager[Seat]]:
    """Opens a browser for somebody."""
    del people
    return partial(seated, browser, address)


@pytest.fixture(scope="module")
async def people(door: Door) -> Door:
    """Everybody who comes here has an account and a password."""
    security = await door.administrator("sec-admin")
    for person in ("dispatcher-1", "water-clerk", "head-1"):
        await door.newcomer(security, person, person)
    return door
