"""Every endpoint lets in whom the second table lets in, and answers the others alike."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import product
from typing import Any, Final

import httpx
import pytest

from api.app import build
from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.office import Office
from services.submission.command_json import commands
from tests.access.city import POSTS, city_window, person_of
from tests.access.endpoints import ENDPOINTS, OPEN, OWN, Row
from tests.access.posts import ARGUED, BY_ROLE, TABLE, post
from tests.access.relations import number_of
from tests.acting import NOBODY, named
from tests.api.window import WINDOW

SHUT: Final = (401, 403)
FAULT: Final = 500
NEITHER: Final = "20260302-999999"


def endpoints(app: Any) -> Iterator[str]:
    """Every endpoint but the acts, which the rulebook's roles × commands hold."""
    acts = {f"/orders/{{number}}/{name}" for name in commands()}
    for path, methods in app.openapi()["paths"].items():
        yield from (f"{method.upper()} {path}" for method in methods if path not in acts)


@pytest.fixture(scope="module")
async def window(services: Services, hotline: VirtualHotline) -> AsyncIterator[httpx.AsyncClient]:
    """The window of a city in which each post is held by one person."""
    async with city_window(services, hotline) as city:
        yield city.client


def test_every_endpoint_has_its_row() -> None:
    """Whoever adds an endpoint says here what it asks for."""

    @asynccontextmanager
    async def nowhere() -> AsyncIterator[Office]:
        raise AssertionError
        yield

    assert set(endpoints(build(nowhere, (), WINDOW))) == ENDPOINTS.keys()


async def asked(window: httpx.AsyncClient, name: str, endpoint: str, **path: str) -> httpx.Response:
    """What an endpoint answers to somebody."""
    row, (method, place) = ENDPOINTS[endpoint], endpoint.split(" ")
    own = post(name).unit
    filled = {part: value.format(own=own) for part, value in row.path.items()} | path
    headers = {**named(person_of(name)), "Idempotency-Key": f"{name} {endpoint}".replace(" ", "-")}
    url = place.format(**filled) + row.query
    return await window.request(method, url, json=row.said, headers=headers)


def is_let_in(name: str, row: Row) -> bool:
    """Whether the tables let somebody do what an endpoint asks for."""
    if row.right:
        return row.right in BY_ROLE[name]
    said = TABLE["things"][name][row.thing]["may"] == "yes"
    argued = any(name in one["posts"] and row.thing in one["things"] for one in ARGUED["things"])
    return said != argued


@pytest.mark.parametrize("name", POSTS)
async def test_an_endpoint_refuses_whom_the_tables_refuse_and_nobody_else(
    window: httpx.AsyncClient, name: str
) -> None:
    otherwise = list[str]()
    for endpoint, row in ENDPOINTS.items():
        if not (row.thing or row.right):
            continue
        number = number_of(post(name).unit, "own_unit")
        reply = await asked(window, name, endpoint, **_order(endpoint, number))
        answered = reply.status_code < FAULT
        if not answered or (reply.status_code not in SHUT) != is_let_in(name, row):
            otherwise.append(f"{endpoint}: {reply.status_code} {reply.text[:120]}")
    assert otherwise == []


def _order(endpoint: str, number: str) -> dict[str, str]:
    return {"number": number} if "{number}" in endpoint else {}


@pytest.mark.parametrize("name", POSTS)
async def test_an_order_that_is_not_reached_is_answered_like_none_at_every_endpoint(
    window: httpx.AsyncClient, name: str
) -> None:
    to_orders = [(endpoint, row) for endpoint, row in ENDPOINTS.items() if row.way]
    for relation, (endpoint, row) in product(("own_unit", "foreign"), to_orders):
        ways = _ways(name, relation)
        number = number_of(post(name).unit, relation)
        reply = await asked(window, name, endpoint, number=number)
        none = await asked(window, name, endpoint, number=NEITHER)
        if row.way in ways:
            assert reply.status_code == 200, (endpoint, reply.text)
        else:
            assert (reply.status_code, reply.text) == (none.status_code, none.text), endpoint
        assert none.status_code in (403, 404)


def _ways(name: str, relation: str) -> set[str]:
    cell = TABLE["orders"][name][relation]
    for one in ARGUED["orders"]:
        if name in one["posts"] and relation in one["relations"]:
            return set(one["relations"][relation].split())
    return set(cell.get("on_written_request", cell["may"]).split())


async def test_a_stranger_is_answered_by_one_body_wherever_he_asks(
    window: httpx.AsyncClient,
) -> None:
    bodies = set[str]()
    for endpoint, row in ENDPOINTS.items():
        method, place = endpoint.split(" ")
        filled = {**dict.fromkeys(("number", "code", "command_id", "id"), NEITHER), **row.path}
        filled |= dict.fromkeys(("reference", "indicator", "username", "person", "version"), "1")
        reply = await window.request(method, place.format(**filled), headers=NOBODY)
        if reply.status_code == 401:
            bodies.add(reply.text)
        else:
            assert row in (OPEN, OWN) or row.thing == "read_samples", endpoint
    assert len(bodies) == 1
