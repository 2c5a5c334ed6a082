"""Strangers are answered where the city opens a path to them, and with one answer elsewhere."""

import re
from uuid import uuid4

import httpx
import pytest

from policies.strangers import is_open_to_strangers, open_paths
from tests.acting import NOBODY, named
from tests.api.window import a_number, headers, is_problem
from texts import zh

PAGE = {**NOBODY, "Accept": "text/html,application/xhtml+xml"}
NOT_OURS = {"Authorization": "Bearer paidan_" + "x" * 43}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")
CLOSED = (
    *("/", "/me", "/me/post", "/sign-out", "/orders", "/orders/20260101-000001", "/health"),
    *("/metrics", "/public", "/public/samples", "/docs", "/redoc", "/nothing", "/nothing/"),
    *("/sign-in/", "/healthz/", "/%68ealth", "/open311/v2", "/c"),
)

REST = {"/static": "/console.css", "/public/limits": "?from=2026-01-01&to=2026-02-01"}
"""With what an open path is asked, where the path alone is no question."""
NOT_SET_UP = ("/sign-in/with-the-city", "/sign-in/with-the-city/back")
"""What is told to strangers of a city without single sign-on: that there is none."""


async def asked(
    window: httpx.AsyncClient, method: str, path: str, who: dict[str, str]
) -> httpx.Response:
    """One request by its method."""
    return await window.request(method, path, headers=who)


async def closed_paths(window: httpx.AsyncClient) -> list[tuple[str, str]]:
    """Every method and path that the API describes and no line opens to strangers, filled in with
    something that may be there."""
    described = (await window.get("/openapi.json")).json()["paths"]
    return [
        (method.upper(), path)
        for template, methods in described.items()
        for path in [re.sub(r"{\w+}", str(uuid4()), template)]
        for method in methods
        if not is_open_to_strangers(method.upper(), path)
    ]


async def test_a_stranger_gets_one_answer_at_every_path_that_is_served(
    window: httpx.AsyncClient,
) -> None:
    refused = await asked(window, "GET", "/nothing", NOBODY)
    assert is_problem(refused, 401) == "nobody_named"
    assert refused.headers["www-authenticate"] == 'Bearer realm="paidan"'
    closed = await closed_paths(window)
    assert len(closed) > 100
    for method, path in closed:
        answer = await asked(window, method, path, NOBODY)
        assert (answer.status_code, answer.content) == (401, refused.content), (method, path)


@pytest.mark.parametrize("method", METHODS)
async def test_what_is_there_and_what_is_not_a_stranger_finds_out_by_nothing(
    window: httpx.AsyncClient, method: str
) -> None:
    number = await a_number(window)
    answers = [await asked(window, method, path, NOBODY) for path in (*CLOSED, f"/orders/{number}")]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    told = [{k: v for k, v in one.headers.items() if k != "x-request-id"} for one in answers]
    assert all(one == told[0] for one in told)


async def test_a_browser_is_led_to_the_door_from_wherever_it_looks(
    window: httpx.AsyncClient,
) -> None:
    for path in ("/", "/me", "/orders", "/orders/20260101-000001", "/nothing"):
        led = await asked(window, "GET", path, PAGE)
        assert (led.status_code, led.headers["location"]) == (303, "/sign-in"), path
        assert led.content == b""
    sent = await asked(window, "POST", "/orders", PAGE)
    assert (sent.status_code, "text/html" in sent.headers["content-type"]) == (401, True)
    assert zh("console.problem.sign_in_first") in sent.text


@pytest.mark.parametrize("path", [line.path for line in open_paths()])
async def test_what_is_open_is_answered(window: httpx.AsyncClient, path: str) -> None:
    answer = await asked(window, "GET", path + REST.get(path, ""), NOBODY)
    told = httpx.codes.NOT_FOUND if path in NOT_SET_UP else httpx.codes.OK
    assert answer.status_code == told, answer.text


async def test_a_token_that_lets_nobody_in_is_no_way_to_find_out_either(
    window: httpx.AsyncClient,
) -> None:
    number = await a_number(window)
    answers = [
        await asked(window, method, path, NOT_OURS)
        for method in ("GET", "POST")
        for path in ("/nothing", "/orders", f"/orders/{number}")
    ]
    assert {is_problem(answer, 401) for answer in answers} == {"not_admitted"}
    assert len({answer.content for answer in answers}) == 1


async def test_whoever_is_let_in_is_told_what_is_not_there(window: httpx.AsyncClient) -> None:
    seat = named("seat-1")
    assert is_problem(await asked(window, "GET", "/nothing", seat), 404) == "not_found"
    assert is_problem(await asked(window, "DELETE", "/orders", seat), 405) == "method_not_allowed"


async def test_the_machine_itself_asks_and_never_acts(window: httpx.AsyncClient) -> None:
    machine = headers("")
    number = await a_number(window)
    assert (await window.get(f"/orders/{number}", headers=machine)).status_code == httpx.codes.OK
    for path in ("/orders", f"/orders/{number}/urge", "/unit-files", "/tokens"):
        refused = await window.post(path, json={}, headers=machine)
        assert is_problem(refused, 401) == "nobody_named", path
