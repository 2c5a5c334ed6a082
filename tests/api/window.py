"""The front window in this process, on the hotline's own servers, and who stands before it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from api.app import build
from console.pages import pages
from console.pages.problem_page import told_as_page
from operations.virtual import VirtualHotline
from services.accounts.asked_factor import AskedFactor
from services.accounts.sessions import LASTING, SessionLimits
from services.installation.front_window import THIS_MACHINE
from services.office import Office, office_of
from services.sign_on.provider import Provider
from store.engines import Engines
from tests.acting import ACTING, as_the_machine, named
from tests.hotline import comes_true
from tests.named import hear

DEMAND = {"type": "help", "demand": "路灯不亮", "name": "张三", "phone": "13800000000"}
WINDOW = replace(THIS_MACHINE, names=("window", "localhost"))
INSTANT = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")
"""An instant as people here are told it, to the second."""
TABLES = (
    "command",
    "work_order",
    "fact",
    "order_state",
    "clock",
    "vault",
    "vault_key",
    "blind_index",
    "narrative_index",
)


@asynccontextmanager
async def front_window(
    hotline: VirtualHotline, engines: Engines
) -> AsyncIterator[httpx.AsyncClient]:
    """A window that was just opened: nothing is remembered but what lies in the database. Whoever
    says nothing of himself here asks as the machine itself does."""
    async with window_process(hotline, engines) as app, visitor(app) as client:
        client.auth = as_the_machine
        yield client


@asynccontextmanager
async def window_process(
    hotline: VirtualHotline,
    engines: Engines,
    sessions: SessionLimits = LASTING,
    second_factor: AskedFactor = AskedFactor.NOBODY,
    sign_on: Provider | None = None,
) -> AsyncIterator[FastAPI]:
    """What the window's process serves, the console's pages too."""
    office = office_at(hotline, engines, sessions, second_factor, sign_on)

    @asynccontextmanager
    async def open_office() -> AsyncIterator[Office]:
        yield office

    app: FastAPI = build(open_office, pages(), WINDOW, told_as_page)
    async with app.router.lifespan_context(app):
        yield app


def office_at(
    hotline: VirtualHotline,
    engines: Engines,
    sessions: SessionLimits = LASTING,
    second_factor: AskedFactor = AskedFactor.NOBODY,
    sign_on: Provider | None = None,
) -> Office:
    """What a window of this hotline stands on."""
    return office_of(
        engines,
        hotline.client,
        (hotline.counter.master, hotline.counter.index),
        hotline.task_queue,
        hotline.city,
        acting=ACTING,
        sessions=sessions,
        second_factor=second_factor,
        sign_on=sign_on,
    )


@asynccontextmanager
async def visitor(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody with a browser of his own, which keeps his cookies."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport,
        base_url="https://window",
        timeout=60,
        event_hooks={"response": [heard]},
    ) as client:
        yield client


async def heard(reply: httpx.Response) -> None:
    """Note which rules the window's answer names."""
    await reply.aread()
    hear(reply.text)


def headers(by: str = "seat-1", key: str = "") -> dict[str, str]:
    """Who hands a paper in, under which key."""
    return {**named(by), "Idempotency-Key": key or str(uuid4())}


async def registered(window: httpx.AsyncClient, key: str = "", **said: Any) -> httpx.Response:
    """A seat writes a demand down."""
    return await window.post("/orders", json={**DEMAND, **said}, headers=headers(key=key))


async def a_number(window: httpx.AsyncClient) -> str:
    """The number of a new order that everybody can see."""
    reply = await registered(window)
    assert reply.status_code == 201, reply.text
    number = str(reply.json()["number"])
    await becomes_visible(window, number, 1)
    return number


async def becomes_visible(window: httpx.AsyncClient, number: str, version: int) -> None:
    """Ask again, as the window itself says, until everybody can see a version of an order."""

    async def is_seen() -> bool:
        asker = named("seat-1")
        seen = await window.get(f"/orders/{number}?min_version={version}", headers=asker)
        assert seen.status_code == 200 or is_problem(seen, 503) == "not_yet_visible", seen.text
        return seen.status_code == 200

    await comes_true(is_seen)


async def rows(engines: Engines) -> dict[str, int]:
    """How many rows every table has that a request could write to."""
    counts = ", ".join(f"(SELECT count(*) FROM {table}) AS {table}" for table in TABLES)
    async with engines.patient.connect() as connection:
        return dict((await connection.execute(text(f"SELECT {counts}"))).one()._mapping)


def is_problem(reply: httpx.Response, *statuses: int) -> str:
    """The code of a problem that is told as one; raises AssertionError for anything else."""
    assert reply.status_code in statuses, (reply.status_code, reply.text[:300])
    assert reply.headers["content-type"] == "application/problem+json"
    told = reply.json()
    assert told["status"] == reply.status_code
    assert told["type"] == f"urn:paidan:problem:{told['code']}"
    assert told["title"]
    assert told["detail"]
    return str(told["code"])
