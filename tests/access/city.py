"""A city in which each post of the second table is held by one person, and its front window."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import httpx
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from api.app import build
from domain.order.terms import Mode
from domain.vocabulary import Role
from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.office import Office, office_of
from store.city import read_city
from store.register.tables import PersonRow, UnitRow
from tests.access.posts import DESK, HOME, OUTSOURCED, STRANGER, TABLE, post
from tests.access.relations import put_on_record, put_units
from tests.acting import ACTING
from tests.api.window import WINDOW, visitor
from tests.databases import founded

POSTS: Final = tuple(name for name in TABLE["orders"] if name not in (STRANGER, Role.CALLER))
"""Whom the register may know; a stranger is not asked for a right but for a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CityWindow:
    """A front window, and the records behind it."""

    client: httpx.AsyncClient
    engine: AsyncEngine


def person_of(name: str) -> str:
    """The code under which the register knows a post."""
    return name.replace(" ", "-")


@asynccontextmanager
async def city_window(services: Services, hotline: VirtualHotline) -> AsyncIterator[CityWindow]:
    """The window of a city with one order of each relation to a post's unit."""
    async with founded(services.database_url, Mode.REAL) as database:
        engine = database.engines.patient
        async with engine.begin() as connection:
            await put_units(connection)
            for own in (DESK, HOME):
                await put_on_record(connection, own)
            await connection.execute(insert(UnitRow).values(_unit_of_the_city()))
            await connection.execute(insert(PersonRow).values([_person(name) for name in POSTS]))
        keys = hotline.counter.master, hotline.counter.index
        city = await read_city(engine)
        connections = database.engines, hotline.client, keys, hotline.task_queue, city
        office = office_of(*connections, acting=ACTING)
        assert await office.law_in_force()
        async with _served(office) as client:
            yield CityWindow(client=client, engine=engine)


def _unit_of_the_city() -> dict[str, Any]:
    named = {"code": DESK, "title": "", "kind": "hotline", "district": "", "level": "city"}
    return {**named, "territory": "", "item_classes": []}


def _person(name: str) -> dict[str, Any]:
    principal = post(name)
    role = principal.role
    return {
        "person": person_of(name),
        "unit": principal.unit,
        "role": role,
        "outsourced": name.startswith(OUTSOURCED),
        "title": "",
    }


@asynccontextmanager
async def _served(office: Office) -> AsyncIterator[httpx.AsyncClient]:
    @asynccontextmanager
    async def open_office() -> AsyncIterator[Office]:
        yield office

    app = build(open_office, (), WINDOW)
    async with app.router.lifespan_context(app), visitor(app) as client:
        yield client
