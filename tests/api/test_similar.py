"""Orders that may belong together are shown to the desk: found by traces, never by words."""

from dataclasses import asdict
from typing import Any
from uuid import uuid4

import httpx

from domain.vocabulary import Secrecy
from operations.virtual import VirtualHotline
from store.register.other_registers import OtherCase, RegisteredCase, keep
from tests.acting import NOBODY, named
from tests.api.window import becomes_visible, headers, is_problem, rows
from tests.databases import destroyed
from tests.hotline import Case

LAMP = "解放路三号门口的路灯坏了好几天没有人来修理"
LAMP_AGAIN = "解放路三号门口路灯坏了好几天,一直没有人来修理"
NOISE = "楼下烧烤店每天营业到凌晨两点噪音很大影响休息"


def a_phone() -> str:
    """A number that nobody else has called from."""
    return f"139{uuid4().int % 10**8:08d}"


async def calls(window: httpx.AsyncClient, phone: str, demand: str, **more: Any) -> str:
    """Somebody calls about something; the number of the order that everybody can see."""
    said = {"type": "help", "demand": demand, "name": "张三", "phone": phone, "district": "east"}
    reply = await window.post("/orders", json={**said, **more}, headers=headers())
    assert reply.status_code == 201, reply.text
    number = str(reply.json()["number"])
    await becomes_visible(window, number, 1)
    return number


async def shown(window: httpx.AsyncClient, number: str, by: str = "seat-1") -> dict[str, Any]:
    """What the desk is shown beside an order."""
    reply = await window.get(f"/orders/{number}/similar", headers=named(by))
    assert reply.status_code == 200, reply.text
    told: dict[str, Any] = reply.json()
    return told


def numbers(lines: list[dict[str, Any]]) -> list[str]:
    """The orders of a list."""
    return [line["number"] for line in lines]


async def test_the_same_callers_open_order_is_shown_however_the_number_was_written(
    window: httpx.AsyncClient,
) -> None:
    phone = a_phone()
    first = await calls(window, phone, LAMP)
    again = await calls(window, f"+86 {phone[:3]}-{phone[3:]}", LAMP_AGAIN)
    told = await shown(window, again)
    assert numbers(told["same_caller"]) == [first]
    assert told["same_caller"][0]["likeness"] > 0.5
    assert first not in numbers(told["other_callers"])
    assert told["rules"]["same_caller"] == "X:X13"


async def test_other_callers_of_the_same_matter_come_nearest_first(
    window: httpx.AsyncClient,
) -> None:
    street = f"建设路{uuid4().hex[:12]}号楼前的井盖丢失"
    far = await calls(window, a_phone(), street, district="west")
    near = await calls(window, a_phone(), f"{street},很危险")
    other = await calls(window, a_phone(), NOISE)
    told = await shown(window, await calls(window, a_phone(), street))
    assert numbers(told["other_callers"])[:2] == [near, far]
    assert other not in numbers(told["other_callers"])


async def test_of_a_settled_matter_the_earlier_result_is_shown(window: httpx.AsyncClient) -> None:
    phone = a_phone()
    settled = await calls(window, phone, LAMP, type="consult")
    answer = {"kb_entry": "kb-1", "answer": "已安排修理"}
    done = await window.post(f"/orders/{settled}/answer", json=answer, headers=headers())
    assert done.status_code == 200, done.text
    await becomes_visible(window, settled, done.json()["version"])
    told = await shown(window, await calls(window, phone, LAMP_AGAIN))
    (line,) = told["settled"]
    assert (line["number"], line["state"]) == (settled, "CLOSED")
    assert line["result"] == {"seq": 3, "content": {"kind": "Closed", "closing": "answered"}}
    assert line["likeness"] == 0  # the narrative's traces went with the end of the order
    assert settled not in numbers(told["other_callers"])


