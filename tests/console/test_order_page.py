"""The page of an order in a browser: its forms, what is wrong with them, and what is taken back."""

import re
from datetime import timedelta

import httpx
import pytest

from operations.virtual import VirtualHotline
from services.access.principal import SYSTEM
from services.orders.holding import release_held_acts
from store.commands.order_time import move_clock
from tests.api.window import office_at
from tests.console.door import Door, Human, hidden
from tests.hotline import opens

HTML = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
NO_ORDER = "20200101-000001"
PART = {**HTML, "HX-Request": "true"}
SAID = {"name": "王建国", "phone": "13800138000", "demand": "停水三天", "place": "建设路八号"}


@pytest.fixture(scope="module")
async def security(door: Door) -> Human:
    """The security administrator, signed in."""
    return await door.administrator("sec-admin")


async def comes(door: Door, security: Human, username: str, post: str) -> Human:
    """Somebody in a post, signed in."""
    return await door.newcomer(security, username, post)


async def fills_in(
    human: Human, number: str, act: str, key: str = "", **said: str
) -> httpx.Response:
    """Open the form of an act, write in it and send it."""
    place = f"/orders/{number}/acts/{act}"
    form = await human.browser.get(place, headers=PART)
    assert form.status_code == 200, form.text
    carried = {name: hidden(form, name) for name in ("form_word", "key", "version")}
    return await human.browser.post(
        place, data={**carried, **({"key": key} if key else {}), **said}, headers=PART
    )


