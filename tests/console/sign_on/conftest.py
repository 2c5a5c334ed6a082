"""A door at which the city's single sign-on lets people in: a portal of the tests' own."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from tests.console.door import Door, Human
from tests.console.sign_on.city import SignOnCity
from tests.console.sign_on.portal import Portal, open_portal


@pytest.fixture(scope="module")
async def portal_process() -> AsyncIterator[Portal]:
    """What answers as the city's portal."""
    async with open_portal() as portal:
        yield portal


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator, who keeps the accounts."""
    return await door.administrator("sec-admin")


@pytest.fixture
async def city(
    app: FastAPI, door: Door, security: Human, portal_process: Portal
) -> AsyncIterator[SignOnCity]:
    """A city whose console has never asked its portal anything, and a portal that says nothing but
    the truth."""
    portal = portal_process.as_new()
    office = app.state.office
    city = SignOnCity(app=app, door=door, security=security, portal=portal)
    city.maps()
    yield city
    app.state.office = office
