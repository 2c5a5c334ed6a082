"""A door of its own for each module here: whoever signs in is counted and locked out there."""

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from operations.virtual import VirtualHotline
from tests.api.window import window_process
from tests.console.door import Door, opened_door
from tests.hotlines import hotline_of_its_own

__all__ = ["hotline_of_its_own"]


@pytest.fixture(scope="module")
async def app(hotline: VirtualHotline) -> AsyncIterator[FastAPI]:
    """What the window's process serves."""
    async with window_process(hotline, hotline.engines) as app:
        yield app


@pytest.fixture(scope="module")
async def door(app: FastAPI, hotline: VirtualHotline) -> AsyncIterator[Door]:
    """The door of a city that was just born: three administrators have chosen their passwords."""
    async with opened_door(app, hotline.engines.patient) as door:
        yield door
