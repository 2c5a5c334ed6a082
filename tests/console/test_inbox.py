"""Whoever gets an order learns of it, once and by its number; who was told what is on record."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from api.people import COOKIE
from operations.virtual import VirtualHotline
from services.desk.telling import tell_people
from tests.api.live_page import open_page
from tests.console.door import Door, Human
from tests.hotline import Case, opens
from tests.served import served

TOLD = "SELECT account, number, kind FROM inbox_entry WHERE number = :number ORDER BY account"


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator."""
    return await door.administrator("sec-admin")


@pytest.fixture(scope="module")
async def clerk(door: Door, security: Human) -> Human:
    """A clerk of the water company."""
    return await door.newcomer(security, "clerk", "water-clerk")


@pytest.fixture(scope="module")
async def neighbour(door: Door, security: Human) -> Human:
    """A clerk of another unit."""
    return await door.newcomer(security, "neighbour", "housing-clerk")


@pytest.fixture(scope="module")
async def address(hotline: VirtualHotline) -> AsyncIterator[str]:
    """Where the hotline's window is open to real connections."""
    async with served(hotline) as address:
        yield address


async def inbox(human: Human, query: str = "") -> dict[str, Any]:
    """What somebody finds in his inbox."""
    return dict((await human.browser.get(f"/inbox{query}")).json())


async def kinds_of(human: Human, case: Case) -> list[str]:
    """What somebody was told of an order, the latest first."""
    found = await inbox(human)
    return [one["kind"] for one in found["entries"] if one["number"] == case.number]


async def dispatched(hotline: VirtualHotline, **said: Any) -> Case:
    """An order that is with the water company, and everybody whom it concerns was told."""
    case = await (await opens(hotline, **said)).dispatched()
    await tell_people(hotline.engines.patient)
    return case


async def test_a_unit_learns_of_an_order_and_no_other_does(
    door: Door, hotline: VirtualHotline, clerk: Human, neighbour: Human
) -> None:
    case = await dispatched(hotline)
    assert await kinds_of(clerk, case) == ["Dispatched"]
    assert await kinds_of(neighbour, case) == []
    await tell_people(hotline.engines.patient)
    assert await door.finds(TOLD, number=case.number) == [("clerk", case.number, "Dispatched")]


async def test_nobody_is_told_of_what_he_did_himself(hotline: VirtualHotline, clerk: Human) -> None:
    case = await dispatched(hotline)
    await case.does("accept", by="water-clerk")
    await case.does("add_info", by="seat-1", text="补充")
    await tell_people(hotline.engines.patient)
    assert await kinds_of(clerk, case) == ["CallerAddedInfo", "Dispatched"]


async def test_an_order_that_leaves_ones_sight_leaves_the_inbox_and_stays_on_record(
    door: Door, hotline: VirtualHotline, clerk: Human
) -> None:
    case = await dispatched(hotline)
    await case.does("recall_dispatch", by="dispatcher-1", reason="派错单位。")
    await tell_people(hotline.engines.patient)
    assert await kinds_of(clerk, case) == []
    assert await door.finds(TOLD, number=case.number) == [("clerk", case.number, "Dispatched")]


async def test_many_at_once_are_one_line_and_an_emergency_stands_alone_and_first(
    hotline: VirtualHotline, clerk: Human
) -> None:
    before = await inbox(clerk)
    for _ in range(11):
        await (await opens(hotline)).dispatched()
    fire = await opens(hotline, urgency="emergency")
    await fire.dispatched()
    await tell_people(hotline.engines.patient)
    after = await inbox(clerk)
    assert after["entries"][0]["number"] == fire.number
    assert after["entries"][0]["emergency"]
    [line] = after["digests"]
    assert line["facts"] == 11
    told_alone = [one for one in after["entries"] if one["number"] == fire.number]
    assert after["unread"] == before["unread"] + len(told_alone) + 1
    opened = await inbox(clerk, f"?digest={line['id']}")
    assert len(opened["entries"]) == 11
    await clerk.says("/inbox/read", digests=[line["id"]])
    assert (await inbox(clerk))["unread"] == after["unread"] - 1


async def test_an_open_page_is_told_how_much_is_unread_and_muted_kinds_make_no_sound(
    hotline: VirtualHotline, clerk: Human, address: str
) -> None:
    cookie = {"Cookie": f"{COOKIE}={clerk.browser.cookies[COOKIE]}"}
    async with open_page(address, cookie) as page:
        await page.stands()
        case = await dispatched(hotline)
        found = await inbox(clerk)
        [entry] = [one for one in found["entries"] if one["number"] == case.number]
        counts = {"unread": found["unread"], "emergencies": found["emergencies"]}
        await page.hears("inbox", **counts, loudest=entry["id"])
        page.told.clear()
        reply = await clerk.browser.put(
            "/inbox/muted",
            json={"kinds": ["Dispatched"]},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert reply.status_code == 204
        assert (await inbox(clerk))["muted"] == ["Dispatched"]
        await dispatched(hotline)
        counts["unread"] += 1
        loud = [one["id"] for one in found["entries"] if one["kind"] != "Dispatched"]
        await page.hears("inbox", **counts, loudest=max(loud, default=0))


async def test_a_round_that_dies_has_told_nobody_and_the_next_tells_everybody(
    door: Door, hotline: VirtualHotline, clerk: Human
) -> None:
    case = await (await opens(hotline)).dispatched()
    await door.does("ALTER TABLE inbox_entry ADD CONSTRAINT dies CHECK (number = '') NOT VALID")
    with pytest.raises(Exception, match="dies"):
        await tell_people(hotline.engines.patient)
    await door.does("ALTER TABLE inbox_entry DROP CONSTRAINT dies")
    assert await kinds_of(clerk, case) == []
    await tell_people(hotline.engines.patient)
    assert await kinds_of(clerk, case) == ["Dispatched"]
