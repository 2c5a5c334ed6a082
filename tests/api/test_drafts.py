"""What somebody has begun to write is there when he comes back, for him alone, until it is done."""

from uuid import uuid4

import httpx
from sqlalchemy import text

from operations.virtual import VirtualHotline
from services.office import DRAFTS_KEPT
from store.desk.drafts import drop_old_drafts
from store.vault.erasing import erase_caller
from tests.acting import named
from tests.api.test_catalogue import queued
from tests.api.window import DEMAND, front_window, headers, is_problem

SEAT, OTHER = named("seat-1"), named("seat-2")
WORDS = {"demand": "canary 路灯不亮", "name": "canary 张三"}


def written(version: int = 0, **said: object) -> dict[str, object]:
    """What somebody has written so far."""
    return {"form": "register", "texts": WORDS, "version": version, **said}


async def saved(window: httpx.AsyncClient, draft: str, **said: object) -> httpx.Response:
    """A seat keeps what it has written."""
    return await window.put(f"/drafts/{draft}", json=written(**said), headers=SEAT)


async def begun(window: httpx.AsyncClient, **said: object) -> str:
    """The id of a draft that a seat has begun."""
    draft = str(uuid4())
    assert (await saved(window, draft, **said)).json()["version"] == 1
    return draft


async def own(window: httpx.AsyncClient) -> set[str]:
    """The drafts that a seat finds."""
    return {one["id"] for one in (await window.get("/drafts", headers=SEAT)).json()}


async def test_several_drafts_are_found_again_by_a_process_that_has_just_begun(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    drafts = {await begun(window), await begun(window, form="add_info")}
    async with front_window(hotline, hotline.engines) as restarted:
        assert drafts <= await own(restarted)
        found = await restarted.get(f"/drafts/{min(drafts)}", headers=SEAT)
        assert found.json()["texts"] == WORDS


async def test_whoever_goes_on_with_an_old_version_is_told_and_overwrites_nothing(
    window: httpx.AsyncClient,
) -> None:
    draft = await begun(window)
    assert (await saved(window, draft, version=1, texts={"demand": "改"})).json()["version"] == 2
    late = await saved(window, draft, version=1, texts={"demand": "另一页"})
    assert is_problem(late, 409) == "draft_changed"
    assert late.json()["version"] == 2
    again = await saved(window, draft, version=1, texts={"demand": "改"})
    assert again.json()["version"] == 2
    found = await window.get(f"/drafts/{draft}", headers=SEAT)
    assert found.json()["texts"] == {"demand": "改"}


async def test_a_draft_is_its_writers_alone_and_lies_sealed(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    draft = await begun(window)
    place = f"/drafts/{draft}"
    assert draft not in {one["id"] for one in (await window.get("/drafts", headers=OTHER)).json()}
    assert is_problem(await window.get(place, headers=OTHER), 404) == "unknown_draft"
    taken = await window.put(place, json=written(1), headers=OTHER)
    assert is_problem(taken, 404) == "unknown_draft"
    assert (await window.delete(place, headers=OTHER)).status_code == 204
    assert draft in await own(window)
    async with hotline.engines.patient.connect() as connection:
        lies = await connection.scalar(text("SELECT string_agg(draft::text, '') FROM draft"))
    assert "canary" not in str(lies)


async def test_nobody_begins_a_draft_in_an_order_that_he_does_not_see(
    window: httpx.AsyncClient,
) -> None:
    number = await queued(window, category="water-supply")
    said = written(form="submit_result", order=number)
    reply = await window.put(f"/drafts/{uuid4()}", json=said, headers=named("market-clerk"))
    assert is_problem(reply, 404) == "unknown_order"


async def test_an_act_that_is_done_takes_its_draft_along_and_is_done_once(
    window: httpx.AsyncClient,
) -> None:
    draft = await begun(window)
    sent = {**headers("seat-1", f"{draft}/1"), "X-Paidan-Draft": draft}
    once = await window.post("/orders", json=DEMAND, headers=sent)
    again = await window.post("/orders", json=DEMAND, headers=sent)
    assert once.json() == again.json()
    assert draft not in await own(window)


async def test_an_act_that_is_refused_leaves_its_draft(window: httpx.AsyncClient) -> None:
    number = await queued(window, category="water-supply")
    draft = await begun(window, form="accept_for_dispatch", order=number)
    sent = {**headers("seat-1", f"{draft}/1"), "X-Paidan-Draft": draft}
    reply = await window.post(f"/orders/{number}/accept_for_dispatch", headers=sent)
    assert is_problem(reply, 409)
    assert draft in await own(window)
    await window.delete(f"/drafts/{draft}", headers=SEAT)
    assert draft not in await own(window)


async def test_what_nobody_goes_on_with_is_forgotten_after_its_days(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    old, fresh = await begun(window), await begun(window)
    engine = hotline.engines.patient
    async with engine.begin() as connection:
        ago = "UPDATE draft SET saved_at = saved_at - interval '31 days' WHERE id = :id"
        await connection.execute(text(ago), {"id": old})
    assert await drop_old_drafts(engine, DRAFTS_KEPT) == 1
    assert old not in await own(window)
    assert fresh in await own(window)


async def test_whatever_was_begun_in_an_order_goes_with_its_caller(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    number = await queued(window, category="water-supply")
    here, elsewhere = await begun(window, form="add_info", order=number), await begun(window)
    async with hotline.engines.patient.begin() as connection:
        assert await erase_caller(connection, number)
    assert here not in await own(window)
    assert elsewhere in await own(window)
