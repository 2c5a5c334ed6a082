"""A seat's desk: what is asked of whom, what is read beside it, and what happens next (1, 6, 7)."""

import re
from uuid import uuid4

import httpx
import pytest

from operations.virtual import VirtualHotline
from tests.console.door import Door, Human, hidden
from tests.hotline import opens

PAGE = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
PART = {**PAGE, "HX-Request": "true"}
PHONE = "13900139000"
SAID = {"type": "help", "phone": PHONE, "demand": "小区路灯一整排不亮，放学路段漆黑"}
REQUIRED = re.compile(r'name="(\w+)"[^>]* required')


@pytest.fixture(scope="module")
async def seat(door: Door) -> Human:
    """A seat at the telephone, signed in."""
    security = await door.administrator("sec-admin")
    return await door.newcomer(security, "seat", "seat-1")


async def sends(seat: Human, path: str, key: str = "", **said: str) -> httpx.Response:
    """Send a form of the desk."""
    form = await seat.browser.get("/intake", headers=PAGE)
    carried = {"form_word": hidden(form, "form_word"), "key": key or str(uuid4())}
    return await seat.browser.post(path, data={**carried, **said}, headers=PAGE)


async def test_four_things_are_asked_of_everybody_and_the_rest_by_type(seat: Human) -> None:
    page = (await seat.browser.get("/intake", headers=PAGE)).text
    assert {*REQUIRED.findall(page)} <= {"type", "phone", "demand", "district", "name"}
    assert "about_unit" not in page
    complaint = await sends(seat, "/intake/fields", **SAID | {"type": "complaint"})
    assert complaint.status_code == 200, complaint.text
    assert 'name="about_unit"' in complaint.text
    emergency = (await seat.browser.get("/intake?urgency=emergency", headers=PAGE)).text
    assert 'name="emergency"' in emergency


async def test_a_demand_is_registered_once_however_often_it_is_sent(
    seat: Human, hotline: VirtualHotline
) -> None:
    del hotline
    key = str(uuid4())
    first, again = [await sends(seat, "/intake", key, **SAID, name="王建国") for _ in range(2)]
    assert first.status_code == again.status_code == 303, first.text
    assert first.headers["location"] == again.headers["location"]
    number = first.headers["location"].rpartition("/")[2]
    done = (await seat.browser.get(first.headers["location"], headers=PAGE)).text
    assert f'<h1 class="number">{number}</h1>' in done
    assert "受理后转派发台" in done
    taken = await sends(seat, f"/intake/registered/{number}/accept")
    assert taken.status_code == 303, taken.text
    assert "派单员派发后" in (await seat.browser.get(taken.headers["location"], headers=PAGE)).text


async def test_what_is_wrong_is_named_at_its_field_and_nothing_is_lost(seat: Human) -> None:
    told = await sends(seat, "/intake", **SAID | {"phone": "", "name": "王建国"})
    assert told.status_code == 409
    field = told.text.partition('name="phone"')[2][:300]
    assert 'aria-invalid="true"' in field
    assert SAID["demand"] in told.text
    assert "王建国" in told.text
    unread = await sends(seat, "/intake", **SAID | {"district": "no such place"})
    assert unread.status_code == 422
    assert SAID["demand"] in unread.text


async def test_the_caller_s_last_orders_come_with_their_answers_and_nothing_stands_in_an_address(
    seat: Human, hotline: VirtualHotline
) -> None:
    case = await opens(hotline, **SAID, name="王建国")
    await (await case.dispatched()).reviewed()
    beside = await sends(seat, "/intake/beside", phone=PHONE, demand="路灯不亮，一整排漆黑")
    assert beside.status_code == 200, beside.text
    assert case.number in beside.text
    assert "已修复" in beside.text
    nobody = await sends(seat, "/intake/beside", phone="13700137999", demand="")
    assert "该号码没有可见的工单" in nobody.text


async def test_emergency_is_two_keys_away_and_its_countdown_is_the_largest(seat: Human) -> None:
    page = (await seat.browser.get("/orders", headers=PAGE)).text
    assert re.search(r'href="/intake\?urgency=emergency" data-go="e"', page)
    said = {**SAID, "urgency": "emergency", "emergency": "public_works", "name": "王建国"}
    told = await sends(seat, "/intake", **said)
    assert told.status_code == 303, told.text
    done = (await seat.browser.get(told.headers["location"], headers=PAGE)).text
    assert "clock running huge" in done or "clock soon huge" in done