async def test_an_order_s_page_shows_its_course_and_what_may_be_done(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await comes(door, security, "clerk", "water-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    shown = await clerk.browser.get(f"/orders/{case.number}", headers=HTML)
    assert shown.status_code == 200, shown.text
    assert "停水三天" in shown.text
    assert "138****8000" in shown.text
    assert SAID["phone"] not in shown.text
    assert f"/orders/{case.number}/acts/accept" in shown.text
    for path in ("acts", "acts/submit_result", "acts/contact"):
        part = await clerk.browser.get(f"/orders/{case.number}/{path}", headers=HTML)
        assert part.status_code == 200, part.text
    why = await clerk.browser.get(f"/orders/{case.number}?clock=handle/1", headers=HTML)
    assert "首日不计" in why.text


async def test_a_dispatch_waits_on_the_page_and_is_taken_back_there(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    human = await comes(door, security, "dispatcher", "dispatcher-1")
    case = await opens(hotline, **SAID)
    await case.does("accept_for_dispatch", by="seat-1")
    sent = await fills_in(human, case.number, "dispatch", unit="water", note="就近")
    assert (sent.status_code, sent.headers["HX-Redirect"]) == (204, f"/orders/{case.number}")
    shown = await human.browser.get(f"/orders/{case.number}", headers=HTML)
    place = re.search(r"/held-acts/[0-9a-f-]+/take-back", shown.text)
    assert place is not None
    word = {"form_word": hidden(shown, "form_word")}
    back = await human.browser.post(place[0], data=word, headers=HTML)
    assert back.status_code == httpx.codes.SEE_OTHER
    assert place[0] not in (await human.browser.get(f"/orders/{case.number}", headers=HTML)).text
    await move_clock(hotline.engines.patient, case.number, timedelta(seconds=11))
    await release_held_acts(SYSTEM, office_at(hotline, hotline.engines))
    assert (await case.kinds())[-1] == "AcceptedForDispatch"


async def test_a_refused_form_keeps_its_words_and_names_field_and_article(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await comes(door, security, "clerk-2", "water-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    await case.does("accept", by="water-clerk")
    empty = await fills_in(clerk, case.number, "request_return", reason="不归我们管")
    assert empty.status_code == 422
    assert "不归我们管" in empty.text
    assert 'id="proposed_unit-wrong"' in empty.text
    assert re.search(r'id="proposed_unit"[^>]*autofocus', empty.text)
    refused = await fills_in(
        clerk, case.number, "submit_result", result_kind="solved", solution="已修复"
    )
    assert refused.status_code == 409
    assert "已修复" in refused.text
    assert 'id="evidence-wrong"' in refused.text
    assert "SY18" in refused.text


async def test_whoever_comes_second_sees_what_changed_keeps_his_words_and_sends_again(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await comes(door, security, "clerk-3", "water-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    await case.does("accept", by="water-clerk")
    place = f"/orders/{case.number}/acts/contact"
    form = await clerk.browser.get(place, headers=PART)
    carried = {name: hidden(form, name) for name in ("form_word", "key", "version")}
    said = {"channel": "phone", "outcome": "reached", "note": "已说明情况"}
    await case.does("add_info", by="seat-1", text="又停水了")
    first = await clerk.browser.post(place, data={**carried, **said}, headers=PART)
    assert first.status_code == 409
    assert "已说明情况" in first.text
    again = {name: hidden(first, name) for name in ("form_word", "key", "version")}
    assert again["key"] == carried["key"]
    second = await clerk.browser.post(place, data={**again, **said}, headers=PART)
    assert second.status_code == 204
    third = await clerk.browser.post(place, data={**again, **said}, headers=PART)
    assert third.status_code == 204
    assert (await case.kinds()).count("CallerContacted") == 1


async def test_a_look_opens_the_caller_for_a_minute_and_masks_itself(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await comes(door, security, "clerk-4", "water-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    await case.does("accept", by="water-clerk")
    looked = await fills_in(
        clerk, case.number, "view_personal_data", fields="phone", reason="上门前联系"
    )
    there = looked.headers["HX-Redirect"]
    opened = await clerk.browser.get(there, headers=HTML)
    assert SAID["phone"] in opened.text
    assert opened.headers["Refresh"].endswith(f"; url=/orders/{case.number}")
    assert 0 < int(opened.headers["Refresh"].partition(";")[0]) <= 60
    await move_clock(hotline.engines.patient, case.number, timedelta(seconds=61))
    late = await clerk.browser.get(there, headers=HTML)
    assert (late.status_code, late.headers["location"]) == (303, f"/orders/{case.number}")


def but_for_what_was_asked(shown: httpx.Response, number: str) -> str:
    """A page without the number that its address says, and the instant of its clock."""
    return re.sub(r'(?<=data-now=")[0-9.]+', "", shown.text.replace(number, ""))


async def test_an_order_that_is_not_reached_looks_like_none_on_every_page_of_it(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    other = await comes(door, security, "clerk-5", "housing-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    for path in ("", "/acts", "/acts/accept", "/acts/no-such-act"):
        shut = await other.browser.get(f"/orders/{case.number}{path}", headers=HTML)
        none = await other.browser.get(f"/orders/{NO_ORDER}{path}", headers=HTML)
        assert shut.status_code == none.status_code == 404
        assert but_for_what_was_asked(shut, case.number) == but_for_what_was_asked(none, NO_ORDER)


async def test_a_form_of_another_page_does_nothing(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await comes(door, security, "clerk-6", "water-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    place = f"/orders/{case.number}/acts/accept"
    forged = {"form_word": "0" * 64, "key": "k", "version": "9"}
    assert (await clerk.browser.post(place, data=forged, headers=HTML)).status_code == 403
    elsewhere = {**HTML, "Sec-Fetch-Site": "cross-site"}
    assert (await clerk.browser.post(place, data=forged, headers=elsewhere)).status_code == 403
    assert "AcceptedByUnit" not in await case.kinds()


async def test_what_is_chosen_asks_for_its_own_fields_and_keeps_what_was_written(
    door: Door, security: Human, hotline: VirtualHotline
) -> None:
    clerk = await comes(door, security, "clerk-7", "water-clerk")
    case = await (await opens(hotline, **SAID)).dispatched()
    await case.does("accept", by="water-clerk")
    said = {"result_kind": "solved", "drawn_anew": "yes", "evidence": "照片一张"}
    drawn = await fills_in(clerk, case.number, "submit_result", **said)
    assert drawn.status_code == 200
    assert "照片一张" in drawn.text
    assert 'name="solution"' in drawn.text
    assert "ResultSubmitted" not in await case.kinds()
    closed = await clerk.browser.get(f"/orders/{case.number}/acts/pass_review", headers=PART)
    assert "<textarea" not in closed.text
    assert "审核员" in closed.text
