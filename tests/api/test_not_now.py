"""What the rules refuse, whose outcome is not known yet, and a database that is away."""

import asyncio
import time

import httpx
import pytest

from operations.virtual import VirtualHotline
from store.engines import connect
from tests.api.window import (
    DEMAND,
    a_number,
    front_window,
    headers,
    is_problem,
    registered,
    rows,
)
from tests.faults.line import Line
from tests.hotline import Case, own_worker, with_queue

LONGEST_S = 10.0
"""Asking a connection that hangs, and then a new one, takes six seconds."""


async def test_a_refusal_says_why(window: httpx.AsyncClient) -> None:
    number = await a_number(window)
    said = {"reason": "已整改"}
    place = f"/orders/{number}/clear_supervision"
    reply = await window.post(place, json=said, headers=headers("supervisor-1"))
    assert is_problem(reply, 409) == "not_supervised"
    assert reply.json()["basis"] == ["T:T44"]
    assert "未被督办" in reply.json()["detail"]
    wrong = await window.post(f"/orders/{number}/accept", headers=headers("seat-1"))
    assert is_problem(wrong, 403) == "role_may_not"
    assert wrong.json()["about"] == ["seat_agent", "accept"]
    reading = await window.get(f"/orders/{number}?min_version=1")
    assert reading.json()["version"] == 1


async def test_a_refused_registration_makes_no_order(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    before = await rows(hotline.engines)
    body = {key: said for key, said in DEMAND.items() if key != "phone"}
    reply = await window.post("/orders", json=body, headers=headers())
    assert is_problem(reply, 409) == "text_missing"
    after = await rows(hotline.engines)
    assert after["command"] - before["command"] == 1
    assert {**after, "command": 0} == {**before, "command": 0}


async def test_an_outcome_that_is_not_known_is_not_guessed(hotline: VirtualHotline) -> None:
    nobody = with_queue(hotline, "nobody-works-here")
    async with front_window(nobody, hotline.engines) as elsewhere:
        number = (await registered(elsewhere)).json()["number"]
        begun = time.monotonic()
        place, said = f"/orders/{number}/accept_for_dispatch", headers(key=f"in-{number}")
        reply = await elsewhere.post(place, headers=said)
        assert time.monotonic() - begun < 8
        assert reply.status_code == 202
        status = await elsewhere.get(reply.json()["status_url"])
        assert status.json()["status"] == "received"
        assert status.json()["response"] is None
        async with own_worker(nobody):
            answer = await elsewhere.post(place, headers=said)
            assert (answer.status_code, answer.json()["version"]) == (200, 2)
            assert answer.headers["Idempotency-Replayed"] == "true"
    assert len(await Case(hotline=hotline, number=number).facts()) == 2


async def test_a_posted_paper_is_only_received(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number = await a_number(window)
    place = f"/orders/{number}/accept_for_dispatch?via=signal"
    reply = await window.post(place, headers=headers())
    assert reply.status_code == 202
    await hotline.delivery.deliver(number)
    status = await window.get(reply.json()["status_url"])
    assert status.json()["status"] == "decided"
    assert status.json()["response"] == {"version": 2, "state": "QUEUED"}


@pytest.mark.parametrize("fault", ["cut", "hold"])
async def test_with_the_database_away_nothing_is_acknowledged(
    window: httpx.AsyncClient, hotline: VirtualHotline, fault: str
) -> None:
    number, before = await a_number(window), await rows(hotline.engines)
    url = hotline.engines.patient.url.set(drivername="postgresql")
    async with Line(url.render_as_string(hide_password=False)).opened() as line:
        engines = connect(line.url)
        async with front_window(hotline, engines) as shaky:
            assert (await shaky.get("/health")).status_code == 200
            getattr(line, fault)()
            begun = time.monotonic()
            told = await asyncio.gather(
                shaky.post("/orders", json=DEMAND, headers=headers()),
                shaky.post(f"/orders/{number}/add_info", json={"text": "补"}, headers=headers()),
                *(shaky.get(place) for place in ("/health", "/orders", f"/orders/{number}")),
            )
            assert time.monotonic() - begun < LONGEST_S
            codes = {is_problem(reply, 503) for reply in told}
            assert codes <= {"database_unavailable", "not_yet_visible"}
            assert all(int(reply.headers["Retry-After"]) >= 1 for reply in told)
            line.mend()
            assert await rows(hotline.engines) == before
            assert (await registered(shaky)).status_code == 201
        await engines.close()