async def test_before_a_demand_is_registered_nothing_of_the_question_is_stored(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    open_order = await calls(window, phone, LAMP)
    before = await rows(hotline.engines)
    said = {"phone": phone, "demand": LAMP_AGAIN, "district": "east"}
    asker = named("seat-1")
    reply = await window.post("/demands/similar", json=said, headers=asker)
    assert numbers(reply.json()["same_caller"]) == [open_order]
    unnamed = await window.post("/demands/similar", json={**said, "anonymous": True}, headers=asker)
    assert unnamed.json()["same_caller"] == []
    assert await rows(hotline.engines) == before


async def test_whose_identity_is_protected_is_found_by_nobody(window: httpx.AsyncClient) -> None:
    phone = a_phone()
    report = await calls(window, phone, NOISE, type="report")
    secret = await calls(window, phone, LAMP)
    asked = await window.post(
        f"/orders/{secret}/set_confidentiality", json={"level": "P2"}, headers=headers("seat-1")
    )
    await becomes_visible(window, secret, asked.json()["version"])
    told = await shown(window, await calls(window, phone, "完全不同的另外一件事情"))
    assert told["same_caller"] == []
    for protected in (report, secret):
        assert (await shown(window, protected))["same_caller"] == []


async def test_who_is_erased_is_found_by_nobody(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    erased = await calls(window, phone, LAMP)
    await destroyed(hotline.engines.patient, erased, Secrecy.PERSON)
    told = await shown(window, await calls(window, phone, LAMP))
    assert told["same_caller"] == []
    assert erased not in numbers(told["other_callers"])


async def test_what_lies_with_another_authority_is_shown_and_decided_by_people(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    petition = OtherCase(source="petition", external_id=f"信-{phone}", state="已受理")
    (digest,) = hotline.counter.index.phone_digests(phone)
    await keep(hotline.engines.patient, [RegisteredCase(case=petition, digest=digest)])
    number = await calls(window, phone, LAMP)
    told = await shown(window, number)
    assert told["elsewhere"] == [asdict(petition)]
    assert told["rules"]["elsewhere"] == "AH-13"
    refusal = {
        "disposition": "ALREADY_IN_PROCEDURE",
        **{"reason": "已在信访", "route": "信访局", "authority": "信访局"},
        "case_no": "WX460200-2026-000123",
    }
    done = await window.post(f"/orders/{number}/refuse", json=refusal, headers=headers())
    assert done.status_code == 200, done.text
    assert (await shown(window, await calls(window, a_phone(), LAMP)))["elsewhere"] == []


async def test_only_who_may_merge_may_ask(window: httpx.AsyncClient) -> None:
    number = await calls(window, a_phone(), LAMP)
    place = f"/orders/{number}/similar"
    assert is_problem(await window.get(place, headers=NOBODY), 401) == "nobody_named"
    for outsider in ("observer-1", "water-clerk"):
        by = named(outsider)
        assert is_problem(await window.get(place, headers=by), 403) == "role_may_not"
        asked = await window.post("/demands/similar", json={"phone": "1"}, headers=by)
        assert is_problem(asked, 403) == "role_may_not"
    unknown = await window.get("/orders/none/similar", headers=named("seat-1"))
    assert is_problem(unknown, 404) == "unknown_order"


async def test_a_suggestion_is_put_on_record_once(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    phone = a_phone()
    first, second = await calls(window, phone, LAMP), await calls(window, phone, LAMP)
    said = {"others": numbers((await shown(window, second, "seat-1"))["same_caller"])}
    assert said["others"] == [first]
    place = f"/orders/{second}/suggest_duplicate"
    done = await window.post(place, json=said, headers=headers("seat-1"))
    assert done.status_code == 200, done.text
    again = await window.post(place, json=said, headers=headers("seat-1"))
    assert is_problem(again, 409) == "already_suggested"
    assert await Case(hotline=hotline, number=second).kinds(1) == ["DuplicateSuggested"]
