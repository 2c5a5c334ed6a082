"""Texts leave the system by two people, once, in time, and on record before they do (6.1, 6.2)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from operations.virtual import VirtualHotline
from tests.acting import NOBODY, named
from tests.api.window import INSTANT, headers, is_problem
from tests.hotline import Case, comes_true, opens

SAID = {
    **{"name": "王建国", "phone": "13800138000", "id_number": "460200199001011234"},
    **{"place": "建设路八号", "demand": "王建国家停水三天"},
}
WHY = "报送市政府"
WANTED = ("name_and_phone", "demand_text", "address_of_event")


async def an_order(hotline: VirtualHotline, **said: Any) -> Case:
    """An order that lies with the water company."""
    return await (await opens(hotline, **{**SAID, "district": "east", **said})).dispatched()


async def asks(
    window: httpx.AsyncClient,
    by: str,
    *numbers: str,
    fields: tuple[str, ...] = WANTED,
    key: str = "",
) -> httpx.Response:
    """Somebody asks that texts of orders leave."""
    said = {"orders": numbers, "fields": fields, "reason": WHY}
    return await window.post("/exports", json=said, headers=headers(by, key))


async def step(window: httpx.AsyncClient, export: str, what: str, by: str) -> httpx.Response:
    """Somebody agrees to an export, refuses or fetches it."""
    return await window.post(f"/exports/{export}/{what}", headers=headers(by))


async def fetches(window: httpx.AsyncClient, export: str, by: str) -> httpx.Response:
    """Somebody fetches an export, and asks again while not every order has answered yet."""
    replies: list[httpx.Response] = []

    async def answered() -> bool:
        replies.append(await step(window, export, "fetch", by))
        return replies[-1].status_code != 503

    await comes_true(answered)
    return replies[-1]


async def agreed(window: httpx.AsyncClient, by: str, *numbers: str) -> str:
    """An export to which the head of the hotline has agreed; its id."""
    asked = await asks(window, by, *numbers)
    assert asked.status_code == 201, asked.text
    export = str(asked.json()["id"])
    reply = await step(window, export, "approve", "head-1")
    assert (reply.status_code, reply.json()["state"]) == (200, "approved"), reply.text
    return export


async def earlier(hotline: VirtualHotline, export: str, column: str, span: timedelta) -> None:
    """Let it have happened so much earlier: nobody waits a day."""
    async with hotline.engines.patient.begin() as connection:
        shifted = text(f"UPDATE text_export SET {column} = {column} - :span WHERE id = :id")
        await connection.execute(shifted, {"span": span, "id": export})


async def test_what_one_asked_for_and_another_agreed_to_leaves_with_both_names_on_every_text(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    export = await agreed(window, "callback-1", case.number)
    fetched = await fetches(window, export, "callback-1")
    assert fetched.status_code == 200, fetched.text
    told = fetched.json()
    texts = {f"{one['text']['act']}.{one['text']['text']}": one["text"] for one in told["texts"]}
    assert {key: one["content"] for key, one in texts.items()} == {
        f"register.{name}": SAID[name] for name in ("name", "phone", "place", "demand")
    }
    for one in told["texts"]:
        assert one["watermark"] == told["watermark"]
    assert all(word in told["watermark"] for word in ("callback-1", "head-1", WHY))
    assert INSTANT.search(told["watermark"])


async def test_every_order_has_it_on_record_without_a_word_of_it(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    cases = [await an_order(hotline) for _ in range(2)]
    export = await agreed(window, "callback-1", *(case.number for case in cases))
    assert not any(["TextsExported" in await case.kinds() for case in cases])
    assert (await fetches(window, export, "callback-1")).status_code == 200
    for case in cases:
        facts = await window.get(f"/orders/{case.number}/facts", headers=named("audit-1"))
        (fact,) = [one for one in facts.json() if one["content"]["kind"] == "TextsExported"]
        assert fact["content"]["export"] == export
        assert (fact["on_behalf_of"], fact["content"]["approved_by"]) == ("callback-1", "head-1")
        assert WHY not in facts.text


async def test_what_is_masked_from_the_asker_stays_and_an_order_without_anything_is_named(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    export = await agreed(window, "supervisor-1", case.number)
    told = (await fetches(window, export, "supervisor-1")).json()
    assert [one["text"]["content"] for one in told["texts"]] == [SAID["place"]]
    asked = await asks(window, "supervisor-1", case.number, fields=("name_and_phone",))
    await step(window, asked.json()["id"], "approve", "head-1")
    nothing = (await fetches(window, asked.json()["id"], "supervisor-1")).json()
    assert (nothing["texts"], nothing["left_out"]) == ([], [case.number])
    assert (await case.kinds()).count("TextsExported") == 1


async def test_what_named_people_only_may_see_is_not_asked_for_and_does_not_leave_later_either(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case, secret = await an_order(hotline), await an_order(hotline, type="report")
    export = await agreed(window, "dispatcher-1", case.number, secret.number)
    await secret.does("set_confidentiality", by="seat-1", level="P3")
    refused = await asks(window, "dispatcher-1", case.number, secret.number)
    assert is_problem(refused, 409) == "not_exported"
    assert refused.json()["about"] == [secret.number]
    told = (await fetches(window, export, "dispatcher-1")).json()
    assert {one["order"] for one in told["texts"]} == {case.number}
    assert told["left_out"] == [secret.number]
    assert "TextsExported" not in await secret.kinds()


async def test_it_is_fetched_once_by_whoever_asked_and_by_nobody_else(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    asked = await asks(window, "callback-1", case.number)
    export = asked.json()["id"]
    assert is_problem(await fetches(window, export, "callback-1"), 409) == ("export_not_approved")
    await step(window, export, "approve", "head-1")
    for other in ("dispatcher-1", "head-1"):
        assert is_problem(await fetches(window, export, other), 404) == "unknown_export"
    assert (await fetches(window, export, "callback-1")).status_code == 200
    assert is_problem(await fetches(window, export, "callback-1"), 410) == "export_over"
    assert (await case.kinds()).count("TextsExported") == 1


async def test_nobody_agrees_to_what_he_asked_for_himself(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    export = (await asks(window, "head-1", case.number)).json()["id"]
    alone = await step(window, export, "approve", "head-1")
    assert is_problem(alone, 409) == "second_person_needed"
    assert (await step(window, export, "approve", "supervisor-1")).status_code == 200


@pytest.mark.parametrize(
    ("column", "span", "what", "by"),
    [
        ("asked_at", timedelta(hours=24), "approve", "head-1"),
        ("answered_at", timedelta(minutes=30), "fetch", "callback-1"),
    ],
)
async def test_a_day_to_agree_and_half_an_hour_to_fetch_and_then_no_more(
    window: httpx.AsyncClient,
    hotline: VirtualHotline,
    column: str,
    span: timedelta,
    what: str,
    by: str,
) -> None:
    for late, status in ((timedelta(minutes=-1), 200), (timedelta(), 410)):
        case = await an_order(hotline)
        if column == "asked_at":
            export = str((await asks(window, "callback-1", case.number)).json()["id"])
        else:
            export = await agreed(window, "callback-1", case.number)
        await earlier(hotline, export, column, span + late)
        reply = await step(window, export, what, by)
        assert reply.status_code == status, reply.text
        if status == 410:
            assert is_problem(reply, 410) == "export_over"
            assert "TextsExported" not in await case.kinds()


async def test_what_was_refused_is_over_and_what_waits_is_told_to_whoever_agrees(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    export = (await asks(window, "callback-1", case.number)).json()["id"]
    waits = await window.get("/exports", headers=named("supervisor-1"))
    (one,) = [one for one in waits.json() if one["id"] == export]
    assert (one["asked_by"], one["orders"], one["reason"]) == ("callback-1", [case.number], WHY)
    assert (await step(window, export, "refuse", "supervisor-1")).json()["state"] == "refused"
    for what, by in (("approve", "head-1"), ("fetch", "callback-1")):
        assert is_problem(await step(window, export, what, by), 410) == "export_over"
    waits = await window.get("/exports", headers=named("supervisor-1"))
    assert export not in {one["id"] for one in waits.json()}


async def test_every_export_is_listed_for_the_audit_and_for_nobody_else(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    exports = [(await asks(window, "callback-1", case.number)).json()["id"] for _ in range(3)]
    await step(window, exports[0], "refuse", "head-1")
    await earlier(hotline, exports[1], "asked_at", timedelta(hours=25))
    found: dict[str, str] = {}
    asked: dict[str, str] = {"limit": "1"}
    while len(found.keys() & set(exports)) < 3:
        told = await window.get("/sight/exports", params=asked, headers=named("audit-1"))
        found |= {one["id"]: one["state"] for one in told.json()["exports"]}
        asked["after"] = told.json()["next"]
    assert [found[one] for one in exports] == ["refused", "expired", "asked"]
    for person in ("head-1", "supervisor-1", "security-1"):
        reply = await window.get("/sight/exports", headers=named(person))
        assert is_problem(reply, 403) == "role_may_not"
    bad = await window.get("/sight/exports?after=x", headers=named("audit-1"))
    assert is_problem(bad, 422) == "bad_cursor"


async def test_who_asks_twice_under_one_key_has_asked_once(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case, key = await an_order(hotline), str(uuid4())
    first, again = [await asks(window, "callback-1", case.number, key=key) for _ in range(2)]
    assert first.json() == again.json()
    other = await asks(window, "callback-1", case.number, fields=("decisions",), key=key)
    assert is_problem(other, 409) == "key_reused"


async def test_an_order_that_is_not_seen_is_asked_for_like_one_that_there_is_not(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    for number in (case.number, "20260302-999999"):
        reply = await asks(window, "market-head", number)
        assert is_problem(reply, 404) == "unknown_order"
    assert is_problem(await asks(window, "seat-1", case.number), 403) == "role_may_not"
    stranger = await window.get("/exports", headers=NOBODY)
    assert is_problem(stranger, 401) == "nobody_named"
    many = await asks(window, "callback-1", *(f"n-{place}" for place in range(201)))
    assert is_problem(many, 422) == "bad_request"


async def test_why_it_was_asked_for_stands_in_no_table_in_the_clear(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await an_order(hotline)
    export = (await asks(window, "callback-1", case.number)).json()["id"]
    async with hotline.engines.patient.connect() as connection:
        kept = text("SELECT reason FROM text_export WHERE id = :id")
        sealed = bytes(await connection.scalar(kept, {"id": export}))
    assert sealed
    assert WHY.encode() not in sealed
