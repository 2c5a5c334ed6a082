"""An act about many orders: previewed, begun, and told one by one; what is refused alone is refused
in bulk too (criterion 11)."""

from typing import Any
from uuid import uuid4

import httpx
from sqlalchemy import text

from operations.virtual import VirtualHotline
from services.access.principal import SYSTEM
from services.orders.holding import release_held_acts
from tests.acting import named
from tests.api.window import headers, is_problem, office_at
from tests.hotline import Case, opens

URGE = {"act": "urge", "paper": {"by": "office"}}


async def cases(hotline: VirtualHotline) -> tuple[Case, Case, Case]:
    """Two orders that lie with the water company, and one that lies with nobody."""
    first, second = [await (await opens(hotline)).dispatched() for _ in range(2)]
    return first, second, await opens(hotline)


async def asks(
    window: httpx.AsyncClient, path: str, *orders: Case, key: str = "", by: str = "supervisor-1"
) -> Any:
    """Somebody asks for a bulk."""
    said = {**URGE, "orders": [one.number for one in orders]}
    reply = await window.post(path, json=said, headers=headers(by, key))
    assert reply.is_success, reply.text
    return reply.json()


async def urgings(case: Case) -> int:
    """How often the order was urged, by its facts."""
    return (await case.kinds()).count("CallerUrged")


async def test_a_preview_says_of_each_order_may_or_may_not_and_why_and_writes_nothing(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    first, second, nowhere = await cases(hotline)
    told = await asks(window, "/orders/bulk/preview", first, second, nowhere)
    assert (told["may"], told["may_not"]) == (2, 1)
    [refused] = [one for one in told["orders"] if not one["may"]]
    assert (refused["order"], refused["code"]) == (nowhere.number, "no_unit_to_urge")
    alone = await window.post(
        f"/orders/{nowhere.number}/urge", json=URGE["paper"], headers=headers("supervisor-1")
    )
    assert is_problem(alone, 409) == refused["code"]
    assert alone.json()["detail"] == refused["words"]
    async with hotline.engines.patient.connect() as connection:
        asked = text("SELECT count(*) FROM held_act WHERE order_number = :n")
        assert await connection.scalar(asked, {"n": first.number}) == 0


async def test_a_bulk_tells_each_result_and_counts_what_the_ledger_counts(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    first, second, nowhere = await cases(hotline)
    key = str(uuid4())
    begun = await asks(window, "/orders/bulk", first, second, nowhere, key=key)
    assert (begun["total"], begun["waiting"], begun["refused"]) == (3, 2, 1)
    again = await asks(window, "/orders/bulk", first, second, nowhere, key=key)
    assert again["id"] == begun["id"]
    await release_held_acts(SYSTEM, office_at(hotline, hotline.engines))
    place = f"/bulks/{begun['id']}"
    told = (await window.get(place, headers=named("supervisor-1"))).json()
    assert (told["waiting"], told["done"], told["refused"]) == (0, 2, 1)
    assert told["done"] == await urgings(first) + await urgings(second)
    assert {one["order"]: one["outcome"] for one in told["results"]} == {
        first.number: "left",
        second.number: "left",
        nowhere.number: "refused",
    }
    file = await window.get(f"{place}/results", headers=named("supervisor-1"))
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert "no_unit_to_urge" in file.text
    other = await window.get(place, headers=named("dispatcher-1"))
    assert is_problem(other, 404) == "unknown_bulk"


async def test_an_order_that_is_not_reached_is_none_and_stops_the_whole(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    first, second, _ = await cases(hotline)
    told = await asks(window, "/orders/bulk/preview", first, by="housing-clerk")
    assert told["orders"][0]["code"] == "unknown_order"
    said = {**URGE, "orders": [second.number, "20200101-000001"]}
    none = await window.post("/orders/bulk", json=said, headers=headers("supervisor-1"))
    assert is_problem(none, 404) == "unknown_order"
    assert await urgings(second) == 0
