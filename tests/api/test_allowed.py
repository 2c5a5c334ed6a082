"""What is open to whom is told from the stored facts and by the database's clock."""

from datetime import timedelta
from typing import Any

import httpx

from domain.vocabulary import State
from operations.virtual import VirtualHotline
from store.commands.order_time import move_clock
from tests.acting import named
from tests.api.window import a_number, becomes_visible, headers, is_problem, rows


async def shown(window: httpx.AsyncClient, number: str, by: str) -> dict[str, Any]:
    """What a person is shown about an order."""
    reply = await window.get(f"/orders/{number}/allowed", headers=named(by))
    assert reply.status_code == 200, reply.text
    told: dict[str, Any] = reply.json()
    return told


def act(told: dict[str, Any], name: str) -> dict[str, Any]:
    """One act as it is shown."""
    [found] = [act for act in told["acts"] if act["name"] == name]
    assert isinstance(found, dict)
    return found


def is_open(told: dict[str, Any], name: str) -> bool:
    """Whether an act is shown as open."""
    return bool(act(told, name)["open"])


async def does(window: httpx.AsyncClient, number: str, name: str, by: str, **said: Any) -> None:
    """Somebody acts, and everybody can see it."""
    done = await window.post(f"/orders/{number}/{name}", json=said, headers=headers(by))
    assert done.status_code == 200, done.text
    await becomes_visible(window, number, done.json()["version"])


async def test_each_person_is_shown_what_is_open_and_what_closes_the_rest(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number = await a_number(window)
    before = await rows(hotline.engines)
    told = await shown(window, number, "seat-1")
    assert (told["number"], told["version"], told["state"]) == (number, 1, State.INTAKE)
    assert is_open(told, "accept_for_dispatch")
    closed = act(told, "accept")
    assert (closed["title"], closed["open"]) == ("签收", False)
    assert closed["refusal"]["code"] == "role_may_not"
    assert "T:T11" in closed["refusal"]["detail"]
    assert await rows(hotline.engines) == before


async def test_a_lapse_that_is_not_on_record_yet_is_seen_by_the_databases_clock(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number = await a_number(window)
    await does(window, number, "accept_for_dispatch", "seat-1")
    await does(window, number, "dispatch", "dispatcher-1", unit="water", note="就近")
    first = await shown(window, number, "water-clerk")
    assert is_open(first, "accept")
    assert act(first, "submit_result")["refusal"]["code"] == "not_being_handled"
    await move_clock(hotline.engines.patient, number, timedelta(days=9))
    later = await shown(window, number, "water-clerk")
    assert (later["version"], later["state"]) == (first["version"], State.PENDING_ACCEPT)
    assert is_open(later, "submit_result")


async def test_who_asks_and_about_what_must_be_known(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    nameless = await window.get(f"/orders/{number}/allowed")
    assert is_problem(nameless, 401) == "nobody_named"
    asked = named("seat-1")
    unknown = await window.get("/orders/20200101-000001/allowed", headers=asked)
    assert is_problem(unknown, 404) == "unknown_order"


async def test_what_is_shown_in_the_way_is_what_the_window_answers(
    window: httpx.AsyncClient,
) -> None:
    number = await a_number(window)
    told = await shown(window, number, "dispatcher-1")
    refusal = act(told, "dispatch")["refusal"]
    tried = await window.post(
        f"/orders/{number}/dispatch",
        json={"unit": "water", "note": "就近"},
        headers=headers("dispatcher-1"),
    )
    assert is_problem(tried, 409) == refusal["code"]
    assert refusal == {word: tried.json()[word] for word in ("code", "basis", "about", "detail")}
    assert told["at"].endswith("+08:00")


async def test_the_answer_and_its_errors_are_declared(window: httpx.AsyncClient) -> None:
    declared = (await window.get("/openapi.json")).json()
    question = declared["paths"]["/orders/{number}/allowed"]["get"]
    body = question["responses"]["200"]["content"]["application/json"]["schema"]
    assert body["$ref"].endswith("/AllowedActs")
    assert question["responses"].keys() >= {"401", "403", "404", "409"}
    assert "可办事项" in question["summary"]
