"""A demand from the call to the callback by keyboard alone: seat, reviewer, callback officer."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest

from operations.virtual import VirtualHotline
from tests.console.browser.real import Seat
from tests.hotline import SOLVED, Case, opens

pytestmark = pytest.mark.servers(seconds=30)
Seats = Callable[..., AbstractAsyncContextManager[Seat]]
PHONE = "13900139000"
DEMAND = "井盖松动两周；路灯不亮"
HEIGHT = "(one) => one.getBoundingClientRect().height"


async def solved(hotline: VirtualHotline) -> Case:
    """An order whose unit says that it is solved."""
    case = await (await opens(hotline, demand=DEMAND, phone=PHONE)).dispatched()
    await case.does("accept", by="water-clerk")
    return await case.does("submit_result", by="water-clerk", **SOLVED, **await case.told())


async def writes(seat: Seat, words: str) -> None:
    """Type into the field that has the focus as soon as one has it, and go on to the next."""
    await seat.page.wait_for_load_state()
    await seat.page.locator("input:focus").wait_for()
    await seat.page.keyboard.type(words)
    await seat.keys("Tab")


async def test_criterion_7_a_seat_registers_and_takes_in_without_a_mouse(
    seat: Seats, hotline: VirtualHotline
) -> None:
    earlier = await solved(hotline)
    async with seat() as agent:
        await agent.signs_in("seat-1")
        assert agent.page.url.endswith("/intake")
        await writes(agent, PHONE)
        await agent.page.locator(f"#beside-intake :text('{earlier.number}')").first.wait_for()
        await agent.page.keyboard.type(DEMAND)
        if await agent.page.locator("input[name=district]").count():
            await agent.keys("Tab", "Space")
        await agent.keys("Control+Enter")
        await agent.page.wait_for_url("**/intake/registered/*")
        number = await agent.page.locator("h1.number").inner_text()
        await agent.keys("a")
        await agent.page.locator("text=待派发").first.wait_for()
        assert await Case(hotline=hotline, number=number).kinds() == [
            "Registered",
            "AcceptedForDispatch",
        ]


async def test_criterion_6_an_emergency_is_two_keys_away_and_its_countdown_the_largest(
    seat: Seats,
) -> None:
    async with seat() as agent:
        await agent.signs_in("seat-1")
        await agent.opens("/orders")
        await agent.keys("g", "e")
        await agent.page.wait_for_url("**/intake?urgency=emergency")
        await writes(agent, PHONE)
        await agent.page.keyboard.type("燃气泄漏")
        if await agent.page.locator("input[name=district]").count():
            await agent.keys("Tab", "Space")
        await agent.keys("Control+Enter")
        await agent.page.wait_for_url("**/intake/registered/*")
        largest = await agent.page.locator(".clock.huge").evaluate(HEIGHT)
        others = await agent.page.locator("h1, h2, .clock:not(.huge)").all()
        assert all([await one.evaluate(HEIGHT) < largest for one in others])


async def test_a_reviewer_sends_back_and_lets_pass_by_keys(
    seat: Seats, hotline: VirtualHotline
) -> None:
    first, second = await solved(hotline), await solved(hotline)
    async with seat() as reviewer:
        await reviewer.signs_in("reviewer-1")
        await reviewer.opens(f"/review/{first.number}")
        await reviewer.keys("2", "Control+Enter")
        await reviewer.page.wait_for_url(f"**done={first.number}*")
        await reviewer.opens(f"/review/{second.number}")
        await reviewer.keys("p")
        await reviewer.page.wait_for_url(f"**done={second.number}*")
    assert (await first.kinds())[-1] == "ReviewRejected"
    assert (await second.kinds())[-1] == "ReviewPassed"


async def test_criterion_30_three_digits_and_enter_record_a_call(
    seat: Seats, hotline: VirtualHotline
) -> None:
    case = await (await solved(hotline)).does("pass_review", by="reviewer-1")
    async with seat() as officer:
        await officer.signs_in("callback-1")
        await officer.opens(f"/callback/{case.number}")
        await officer.keys("1", "2", "Backspace", "1")
        assert await officer.page.locator("[data-submits][aria-disabled=true]").count() == 1
        await officer.keys("t")
        await officer.page.keyboard.type("谢谢 123")
        await officer.keys("Escape", "5", "v")
        await officer.page.locator(f"#caller :text('{PHONE}')").wait_for()
        await officer.keys("Enter")
        await officer.page.wait_for_url(f"**done={case.number}*")
        told = await officer.page.locator("[role=status]").all_inner_texts()
        assert any(case.number in one for one in told)
    done = next(one for one in await case.facts() if one.kind == "CallbackDone")
    assert (done.content.solved, done.content.satisfied) == (True, 5)  # type: ignore[union-attr]
