"""What machines do for somebody: a named person has it done, and nobody is the machine."""

from typing import Any

import httpx
import pytest

from tests.api.window import DEMAND, headers, is_problem

FROM_A_FILE = {**DEMAND, "channel": "import", "called_at": "2019-04-08T08:37:20+08:00"}
READER = headers("dispatcher-1")
NAMELESS = {name: said for name, said in FROM_A_FILE.items() if name not in ("name", "phone")}


async def imports(window: httpx.AsyncClient, person: str, **demand: Any) -> httpx.Response:
    return await window.post("/imported-orders", json=demand, headers=headers(person))


async def test_a_demand_out_of_a_file_comes_in_on_behalf_of_whoever_imports_it(
    window: httpx.AsyncClient,
) -> None:
    """It carries what the file has of its caller, be it nothing."""
    opened = await imports(window, "importer", **NAMELESS)
    assert opened.status_code == 201, opened.text
    number = opened.json()["number"]
    (fact, *_) = (await window.get(f"/orders/{number}/facts", headers=READER)).json()
    assert (fact["actor"]["person"], fact["on_behalf_of"]) == ("system", "importer")


@pytest.mark.parametrize("person", ["seat-1", "dispatcher-1", "calendar-office", "water-clerk"])
async def test_whoever_has_no_right_to_imports_nothing(
    window: httpx.AsyncClient, person: str
) -> None:
    assert is_problem(await imports(window, person, **FROM_A_FILE), 403) == "role_may_not"


@pytest.mark.parametrize("nobody", ["system", "caller"])
async def test_nobody_is_the_machine_or_the_public(window: httpx.AsyncClient, nobody: str) -> None:
    assert is_problem(await imports(window, nobody, **FROM_A_FILE), 403) == "unknown_person"
    called = await window.post("/orders", json=DEMAND, headers=headers(nobody))
    assert is_problem(called, 403) == "unknown_person"


async def test_each_door_takes_what_comes_by_its_own_way(window: httpx.AsyncClient) -> None:
    """Otherwise a seat would spare itself the caller's name by calling its demand imported."""
    for place, person, demand in (
        ("/orders", "seat-1", NAMELESS),
        ("/imported-orders", "importer", DEMAND),
    ):
        refused = await window.post(place, json=demand, headers=headers(person))
        assert is_problem(refused, 422) == "bad_paper"
        assert [error["field"] for error in refused.json()["errors"]] == ["channel"]


async def test_what_only_a_machine_does_is_done_on_behalf_of_whoever_asks_for_it(
    window: httpx.AsyncClient,
) -> None:
    numbers = [
        (await window.post("/orders", json=DEMAND, headers=headers("seat-1"))).json()["number"]
        for _ in range(2)
    ]
    place, said = f"/orders/{numbers[1]}/suggest_duplicate", {"others": [numbers[0]]}
    outsider = await window.post(place, json=said, headers=headers("water-clerk"))
    assert is_problem(outsider, 404) == "unknown_order"
    reviewer = await window.post(place, json=said, headers=headers("reviewer-1"))
    assert is_problem(reviewer, 403) == "role_may_not"
    done = await window.post(place, json=said, headers=headers("dispatcher-1"))
    assert done.status_code == 200, done.text
    facts = (await window.get(f"/orders/{numbers[1]}/facts", headers=READER)).json()
    (suggested,) = (fact for fact in facts if fact["content"]["kind"] == "DuplicateSuggested")
    assert (suggested["actor"]["role"], suggested["on_behalf_of"]) == ("system", "dispatcher-1")


async def test_under_which_law_an_order_is_born_follows_the_city_unless_a_lead_answers_for_another(
    window: httpx.AsyncClient,
) -> None:
    other = "/orders?pack=weifang-2021"
    refused = await window.post(other, json=DEMAND, headers=headers("seat-1"))
    assert is_problem(refused, 403) == "role_may_not"
    assert refused.json()["about"] == ["seat_agent", "choose_law"]
    chosen = await window.post(other, json=DEMAND, headers=headers("lead-1"))
    assert chosen.status_code == 201, chosen.text
    usual = await window.post("/orders", json=DEMAND, headers=headers("seat-1"))
    assert usual.status_code == 201, usual.text
