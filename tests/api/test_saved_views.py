"""A list has a name of one's own; nobody else finds it, and what is looked for lies sealed."""

import httpx
from sqlalchemy import text

from operations.virtual import VirtualHotline
from tests.acting import named
from tests.api.window import is_problem

SEAT, OTHER = named("seat-1"), named("seat-2")
ADDRESS = "/orders?state=HANDLING&q=canary-13977712345"


async def saved(window: httpx.AsyncClient, name: str, address: str = ADDRESS) -> httpx.Response:
    """A seat names a list."""
    return await window.put(f"/saved-views/{name}", json={"address": address}, headers=SEAT)


async def own(window: httpx.AsyncClient, who: dict[str, str]) -> dict[str, str]:
    """Somebody's lists, by name."""
    found = (await window.get("/saved-views", headers=who)).json()
    return {one["name"]: one["address"] for one in found}


async def test_a_named_list_is_found_again_replaced_and_forgotten(
    window: httpx.AsyncClient,
) -> None:
    assert (await saved(window, "今天到期")).status_code == 200
    assert (await own(window, SEAT))["今天到期"] == ADDRESS
    await saved(window, "今天到期", "/orders?overdue=true")
    assert (await own(window, SEAT))["今天到期"] == "/orders?overdue=true"
    await window.delete("/saved-views/今天到期", headers=SEAT)
    assert "今天到期" not in await own(window, SEAT)


async def test_a_named_list_is_ones_own_and_lies_sealed(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    await saved(window, "own")
    assert "own" not in await own(window, OTHER)
    await window.delete("/saved-views/own", headers=OTHER)
    assert "own" in await own(window, SEAT)
    async with hotline.engines.patient.connect() as connection:
        lies = await connection.scalar(
            text("SELECT string_agg(view::text, '') FROM saved_view view")
        )
    assert "canary" not in str(lies)
    assert b"canary".hex() not in str(lies)


async def test_a_named_list_leads_to_no_other_place(window: httpx.AsyncClient) -> None:
    for elsewhere in ("//elsewhere/orders", "https://elsewhere", "javascript:1", "/orders\n"):
        assert is_problem(await saved(window, "x", elsewhere), 422) == "unfit_address"


async def test_no_more_lists_are_named_than_can_be_shown(window: httpx.AsyncClient) -> None:
    replies = [await saved(window, f"list-{number}") for number in range(51)]
    assert is_problem(replies[-1], 409) == "too_many_views"
    assert (await saved(window, "list-0", "/orders")).status_code == 200
    for number in range(50):
        await window.delete(f"/saved-views/list-{number}", headers=SEAT)
