"""An order of an earlier edition is shown, listed and read, and every act on it is refused."""

from typing import Any

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.acting import named
from tests.api.window import DEMAND, a_number, becomes_visible, headers, is_problem, rows
from tests.earlier_orders import become_earlier, row_of

CODE = "order_of_an_earlier_edition"


@pytest.fixture
async def earlier(window: httpx.AsyncClient, hotline: VirtualHotline) -> str:
    """The number of an order that an earlier edition bore."""
    number = await a_number(window)
    await become_earlier(hotline.engines.patient, number)
    return number


async def told(window: httpx.AsyncClient, path: str, by: str = "seat-1") -> dict[str, Any]:
    """What a person is told."""
    reply = await window.get(path, headers=named(by))
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


@pytest.mark.parametrize("via", ["update", "signal"])
async def test_an_act_is_refused_with_its_reason_and_nothing_is_kept(
    window: httpx.AsyncClient, hotline: VirtualHotline, earlier: str, via: str
) -> None:
    before = await rows(hotline.engines)
    refused = await window.post(
        f"/orders/{earlier}/accept_for_dispatch?via={via}", json={}, headers=headers()
    )
    assert is_problem(refused, 409) == CODE
    assert refused.json()["number"] == earlier
    assert "takes no further act" in refused.json()["detail"]
    assert "不再受理新的操作" in refused.json()["detail"]
    assert await rows(hotline.engines) == before


async def test_no_order_is_joined_to_one_and_no_part_is_born_of_one(
    window: httpx.AsyncClient, hotline: VirtualHotline, earlier: str
) -> None:
    number = await a_number(window)
    before = await rows(hotline.engines)
    merged = await window.post(
        f"/orders/{number}/merge", json={"master": earlier}, headers=headers()
    )
    part = await window.post("/orders", json={**DEMAND, "part_of": earlier}, headers=headers())
    assert (is_problem(merged, 409), is_problem(part, 409)) == (CODE, CODE)
    assert await rows(hotline.engines) == before


async def test_what_it_left_open_is_registered_anew_under_its_number(
    window: httpx.AsyncClient, hotline: VirtualHotline, earlier: str
) -> None:
    before = await row_of(hotline.engines.patient, earlier)
    anew = await window.post("/orders", json={**DEMAND, "repeats": earlier}, headers=headers())
    assert anew.status_code == 201, anew.text
    await becomes_visible(window, anew.json()["number"], 1)
    assert await row_of(hotline.engines.patient, earlier) == before


async def test_it_is_shown_as_what_it_is_and_others_are_not(
    window: httpx.AsyncClient, earlier: str
) -> None:
    assert (await told(window, f"/orders/{earlier}"))["earlier_edition"] is True
    assert "earlier_edition" not in await told(window, f"/orders/{await a_number(window)}")
    assert await told(window, f"/orders/{earlier}/facts")


async def test_lists_can_ask_for_them_now_and_then(window: httpx.AsyncClient, earlier: str) -> None:
    other = await a_number(window)
    born = (await told(window, f"/orders/{other}"))["born_at"]
    for then in ("", f"&as_of={born.replace('+', '%2B')}"):
        asked = f"/orders?limit=200{then}&earlier_edition"
        old = [one["number"] for one in (await told(window, f"{asked}=true"))["orders"]]
        new = [one["number"] for one in (await told(window, f"{asked}=false"))["orders"]]
        assert (earlier in old, earlier in new) == (True, False)
        assert (other in old, other in new) == (False, True)


async def test_every_act_is_shown_closed_for_that_reason(
    window: httpx.AsyncClient, earlier: str
) -> None:
    acts = (await told(window, f"/orders/{earlier}/allowed"))["acts"]
    assert {(act["open"], act["refusal"]["code"]) for act in acts} == {(False, CODE)}
    assert earlier in acts[0]["refusal"]["detail"]


async def test_health_counts_them_apart_from_what_waits(
    window: httpx.AsyncClient, earlier: str
) -> None:
    counted = (await told(window, "/health"))["earlier_edition"]
    assert counted["orders"] >= counted["open"] >= 1
    assert (await told(window, f"/orders/{earlier}"))["state"] == "INTAKE"


async def test_the_refusal_is_declared(window: httpx.AsyncClient) -> None:
    declared = (await window.get("/openapi.json")).json()
    act = declared["paths"]["/orders/{number}/accept"]["post"]
    assert CODE in act["responses"]["409"]["description"]
