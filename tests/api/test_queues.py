"""Special seats see and take what waits in their own queue."""

import httpx

from tests.api.window import becomes_visible, headers, is_problem, registered


async def waiting_in(window: httpx.AsyncClient, queue: str) -> list[str]:
    """The orders of a queue, newest first."""
    told = (await window.get("/orders", params={"queue": queue, "limit": 100})).json()
    assert {order["queue"] for order in told["orders"]} <= {queue}
    return [order["number"] for order in told["orders"]]


async def test_an_order_waits_in_its_queue_and_its_own_seat_takes_it_in(
    window: httpx.AsyncClient,
) -> None:
    reply = await registered(window, queue="approvals")
    number = str(reply.json()["number"])
    await becomes_visible(window, number, 1)
    shown = await window.get(f"/orders/{number}")
    assert shown.json()["queue"] == "approvals"
    assert number in await waiting_in(window, "approvals")
    assert number not in await waiting_in(window, "enterprise-platform")
    place = f"/orders/{number}/accept_for_dispatch"
    other = await window.post(place, headers=headers("enterprise-seat"))
    assert is_problem(other, 404) == "unknown_order"
    assert (await window.post(place, headers=headers("approvals-seat"))).status_code == 200


async def test_a_queue_that_nobody_knows_is_refused(window: httpx.AsyncClient) -> None:
    assert is_problem(await registered(window, queue="weather"), 409) == "unknown_queue"
