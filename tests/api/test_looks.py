"""Looks are found both ways: what somebody looked at, and who looked at one caller."""

from uuid import uuid4

import httpx
import pytest

from domain.vocabulary import Secrecy
from operations.virtual import VirtualHotline
from tests.acting import NOBODY, named
from tests.api.window import headers, is_problem
from tests.databases import destroyed
from tests.hotline import Case, opens

AUDIT = named("audit-1")


async def looked(window: httpx.AsyncClient, hotline: VirtualHotline, phone: str) -> Case:
    """An order whose caller the unit and the callback officer have looked at."""
    case = await (await opens(hotline, phone=phone)).dispatched()
    for by, data, why in (("water-clerk", "name", "上门"), ("callback-1", "phone", "回访")):
        reply = await window.post(
            f"/orders/{case.number}/view_personal_data",
            json={"fields": [data], "reason": why},
            headers=headers(by),
        )
        assert reply.status_code == 200, reply.text
    return case


def a_phone() -> str:
    """A number that nobody else has called from."""
    return f"136{uuid4().int % 10**8:08d}"


async def test_who_looked_at_an_order_is_listed_with_data_and_reason_the_newest_first(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await looked(window, hotline, a_phone())
    told = (await window.get(f"/sight/of-order/{case.number}", headers=AUDIT)).json()
    assert [(one["person"], one["fields"], one["reason"]) for one in told["looks"]] == [
        ("callback-1", ["phone"], "回访"),
        ("water-clerk", ["name"], "上门"),
    ]
    assert told["next"] is None
    facts = (await window.get(f"/orders/{case.number}/facts", headers=AUDIT)).json()
    seen = [fact for fact in facts if fact["content"]["kind"] == "PIIViewed"]
    assert [fact["command_id"] for fact in seen[::-1]] == [
        one["command_id"] for one in told["looks"]
    ]
    assert all("X:X25" in fact["basis"] for fact in seen)


async def test_whom_somebody_looked_at_is_told_page_by_page_and_nothing_twice(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    numbers = [(await looked(window, hotline, a_phone())).number for _ in range(3)]
    found: list[str] = []
    asked: dict[str, str] = {"limit": "2"}
    while len(found) < 3:
        told = await window.get("/sight/of-person/callback-1", params=asked, headers=AUDIT)
        found += [one["order"] for one in told.json()["looks"]]
        asked["after"] = told.json()["next"]
        assert {one["person"] for one in told.json()["looks"]} == {"callback-1"}
    assert found[:3] == numbers[::-1]


async def test_who_looked_at_a_caller_is_found_by_the_telephone_in_whatever_order(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    first, second = [await looked(window, hotline, phone) for _ in range(2)]
    await looked(window, hotline, a_phone())
    said = {"phone": f"+86 {phone[:3]} {phone[3:]}"}
    told = await window.post("/sight/of-caller", json=said, headers=AUDIT)
    assert {one["order"] for one in told.json()["looks"]} == {first.number, second.number}
    assert phone not in told.text
    none = await window.post("/sight/of-caller", json={"phone": "keine"}, headers=AUDIT)
    assert is_problem(none, 422) == "bad_paper"


async def test_an_erased_caller_is_found_by_nobody_and_the_look_stays_on_record(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    case = await looked(window, hotline, phone)
    await destroyed(hotline.engines.patient, case.number, Secrecy.PERSON)
    told = await window.post("/sight/of-caller", json={"phone": phone}, headers=AUDIT)
    assert told.json()["looks"] == []
    by_order = await window.get(f"/sight/of-order/{case.number}", headers=AUDIT)
    assert len(by_order.json()["looks"]) == 2


@pytest.mark.parametrize("person", ["head-1", "supervisor-1", "calendar-office", "security-1"])
async def test_nobody_but_the_audit_is_told(window: httpx.AsyncClient, person: str) -> None:
    for place in ("/sight/of-person/callback-1", "/sight/of-order/none"):
        assert is_problem(await window.get(place, headers=named(person)), 403) == "role_may_not"
        assert is_problem(await window.get(place), 403) == "role_may_not"
        assert is_problem(await window.get(place, headers=NOBODY), 401) == "nobody_named"
    asked = await window.post("/sight/of-caller", json={"phone": "13800"}, headers=named(person))
    assert is_problem(asked, 403) == "role_may_not"


async def test_what_nobody_knows_is_named_and_no_empty_list(window: httpx.AsyncClient) -> None:
    unknown = await window.get("/sight/of-person/nobody-7", headers=AUDIT)
    assert is_problem(unknown, 404) == "unknown_person"
    order = await window.get("/sight/of-order/none", headers=AUDIT)
    assert is_problem(order, 404) == "unknown_order"
    page = await window.get("/sight/of-person/callback-1?after=x", headers=AUDIT)
    assert is_problem(page, 422) == "bad_cursor"
    assert (await window.get("/sight/of-person/monitor-1", headers=AUDIT)).json()["looks"] == []
