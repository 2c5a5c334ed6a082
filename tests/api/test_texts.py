"""What was said in an order is shown to whom it concerns; a look is on record before it opens."""

from typing import Any
from uuid import uuid4

import httpx

from domain.vocabulary import Secrecy
from operations.virtual import VirtualHotline
from tests.acting import NOBODY, named
from tests.api.window import INSTANT, headers, is_problem
from tests.databases import destroyed
from tests.hotline import Case, opens

SAID = {
    **{"name": "王建国", "phone": "13800138000", "id_number": "460200199001011234"},
    **{"place": "建设路八号", "subject": "停水", "demand": "王建国家停水三天"},
}
WHY = "上门前联系"


async def with_the_unit(hotline: VirtualHotline, **said: Any) -> Case:
    """An order that the water company has signed in."""
    case = await (await opens(hotline, **{**SAID, "district": "east", **said})).dispatched()
    return await case.does("accept", by="water-clerk")


async def read(
    window: httpx.AsyncClient, number: str, by: str, viewed: str = ""
) -> dict[str, tuple[str, str]]:
    """How each text is shown to somebody, and its words."""
    asked = {"viewed": viewed} if viewed else {}
    reply = await window.get(f"/orders/{number}/texts", params=asked, headers=named(by))
    assert reply.status_code == 200, reply.text
    return {
        f"{one['act']}.{one['text']}": (one["shown"], one["content"])
        for one in reply.json()["texts"]
    }


async def looks(
    window: httpx.AsyncClient, number: str, by: str, *data: str, key: str = ""
) -> httpx.Response:
    """Somebody looks at data of an order's caller."""
    said = {"fields": data, "reason": WHY}
    place = f"/orders/{number}/view_personal_data"
    return await window.post(place, json=said, headers=headers(by, key))


