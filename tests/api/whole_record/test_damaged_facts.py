"""A stored fact that somebody changed: whoever asks is told which, and nothing breaks."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from operations.virtual import VirtualHotline
from services.archive.rebuilding import rebuild_order
from services.assessment.scoring import bring_up
from tests.api.whole_record.test_assessment import before, days
from tests.api.window import is_problem
from tests.audit.archives import say
from tests.audit.lives import dispatched

ALL = "SELECT * FROM fact"
PUT_BACK = (
    "DELETE FROM fact WHERE order_number = :n AND seq = 2",
    "INSERT INTO fact TABLE sound_fact",
    "DROP TABLE sound_fact",
)
DAMAGES = {
    "a word that no fact has": "UPDATE fact SET body = jsonb_set(body, '{content,kind}', '\"?\"')",
    "another fact's content": "UPDATE fact SET body = jsonb_set(body, '{clocks}',"
    ' \'[{"kind": "stopped", "id": "none/1", "outcome": "met"}]\')',
    "a fact is gone": "DELETE FROM fact",
}


@pytest.fixture(params=DAMAGES.values(), ids=list(DAMAGES))
async def number(hotline: VirtualHotline, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """An order whose second fact is damaged."""
    number = await dispatched(hotline)
    second = f"SELECT * FROM fact WHERE order_number = '{number}' AND seq = 2"
    await say(hotline, f"CREATE TABLE sound_fact AS {second}")
    await say(hotline, f"{request.param} WHERE order_number = :n AND seq = 2", n=number)
    yield number
    for words in PUT_BACK:
        await say(hotline, words, **({"n": number} if ":n" in words else {}))


async def test_who_asks_how_things_stood_is_told_what_is_damaged(
    window: httpx.AsyncClient, hotline: VirtualHotline, number: str
) -> None:
    then = {"as_of": (await hotline.now(number)).isoformat()}
    for place in ("/orders", f"/orders/{number}"):
        reply = await window.get(place, params=then)
        assert is_problem(reply, 409) == "damaged_fact"
        assert (reply.json()["number"], reply.json()["seq"]) == (number, 2)
        assert "第 2 条事实" in reply.json()["detail"]


async def test_nothing_is_assessed_on_damaged_facts(
    window: httpx.AsyncClient, hotline: VirtualHotline, number: str
) -> None:
    await hotline.pass_time(number, timedelta(days=2))
    asked = days(number, 1)
    for place in ("/assessment", "/assessment/K3"):
        reply = await window.get(place, params=asked)
        assert is_problem(reply, 409) == "damaged_fact"
        assert (reply.json()["number"], reply.json()["seq"]) == (number, 2)
    earlier = await window.get("/assessment", params=before(number))
    assert earlier.status_code == 200, earlier.text


async def test_what_is_rebuilt_from_its_history_is_scored_again(
    hotline: VirtualHotline, number: str
) -> None:
    engine = hotline.engines.patient
    assert [one.order for one in (await bring_up(engine, hotline.laws)).damaged] == [number]
    await rebuild_order(hotline.client, engine, number)
    assert (await bring_up(engine, hotline.laws)).damaged == ()
