"""The desks before people who work with the keyboard: lists, keys, badges, addresses."""

import asyncio
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import httpx
import pytest
from fastapi import FastAPI
from playwright.async_api import Route

from tests.acting import named
from tests.api.window import becomes_visible, headers, registered, visitor
from tests.console.browser.real import Seat
from tests.console.door import Door

pytestmark = pytest.mark.servers(seconds=25)
Seats = Callable[..., AbstractAsyncContextManager[Seat]]
CHINESE = re.compile("[一-鿿]")
WAITING = "SELECT count(*) FROM order_state WHERE state = 'QUEUED'"


@pytest.fixture(scope="module", autouse=True)
async def waiting(app: FastAPI) -> list[str]:
    """Four orders that wait to be dispatched, the last of them an emergency."""
    async with visitor(app) as window:
        ordinary = [await _accepted(window, f"路灯第 {n} 盏不亮") for n in range(3)]
        return [*ordinary, await _accepted(window, "燃气泄漏", urgency="emergency")]


async def _accepted(window: httpx.AsyncClient, demand: str, **said: str) -> str:
    number = str((await registered(window, demand=demand, **said)).json()["number"])
    done = await window.post(f"/orders/{number}/accept_for_dispatch", json={}, headers=headers())
    assert done.status_code == httpx.codes.OK, done.text
    await becomes_visible(window, number, done.json()["version"])
    return number


async def test_a_dispatcher_signs_in_and_stands_before_the_queue(
    seat: Seats, waiting: list[str]
) -> None:
    async with seat() as dispatcher:
        await dispatcher.opens("/orders")
        assert dispatcher.page.url.endswith("/sign-in")
        await dispatcher.signs_in("dispatcher-1")
        assert dispatcher.page.url.endswith("/dispatch")
        shown = await dispatcher.numbers()
        assert shown[0] == waiting[3]
        assert set(shown) == set(waiting)
        assert "燃气泄漏" in await dispatcher.page.locator("[data-row].cur").inner_text()
        assert "燃气泄漏" in await dispatcher.page.locator("#beside").inner_text()


async def test_criterion_8_the_queue_is_worked_by_keys_alone(
    seat: Seats, waiting: list[str]
) -> None:
    async with seat() as dispatcher:
        await dispatcher.signs_in("dispatcher-1")
        shown = await dispatcher.numbers()
        pressed = asyncio.Event()

        async def comes_late(beside: Route) -> None:
            await pressed.wait()
            await beside.continue_()

        await dispatcher.page.route("**/dispatch/orders/*", comes_late)
        await dispatcher.keys("j", "k", "j", "j")
        pressed.set()
        assert await dispatcher.current() == shown[2]
        await dispatcher.page.locator(f"#beside :text('{shown[2]}')").first.wait_for()
        await dispatcher.keys("x", "k", "k", "Shift+X")
        assert await dispatcher.page.locator(".tick:checked").count() == 3
        assert await dispatcher.page.locator("[data-selected]").inner_text() == "3"
        await dispatcher.keys("?")
        assert "派发台" in await dispatcher.page.locator("#keys").inner_text()
        await dispatcher.keys("Escape", "g", "o")
        await dispatcher.page.wait_for_url("**/orders")
        await dispatcher.keys("Control+k")
        await dispatcher.page.keyboard.type("派发")
        await dispatcher.keys("Enter")
        await dispatcher.page.wait_for_url("**/dispatch")
        assert waiting


async def test_criterion_8_no_key_fires_within_a_field_or_while_a_word_is_composed(
    seat: Seats,
) -> None:
    async with seat() as dispatcher:
        await dispatcher.signs_in("dispatcher-1")
        first = await dispatcher.current()
        await dispatcher.keys("/")
        await dispatcher.page.keyboard.type("jx?go")
        assert await dispatcher.page.input_value(".find input") == "jx?go"
        assert await dispatcher.current() == first
        await dispatcher.page.evaluate("document.activeElement.blur()")
        composed = "new KeyboardEvent('keydown', {key: 'j', isComposing: true, bubbles: true})"
        await dispatcher.page.evaluate(f"document.body.dispatchEvent({composed})")
        assert await dispatcher.current() == first
        assert await dispatcher.page.locator("dialog[open]").count() == 0


async def test_criterion_3_a_badge_is_the_count_of_its_rows_and_of_the_table(
    seat: Seats, people: Door
) -> None:
    async with seat() as dispatcher:
        await dispatcher.signs_in("dispatcher-1")
        badge = await dispatcher.page.locator('[data-badge="to_dispatch"]').inner_text()
        await dispatcher.opens("/dispatch?list=to_dispatch")
        assert (
            [(int(badge),)] == [(len(await dispatcher.numbers()),)] == await people.finds(WAITING)
        )


async def test_criterion_17_the_address_is_the_view(seat: Seats, waiting: list[str]) -> None:
    async with seat() as head:
        await head.signs_in("head-1")
        assert head.page.url.endswith("/orders")
        await head.page.select_option('select[name="urgency"]', "emergency")
        await head.page.wait_for_url("**urgency=emergency**")
        assert await head.numbers() == [waiting[3]]
        await head.page.click("text=回到全部")
        await head.page.wait_for_url("**/orders")
        await head.opens("/orders?sort=oldest")
        assert await head.numbers() == sorted(waiting)
        await head.opens(f"/orders?number={waiting[1][-4:]}")
        assert await head.numbers() == [waiting[1]]


async def test_criterion_19_one_click_says_every_word_in_the_other_language(
    seat: Seats,
) -> None:
    said = ".top .desks, .tools, thead, .keys, .rule, .badge, .clock"
    async with seat() as dispatcher, seat() as elsewhere:
        await dispatcher.signs_in("dispatcher-1")
        await dispatcher.page.click('button[name="language"]')
        words = " ".join(await dispatcher.page.locator(said).all_inner_texts())
        assert "To dispatch" in words
        assert not CHINESE.search(words)
        await elsewhere.signs_in("dispatcher-1")
        assert await elsewhere.page.get_attribute("html", "lang") == "en"
        await elsewhere.page.click('button[name="language"]')
        assert await elsewhere.page.get_attribute("html", "lang") == "zh-CN"


async def test_criterion_26_what_one_may_not_see_looks_like_what_is_not_there(
    seat: Seats, waiting: list[str]
) -> None:
    async with seat() as clerk:
        clerk.answers.add(404)
        await clerk.signs_in("water-clerk")
        told = []
        for number in (waiting[0], "20260101-999999"):
            await clerk.opens(f"/orders/{number}")
            told.append(await clerk.page.locator("main").inner_text())
        assert told[0] == told[1]
        assert "没有这项内容，或您无权查看" in told[0]


async def test_whoever_asks_for_data_gets_data_where_a_page_stands(app: FastAPI) -> None:
    async with visitor(app) as program:
        for accept in ("application/json", "*/*"):
            listed = await program.get("/orders", headers={**named("head-1"), "Accept": accept})
            assert listed.json()["orders"]
