"""The dispatch catalogue at the window: kept by the head, suggested, and followed or explained."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.api.window import headers, is_problem, registered

HEAD = "head-1"
STREET = {"category": "street-order", "district": "east"}


def entry(**said: Any) -> dict[str, Any]:
    """An entry of its own, about a category that no other test speaks of."""
    code = f"T-{uuid4().hex[:8]}"
    return {"code": code, "unit": "water", "category": code, "source": "测试目录", **said}


async def entered(window: httpx.AsyncClient, **said: Any) -> dict[str, Any]:
    """An entry that the head of the hotline has entered."""
    reply = await window.post("/catalogue", json=entry(**said), headers=headers(HEAD))
    assert reply.status_code == 201, reply.text
    return dict(reply.json())


async def queued(window: httpx.AsyncClient, **said: Any) -> str:
    """The number of an order that waits at the dispatch desk."""
    reply = await registered(window, **said)
    assert reply.status_code == 201, reply.text
    number = str(reply.json()["number"])
    await does(window, number, "accept_for_dispatch", "seat-1")
    return number


async def asks(
    window: httpx.AsyncClient, number: str, command: str, by: str, **said: Any
) -> httpx.Response:
    """Somebody hands a paper in."""
    return await window.post(f"/orders/{number}/{command}", json=said, headers=headers(by))


async def does(
    window: httpx.AsyncClient, number: str, command: str, by: str, **said: Any
) -> httpx.Response:
    """Somebody acts, and is allowed to."""
    reply = await asks(window, number, command, by, **said)
    assert reply.status_code == 200, reply.text
    return reply


async def last(window: httpx.AsyncClient, number: str, kind: str) -> dict[str, Any]:
    """The content of the latest published fact of a kind."""
    facts = (await window.get(f"/orders/{number}/facts")).json()
    return next(fact["content"] for fact in reversed(facts) if fact["content"]["kind"] == kind)


async def codes(window: httpx.AsyncClient, path: str) -> list[str]:
    """The codes of the entries that an address names, in its order."""
    return [rule["code"] for rule in (await window.get(path)).json()["rules"]]


async def test_what_fits_an_order_is_suggested_the_most_specific_first(
    window: httpx.AsyncClient,
) -> None:
    said = {"category": "pollution", "class": "city_management", "type": "complaint"}
    number = await queued(window, **said)
    fitting = (await window.get(f"/orders/{number}/suggestions")).json()["rules"]
    told = [(rule["code"], rule["unit"]) for rule in fitting]
    assert told == [("D-night-works", "city-management"), ("D-environment", "environment")]
    unknown = await window.get("/orders/20200101-000001/suggestions")
    assert is_problem(unknown, 404) == "unknown_order"


async def test_a_suggestion_follows_what_is_mended(window: httpx.AsyncClient) -> None:
    number = await queued(window, category="pollution")
    mended = {"type": "complaint", "class": "city_management", "reason": "夜间施工"}
    await does(window, number, "reclassify", "dispatcher-1", **mended)
    found = await codes(window, f"/orders/{number}/suggestions")
    assert found == ["D-night-works", "D-environment"]


async def test_a_dispatch_follows_the_catalogue_or_says_why_not(window: httpx.AsyncClient) -> None:
    number = await queued(window, category="water-supply")
    other = {"unit": "housing", "rule": "D-water"}
    refused = await asks(window, number, "dispatch", "dispatcher-1", **other)
    assert is_problem(refused, 409) == "not_the_units_rule"
    unruled = await asks(window, number, "dispatch", "dispatcher-1", unit="housing")
    assert is_problem(unruled, 409) == "text_missing"
    note = {"unit": "housing", "note": "小区内部管道,由住建处理。"}
    await does(window, number, "dispatch", "dispatcher-1", **note)
    dispatched = await last(window, number, "Dispatched")
    assert (dispatched["rule"], dispatched["expected_unit"]) == ("", "water")


async def test_the_rule_that_decided_is_on_record(window: httpx.AsyncClient) -> None:
    number = await queued(window, category="water-supply")
    await does(window, number, "dispatch", "dispatcher-1", unit="water", rule="D-water")
    assert (await last(window, number, "Dispatched"))["rule"] == "D-water"


async def test_what_the_catalogue_does_not_know_is_named(window: httpx.AsyncClient) -> None:
    unknown = await registered(window, category="moon")
    assert is_problem(unknown, 422) == "bad_paper"
    assert [error["field"] for error in unknown.json()["errors"]] == ["category"]
    number = await queued(window, category="water-supply")
    ruled = {"unit": "water", "rule": "D-moon"}
    reply = await asks(window, number, "dispatch", "dispatcher-1", **ruled)
    assert is_problem(reply, 422) == "bad_paper"
    mended = {"type": "complaint", "class": "other", "category": "moon", "reason": "误选"}
    reply = await asks(window, number, "reclassify", "dispatcher-1", **mended)
    assert [error["field"] for error in reply.json()["errors"]] == ["category"]


@pytest.mark.parametrize(
    "field", ["rule_unit", "expected_unit", "to_town", "listed_rule", "sub_centre"]
)
async def test_nobody_writes_the_catalogues_words_himself(
    window: httpx.AsyncClient, field: str
) -> None:
    number = await queued(window, category="water-supply")
    forged = {"unit": "housing", field: "housing"}
    reply = await asks(window, number, "dispatch", "dispatcher-1", **forged)
    assert is_problem(reply, 422) == "bad_paper"


async def test_a_paper_handed_in_again_has_its_answer_whatever_the_catalogue_says_by_now(
    window: httpx.AsyncClient,
) -> None:
    rule, key = await entered(window, valid_from="2025-01-01"), str(uuid4())
    first = await registered(window, key, category=rule["category"])
    over = {"valid_to": "2025-12-31"}
    await window.post(f"/catalogue/{rule['code']}/end", json=over, headers=headers(HEAD))
    assert is_problem(await registered(window, category=rule["category"]), 422) == "bad_paper"
    assert (await registered(window, key, category=rule["category"])).json() == first.json()


async def test_a_town_gets_only_what_is_listed_as_its_own(window: httpx.AsyncClient) -> None:
    number = await queued(window, **STREET)
    why = {"note": "背街小巷,属地处理。"}
    other = await asks(window, number, "dispatch", "dispatcher-1", unit="west-town", **why)
    assert is_problem(other, 409) == "not_a_towns_duty"
    listed = {"unit": "east-street", "rule": "L-east-street", **why}
    straight = await asks(window, number, "dispatch", "dispatcher-1", **listed)
    assert is_problem(straight, 409) == "goes_through_sub_centre"
    await does(window, number, "dispatch", "east-centre-1", **listed)
    assert (await last(window, number, "Dispatched"))["rule"] == "L-east-street"


async def test_a_unit_passes_down_to_a_town_only_what_is_listed(window: httpx.AsyncClient) -> None:
    number, by = await queued(window, **STREET), "city-management-gateway"
    ruled = {"unit": "city-management", "rule": "D-city-management"}
    await does(window, number, "dispatch", "dispatcher-1", **ruled)
    for said in ({"child": "west-town"}, {"child": "east-street", "duty_list": "L-moon"}):
        reply = await asks(window, number, "sub_dispatch", by, **said)
        assert is_problem(reply, 409) == "not_a_towns_duty"
    await does(window, number, "sub_dispatch", by, child="east-street")
    assert (await last(window, number, "SubDispatched"))["duty_list"] == "L-east-street"


async def test_an_entry_is_ended_and_never_changed(window: httpx.AsyncClient) -> None:
    rule = await entered(window, valid_from="2025-01-01")
    assert rule["code"] in await codes(window, "/catalogue")
    path, last_day = f"/catalogue/{rule['code']}/end", {"valid_to": "2025-02-01"}
    early = await window.post(path, json={"valid_to": "2024-12-31"}, headers=headers(HEAD))
    assert is_problem(early, 409) == "not_its_last_day"
    ended = await window.post(path, json=last_day, headers=headers(HEAD))
    assert ended.json() == {**rule, **last_day}
    later = await window.post(path, json={"valid_to": "2025-03-01"}, headers=headers(HEAD))
    assert is_problem(later, 409) == "not_its_last_day"
    assert rule["code"] not in await codes(window, "/catalogue")
    assert rule["code"] in await codes(window, "/catalogue?all=true")


async def test_an_entry_that_has_not_begun_suggests_nothing(window: httpx.AsyncClient) -> None:
    code = await entered(window)
    coming = await entered(window, category=code["category"], valid_from="2099-01-01")
    number = await queued(window, category=code["category"])
    assert coming["code"] not in await codes(window, f"/orders/{number}/suggestions")


async def test_the_day_that_counts_is_the_orders_own(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    rule = await entered(window)
    await window.post(f"/catalogue/{rule['code']}/end", json={}, headers=headers(HEAD))
    number = await queued(window, category=rule["category"])
    assert await codes(window, f"/orders/{number}/suggestions") == [rule["code"]]
    await hotline.pass_time(number, timedelta(days=2))
    assert await codes(window, f"/orders/{number}/suggestions") == []
    await does(window, number, "dispatch", "dispatcher-1", unit="housing")


async def test_the_same_entry_again_changes_nothing_and_another_needs_its_own_code(
    window: httpx.AsyncClient,
) -> None:
    said = entry(valid_from="2025-01-01")
    for _ in range(2):
        reply = await window.post("/catalogue", json=said, headers=headers(HEAD))
        assert reply.status_code == 201, reply.text
    other = await window.post("/catalogue", json={**said, "unit": "market"}, headers=headers(HEAD))
    assert is_problem(other, 409) == "code_taken"


async def test_whoever_dispatches_does_not_write_the_rules(window: httpx.AsyncClient) -> None:
    for by in ("dispatcher-1", "water-head", "seat-1"):
        reply = await window.post("/catalogue", json=entry(), headers=headers(by))
        assert is_problem(reply, 403) == "role_may_not"
        reply = await window.post("/catalogue/D-water/end", json={}, headers=headers(by))
        assert is_problem(reply, 403) == "role_may_not"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": ""},
        {"code": "a b"},
        {"unit": ""},
        {"unit": "moon"},
        {"source": " "},
        {"subject": "字" * 201},
        {"type": "song"},
        {"valid_from": "someday"},
        {"colour": "red"},
    ],
)
async def test_an_entry_that_cannot_be_read(
    window: httpx.AsyncClient, wrong: dict[str, str]
) -> None:
    reply = await window.post("/catalogue", json=entry(**wrong), headers=headers(HEAD))
    assert is_problem(reply, 422) in ("bad_request", "unknown_unit")
    unknown = await window.post("/catalogue/T-none/end", json={}, headers=headers(HEAD))
    assert is_problem(unknown, 404) == "unknown_rule"
