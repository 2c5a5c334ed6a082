"""Every page has its row, and lets in whom the right of its row lets in."""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

import console.pages
from policies.strangers import is_open_to_strangers
from tests.access.pages import OWN, PAGES, STRANGERS
from tests.access.posts import BY_ROLE
from tests.console.door import Door, Human

PAGE: Final = {"Accept": "text/html"}
HERE: Final = console.pages.__path__
PEOPLE: Final = {
    "dispatcher": "dispatcher-1",
    "unit_clerk": "water-clerk",
    "observer": "observer-1",
}


def routes() -> dict[str, APIRoute]:
    """Every page by its method and path."""
    modules = [import_module(f"console.pages.{one.name}") for one in iter_modules(HERE)]
    routers = [getattr(module, "router", APIRouter()) for module in modules]
    found = [one for router in routers for one in router.routes if isinstance(one, APIRoute)]
    return {f"{method} {route.path}": route for route in found for method in route.methods}


def test_every_page_has_its_row() -> None:
    assert routes().keys() == PAGES.keys()


def test_a_stranger_is_let_through_to_what_the_rows_open_and_the_home_leads_him_to_the_door() -> (
    None
):
    opened = {name for name, asks in PAGES.items() if asks == STRANGERS} - {"GET /"}
    assert {name for name in PAGES if is_open_to_strangers(*name.split(" "))} == opened


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator."""
    return await door.administrator("sec-admin")


@pytest.mark.parametrize("role", PEOPLE)
async def test_a_page_lets_in_whom_its_right_lets_in(
    door: Door, security: Human, role: str
) -> None:
    human = await door.newcomer(security, PEOPLE[role], PEOPLE[role])
    for name, asks in PAGES.items():
        method, path = name.split(" ")
        if method != "GET" or "{" in path or asks in (STRANGERS, OWN):
            continue
        answer = await human.browser.get(path, headers=PAGE)
        let_in = asks in BY_ROLE[role]
        assert answer.status_code == (httpx.codes.OK if let_in else httpx.codes.NOT_FOUND), name
