"""The electronic monitor (电子监察) reads the whole course of every order and changes nothing."""

import httpx
import pytest

from tests.acting import named
from tests.api.window import DEMAND, becomes_visible, headers, is_problem, registered

MONITOR = named("monitor-1")
OTHER_UNIT = named("market-clerk")
TOLD = {"demand": "井盖破损三天无人处理", "name": "欧阳明月", "phone": "13912345678"}
OTHER_ACTS = {
    "/orders": DEMAND,
    "/unit-files": {},
    "/units/water/succession": {"successor": "market"},
    "/units/water/duty": {
        "person": "water-clerk",
        "since": "2026-03-02T09:00:00+08:00",
        "until": "2026-03-02T17:00:00+08:00",
        "post": "clerk",
    },
    "/catalogue": {"code": "m-1", "unit": "water", "source": "x"},
    "/knowledge": {"code": "m-1", "title": "x", "text": "x"},
}
PLACES = ("", "/facts", "/ledger", "/explain", "/allowed", "/suggestions")


async def a_report_under_supervision(window: httpx.AsyncClient) -> str:
    """A report whose caller is protected, dispatched, and watched on L2."""
    number = str((await registered(window, **TOLD, type="report")).json()["number"])
    acts = {
        "seat-1": ("accept_for_dispatch", {}),
        "dispatcher-1": ("dispatch", {"unit": "water", "note": "就近"}),
        "supervisor-1": ("raise_supervision", {"level": 2, "trigger": "unresolved"}),
    }
    for person, (act, said) in acts.items():
        done = await window.post(f"/orders/{number}/{act}", json=said, headers=headers(person))
        assert done.status_code == 200, done.text
        await becomes_visible(window, number, done.json()["version"])
    return number


@pytest.mark.rule("AH-10", "AH-10.1", "AH-10.3")
async def test_a_monitor_reads_the_course_of_a_protected_order_and_no_word_of_its_caller(
    window: httpx.AsyncClient,
) -> None:
    number = await a_report_under_supervision(window)
    refused = await window.get(f"/orders/{number}", headers=OTHER_UNIT)
    assert is_problem(refused, 404) == "unknown_order"
    act = await window.post(f"/orders/{number}/accept", headers=headers("monitor-1"))
    assert "AH-10" in act.json()["basis"]
    listed = await window.get("/orders", params={"level": 2, "limit": 200}, headers=MONITOR)
    assert number in {order["number"] for order in listed.json()["orders"]}
    told = [await window.get(f"/orders/{number}{place}", headers=MONITOR) for place in PLACES]
    assert {reply.status_code for reply in told} == {200}
    shown = told[0].json()
    assert (shown["level"], shown["confidentiality"]) == ("L2", "P2")
    assert {clock["name"] for clock in shown["clocks"]} >= {"accept", "handle"}
    words = "".join(reply.text for reply in (listed, *told))
    assert not [
        text for text in (*TOLD.values(), *DEMAND.values()) if len(text) > 4 and text in words
    ]


@pytest.mark.rule("AH-10", "AH-10.2")
async def test_a_monitor_is_refused_every_act_and_every_register(window: httpx.AsyncClient) -> None:
    number = await a_report_under_supervision(window)
    told = (await window.get(f"/orders/{number}/allowed", headers=MONITOR)).json()["acts"]
    assert {act["name"] for act in told if act["open"]} == set()
    assert {act["refusal"]["code"] for act in told} == {"role_may_not"}
    for path, said in {**OTHER_ACTS, f"/orders/{number}/accept": {}}.items():
        refused = await window.post(path, json=said, headers=headers("monitor-1"))
        assert is_problem(refused, 403) == "role_may_not", path
    act = await window.post(f"/orders/{number}/accept", headers=headers("monitor-1"))
    assert "AH-10" in act.json()["basis"]
