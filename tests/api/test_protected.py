"""Whose caller is protected is on no list of the public, and is read by who works on it."""

import httpx

from tests.acting import NOBODY, named
from tests.api.window import becomes_visible, headers, is_problem, registered

SEAT = named("seat-1")
OTHERS = named("market-clerk")


async def listed(window: httpx.AsyncClient, who: dict[str, str], **wanted: str) -> set[str]:
    """The newest orders that somebody is shown."""
    told = await window.get("/orders", params={"limit": 200, **wanted}, headers=who)
    return {order["number"] for order in told.json()["orders"]}


async def a_report(window: httpx.AsyncClient) -> str:
    """A report that everybody who may can see."""
    reply = await registered(window, type="report")
    await becomes_visible(window, str(reply.json()["number"]), reply.json()["version"])
    return str(reply.json()["number"])


async def test_a_report_is_on_the_lists_of_those_only_who_work_on_it(
    window: httpx.AsyncClient,
) -> None:
    report = await a_report(window)
    shown = await window.get(f"/orders/{report}", headers=SEAT)
    assert shown.json()["confidentiality"] == "P2"
    assert report in await listed(window, SEAT)
    assert report in await listed(window, SEAT, confidentiality="P2")
    assert report not in await listed(window, SEAT, confidentiality="P0")
    assert report not in await listed(window, OTHERS)
    for place in ("", "/facts", "/ledger", "/allowed"):
        reply = await window.get(f"/orders/{report}{place}", headers=OTHERS)
        assert is_problem(reply, 404) == "unknown_order"
        stranger = await window.get(f"/orders/{report}{place}", headers=NOBODY)
        assert is_problem(stranger, 401) == "nobody_named"


async def test_an_order_is_listed_as_protected_once_its_caller_asks_for_it(
    window: httpx.AsyncClient,
) -> None:
    number = str((await registered(window)).json()["number"])
    await becomes_visible(window, number, 1)
    assert number not in await listed(window, SEAT, confidentiality="P2")
    asked = await window.post(
        f"/orders/{number}/set_confidentiality", json={"level": "P2"}, headers=headers("seat-1")
    )
    await becomes_visible(window, number, asked.json()["version"])
    assert number in await listed(window, SEAT, confidentiality="P2")


async def test_whoever_handed_a_command_in_is_told_what_became_of_it(
    window: httpx.AsyncClient,
) -> None:
    reply = await registered(window, type="report")
    place = f"/commands/{reply.json()['command_id']}"
    assert (await window.get(place, headers=SEAT)).json()["status"] == "decided"
    stranger = await window.get(place, headers=headers("water-clerk"))
    assert is_problem(stranger, 404) == "unknown_command"


async def test_a_second_order_for_one_of_the_province_is_refused_and_the_first_named(
    window: httpx.AsyncClient,
) -> None:
    once = await registered(window, source="province", external_id="api-S-1")
    again = await registered(window, source="province", external_id="api-S-1")
    assert is_problem(again, 409) == "upstream_already_open"
    assert once.json()["number"] in again.text
