"""The callback desk: three questions, attempts, a caller masked until a reason is given (30)."""

import re
from uuid import uuid4

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.console.door import Door, Human, hidden
from tests.hotline import Case, opens

PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
PART = {**PAGE, "HX-Request": "true"}
PHONE = "13800138000"
CONTENT = {"answered": "yes", "contacted": "yes", "solved": "yes", "satisfied": "1"}


@pytest.fixture(scope="module")
async def officer(door: Door) -> Human:
    """Somebody who calls back, signed in."""
    security = await door.administrator("sec-admin")
    return await door.newcomer(security, "callback", "callback-1")


async def to_call(hotline: VirtualHotline) -> Case:
    """An order whose caller is to be called back."""
    case = await opens(hotline, demand="停水三天", name="王建国", phone=PHONE, subject="停水")
    return await (await case.dispatched()).reviewed()


async def shown(officer: Human, case: Case) -> httpx.Response:
    """One call as the officer reads it."""
    return await officer.browser.get(f"/callback/{case.number}", headers=PAGE)


async def records(officer: Human, case: Case, key: str = "", **said: str) -> httpx.Response:
    """Fill in the form of a call and send it."""
    form = await shown(officer, case)
    carried = {"form_word": hidden(form, "form_word"), "key": key or str(uuid4())}
    place = f"/callback/{case.number}/record"
    return await officer.browser.post(place, data={**carried, **said}, headers=PAGE)


async def looks(officer: Human, case: Case, reason: str) -> httpx.Response:
    """Look at who the caller is."""
    form = await shown(officer, case)
    said = {"form_word": hidden(form, "form_word"), "key": str(uuid4()), "reason": reason}
    fields = {"fields": ["name", "phone"]}
    place = f"/callback/{case.number}/caller"
    return await officer.browser.post(place, data={**said, **fields}, headers=PART)


async def test_a_content_caller_closes_the_order_and_the_desk_says_so(
    officer: Human, hotline: VirtualHotline
) -> None:
    case = await to_call(hotline)
    page = (await shown(officer, case)).text
    assert "停水三天" in page
    assert "已修复" in page
    told = await records(officer, case, **CONTENT)
    assert told.status_code == 303, told.text
    assert told.headers["location"].endswith(f"done={case.number}&stands=CLOSED")
    next_page = (await officer.browser.get(told.headers["location"], headers=PAGE)).text
    assert f"{case.number}</b> 已记录。现为：办结" in next_page
    assert (await case.kinds())[-2:] == ["CallbackDone", "Closed"]


async def test_a_form_that_is_sent_twice_is_recorded_once(
    officer: Human, hotline: VirtualHotline
) -> None:
    case, key = await to_call(hotline), str(uuid4())
    for _ in range(2):
        assert (await records(officer, case, key, answered="no")).status_code == 303
    assert (await case.kinds()).count("CallbackAttempted") == 1


async def test_what_is_refused_keeps_what_was_said_and_names_the_rule(
    officer: Human, hotline: VirtualHotline
) -> None:
    case = await to_call(hotline)
    said = {**CONTENT, "solved": "", "words": "他们态度很好"}
    told = await records(officer, case, **said)
    assert told.status_code == 409
    assert "G:G16" in told.text
    assert "他们态度很好" in told.text
    assert re.search(r'name="contacted" value="yes" checked', told.text)
    assert "CallbackDone" not in await case.kinds()


async def test_who_calls_is_masked_until_it_is_on_record_why_somebody_looked(
    officer: Human, hotline: VirtualHotline
) -> None:
    case = await to_call(hotline)
    assert PHONE not in (await shown(officer, case)).text
    opened = await looks(officer, case, "电话回访")
    assert opened.status_code == 200, opened.text
    assert PHONE in opened.text
    assert (await case.kinds())[-1] == "PIIViewed"
    masked = await officer.browser.get(f"/callback/{case.number}/caller", headers=PART)
    assert "138****8000" in masked.text
    assert PHONE not in masked.text
    assert PHONE not in (await shown(officer, case)).text


async def test_a_missed_call_stands_in_its_part_of_the_day_and_the_next_waits(
    officer: Human, hotline: VirtualHotline
) -> None:
    case = await to_call(hotline)
    assert "第 1 次" in (await shown(officer, case)).text
    await records(officer, case, answered="no")
    page = (await shown(officer, case)).text
    assert "现为 1 次、1 天、1 个时段" in page
    assert "暂不外拨" in page
    assert "✕ 未接" in page
    listed = (await officer.browser.get("/callback", headers=PAGE)).text
    assert "后可拨" in listed
    assert f"/callback/{case.number}" in listed


async def test_whoever_may_not_see_an_order_finds_none_here(
    door: Door, officer: Human, hotline: VirtualHotline
) -> None:
    del officer
    case = await to_call(hotline)
    security = await door.human("sec-admin")
    await security.signs_in()
    stranger = await door.newcomer(security, "elsewhere", "market-clerk")
    seen = await shown(stranger, case)
    none = await stranger.browser.get("/callback/20260302-999999", headers=PAGE)
    assert (seen.status_code, none.status_code) == (404, 404)
    assert case.number not in (await stranger.browser.get("/callback", headers=PAGE)).text