async def test_a_unit_reads_the_matter_and_opens_the_caller_by_a_look_that_is_on_record(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    told = await read(window, case.number, "water-clerk")
    assert told["register.demand"] == ("full", SAID["demand"])
    assert told["register.name"] == ("masked", "王**")
    assert told["register.phone"] == ("masked", "138****8000")
    assert "register.id_number" not in told
    look = await looks(window, case.number, "water-clerk", "phone")
    assert look.status_code == 200, look.text
    assert (await case.kinds())[-1] == "PIIViewed"
    opened = await read(window, case.number, "water-clerk", look.json()["command_id"])
    assert opened["register.phone"] == ("full", SAID["phone"])
    assert opened["register.name"] == ("masked", "王**")
    assert (await read(window, case.number, "water-clerk"))["register.phone"][0] == "masked"


async def test_what_was_looked_at_is_masked_again_after_a_minute_of_the_order_s_own_time(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    look = (await looks(window, case.number, "water-clerk", "name")).json()["command_id"]
    place = f"/orders/{case.number}/texts?viewed={look}"
    shown = await window.get(place, headers=named("water-clerk"))
    assert shown.json()["open_until"]
    await case.passes(seconds=30)
    assert (await read(window, case.number, "water-clerk", look))["register.name"][0] == "full"
    await case.passes(seconds=31)
    late = await window.get(place, headers=named("water-clerk"))
    assert is_problem(late, 410) == "look_over"
    assert SAID["name"] not in late.text


async def test_a_look_opens_nothing_to_anybody_else_and_of_no_other_order(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case, other = await with_the_unit(hotline), await with_the_unit(hotline)
    assert case.last is not None
    no_look = str(case.last.command_id)
    look = (await looks(window, case.number, "water-clerk", "name")).json()["command_id"]
    for number, by, command in (
        *((case.number, "water-officer", look), (case.number, "callback-1", look)),
        *((other.number, "water-clerk", look), (case.number, "water-clerk", no_look)),
        (case.number, "water-clerk", str(uuid4())),
    ):
        place = f"/orders/{number}/texts?viewed={command}"
        reply = await window.get(place, headers=named(by))
        assert is_problem(reply, 404) == "unknown_command"


async def test_a_look_that_would_show_nothing_is_none_and_stands_nowhere(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline, type="report")
    before = await case.kinds()
    for by, data in (("water-clerk", "name"), ("callback-1", "phone"), ("seat-1", "id_number")):
        reply = await looks(window, case.number, by, data)
        assert is_problem(reply, 403) == "not_shown"
        assert reply.json()["about"] == [data]
    assert await case.kinds() == before


async def test_the_level_of_the_moment_counts_and_not_that_of_the_look(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    key = str(uuid4())
    look = await looks(window, case.number, "water-clerk", "name", key=key)
    await case.does("set_confidentiality", by="seat-1", level="P2")
    told = await read(window, case.number, "water-clerk", look.json()["command_id"])
    assert told.keys() == {"register.place"}
    again = await looks(window, case.number, "water-clerk", "name", key=key)
    assert (again.status_code, again.json()) == (200, look.json())


async def test_of_a_report_the_unit_reads_what_somebody_wrote_for_it_and_is_told_while_nobody_has(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline, type="report")
    place = f"/orders/{case.number}/texts"
    for by in ("water-clerk", "dispatcher-1"):
        owed = (await window.get(place, headers=named(by))).json()
        assert owed["redacted_text_owed"] is True
    assert "redacted_text_owed" not in (await window.get(place, headers=named("audit-1"))).json()
    for words in ("王某家停水三天", "有住户停水三天"):
        await case.does("redact_demand", by="dispatcher-1", text=words)
    told = await read(window, case.number, "water-clerk")
    assert told == {
        "redact_demand.text": ("redacted", "有住户停水三天"),
        "register.place": ("full", SAID["place"]),
    }
    assert (
        "redacted_text_owed" not in (await window.get(place, headers=named("water-clerk"))).json()
    )
    await destroyed(hotline.engines.patient, case.number, Secrecy.PERSON)
    assert await read(window, case.number, "water-clerk") == {}


async def test_a_unit_is_shown_the_number_that_relays_in_place_of_the_telephone(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    await case.does("set_confidentiality", by="seat-1", level="P1")
    assert (
        not {"register.phone", "register.name"}
        & (await read(window, case.number, "water-clerk")).keys()
    )
    place = f"/orders/{case.number}/give_relay_number"
    for number in ("+86 138-0013-8000", "没有"):
        reply = await window.post(place, json={"number": number}, headers=headers("callback-1"))
        assert is_problem(reply, 422) == "bad_paper"
        assert "8000" not in reply.text
    await case.does("give_relay_number", by="callback-1", number="0532-1002")
    told = await read(window, case.number, "water-clerk")
    assert told["give_relay_number.number"] == ("relay", "0532-1002")
    await case.does("set_confidentiality", by="seat-1", level="P2")
    assert "give_relay_number.number" not in await read(window, case.number, "water-clerk")


async def test_of_a_report_the_platform_asks_for_the_unit_and_tells_it_the_answer(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline, type="report")
    await case.does("ask_caller", by="water-clerk", question="何时停水")
    assert "ask_caller.question" in await read(window, case.number, "callback-1")
    await case.does("pass_on_answer", by="callback-1", answer="每天晚上")
    told = await read(window, case.number, "water-clerk")
    assert told["pass_on_answer.answer"] == ("full", "每天晚上")
    assert told.keys() == {"ask_caller.question", "pass_on_answer.answer", "register.place"}


async def listed(case: Case, *people: str) -> None:
    """These people are named on the order's access list."""
    await case.does("request_access", by="dispatcher-1", people=list(people), reason="回访")
    await case.does("approve_access", by="head-1")


async def test_what_named_people_only_may_see_opens_to_them_with_a_watermark_and_to_nobody_else(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline, type="report")
    await case.does("set_confidentiality", by="seat-1", level="P3")
    for by in ("callback-1", "dispatcher-1", "water-clerk", "seat-1"):
        assert await read(window, case.number, by) == {}
    assert is_problem(await looks(window, case.number, "callback-1", "phone"), 403) == "not_shown"
    await listed(case, "callback-1")
    look = await looks(window, case.number, "callback-1", "phone")
    assert look.status_code == 200, look.text
    place = f"/orders/{case.number}/texts?viewed={look.json()['command_id']}"
    told = (await window.get(place, headers=named("callback-1"))).json()
    shown = {f"{one['act']}.{one['text']}": one["content"] for one in told["texts"]}
    assert shown["register.phone"] == SAID["phone"]
    assert (shown["register.name"], shown["register.demand"]) == ("王**", SAID["demand"])
    assert "callback-1" in told["watermark"]
    assert INSTANT.search(told["watermark"])
    assert "request_access.reason" in await read(window, case.number, "dispatcher-1")
    assert "register.demand" not in await read(window, case.number, "dispatcher-1")
    assert await read(window, case.number, "water-clerk") == {}
    await case.does("end_access", by="lead-1", people=["callback-1"], reason="已回访")
    assert await read(window, case.number, "callback-1") == {}


async def test_the_register_says_who_is_named_and_nobody_types_it(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline, type="report")
    place = f"/orders/{case.number}/request_access"
    for people, status, code in (
        (["nobody-7"], 422, "bad_paper"),
        (["callback-1", "water-clerk"], 409, "not_platform_staff"),
    ):
        said = {"people": people, "reason": WHY}
        reply = await window.post(place, json=said, headers=headers("dispatcher-1"))
        assert is_problem(reply, status) == code
    said = {"people": ["callback-1"], "reason": WHY, "posts": []}
    typed = await window.post(place, json=said, headers=headers("dispatcher-1"))
    assert is_problem(typed, 422) == "bad_paper"


async def test_a_look_does_not_make_a_call_last_longer(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    assert is_problem(await looks(window, case.number, "seat-2", "name"), 403) == "not_shown"
    await case.does("urge", by="seat-2")
    await case.passes(minutes=20)
    assert (await looks(window, case.number, "seat-2", "name")).status_code == 200
    assert "register.name" in await read(window, case.number, "seat-2")
    await case.passes(minutes=11)
    assert "register.name" not in await read(window, case.number, "seat-2")


async def test_whoever_only_looked_has_done_nothing_in_the_order(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    await case.does("view_personal_data", by="seat-2", fields=["name"], reason=WHY)
    for act, is_own in (("", False), ("urge", True)):
        if act:
            await case.does(act, by="seat-2")
        listed = await window.get("/orders?limit=200", headers=named("seat-2"))
        assert (case.number in {one["number"] for one in listed.json()["orders"]}) == is_own


async def test_what_is_erased_is_shown_to_nobody_and_looked_at_by_nobody(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    await destroyed(hotline.engines.patient, case.number, Secrecy.PERSON)
    assert await read(window, case.number, "water-clerk") == {}
    assert is_problem(await looks(window, case.number, "water-clerk", "name"), 403) == "not_shown"


async def test_what_was_refused_was_not_said_in_the_order(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    refused = await case.refused("reject_review", by="reviewer-1", reason="没有到审核环节")
    assert refused
    assert "reject_review.reason" not in await read(window, case.number, "reviewer-1")


async def test_an_order_that_is_not_seen_has_no_texts(
    window: httpx.AsyncClient, hotline: VirtualHotline
) -> None:
    case = await with_the_unit(hotline)
    for number in (case.number, "20260302-999999"):
        place = f"/orders/{number}/texts"
        hidden = await window.get(place, headers=named("market-clerk"))
        assert is_problem(hidden, 404) == "unknown_order"
        assert is_problem(await window.get(place, headers=NOBODY), 401) == "nobody_named"
        assert is_problem(await window.get(place), 401) == "nobody_named"
