"""The page of an order: what it says of clocks, course, people and acts, and to whom (9, 25)."""

from datetime import timedelta
from typing import Any

import pytest

from domain.chapters.caller.terms import PersonalData
from operations.virtual import VirtualHotline
from services.orders.clocks_left import ClockStands
from services.orders.order_page import PageOfOrder, order_page
from services.orders.page.acts import DONE_BY, ActOnPage
from services.orders.page.clocks import ClockOnPage
from services.orders.page.stages import StageStanding
from services.orders.page.timeline import CourseMark
from services.orders.texts import texts_of_order
from services.submission.command_json import commands
from store.commands.settlement import UnknownOrder
from tests.api.window import office_at
from tests.hotline import Case, comes_true, opens, principal
from texts.reader import CHINESE, ENGLISH, Language

SAID = {
    **{"name": "王建国", "phone": "13800138000", "place": "建设路八号"},
    **{"subject": "停水", "demand": "王建国家停水三天"},
}


async def page(
    case: Case, by: str, language: Language = CHINESE, viewed: Any = None
) -> PageOfOrder:
    """The order as somebody has it before him."""
    office = office_at(case.hotline, case.hotline.engines)
    return await order_page(principal(by), office, case.number, language, viewed=viewed)


def clock(shown: PageOfOrder, id: str) -> ClockOnPage:
    """One duty on the page."""
    return next(one for one in shown.clocks if one.id == id)


def act(shown: PageOfOrder, name: str) -> ActOnPage:
    """One act on the page."""
    return next(one for one in (*shown.acts.own, *shown.acts.others) if one.name == name)


async def signed(hotline: VirtualHotline) -> Case:
    """An order that the water company has signed in."""
    case = await (await opens(hotline, **{**SAID, "district": "east"})).dispatched()
    return await case.does("accept", by="water-clerk")


async def test_the_head_says_what_presses_and_the_next_act_is_the_one_that_does_it(
    hotline: VirtualHotline,
) -> None:
    case = await (await opens(hotline, **SAID)).dispatched()
    shown = await page(case, "water-clerk")
    assert shown.head.clock is not None
    assert shown.head.clock.id == "accept/1"
    assert (shown.head.matter, shown.head.hands) == ("停水", 1)
    assert [one.name for one in shown.acts.own if one.is_next] == ["accept"]
    assert shown.acts.own[0].title == "签收"
    english = await page(case, "water-clerk", ENGLISH)
    assert (english.acts.own[0].title, english.head.clock and english.head.clock.title) == (
        "Accept",
        "sign-in",
    )


async def test_a_missed_duty_presses_first_and_stands_as_a_lapse_in_the_course(
    hotline: VirtualHotline,
) -> None:
    case = await (await opens(hotline, **SAID)).dispatched()
    await case.passes(days=12)
    shown = await page(case, "dispatcher-1")
    assert shown.head.clock is not None
    assert shown.head.clock.left.stands is ClockStands.LATE
    assert shown.timeline is not None
    assert any(one.mark is CourseMark.LAPSE and one.lapsed for one in shown.timeline)
    assert [one.seq for one in shown.timeline] == list(range(len(shown.timeline), 0, -1))


async def test_days_are_counted_line_by_line_and_days_off_stand_together(
    hotline: VirtualHotline,
) -> None:
    shown = await page(await signed(hotline), "water-clerk")
    [counted] = clock(shown, "handle/1").why.counts
    numbers = [line.number for line in counted.days if line.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert counted.days[-1].is_end
    assert counted.days[-1].last == counted.ends.day
    assert (
        sum(line.days for line in counted.days)
        == (counted.ends.day - counted.since.date() + timedelta(days=1)).days
    )
    off = [line for line in counted.days if line.kind.is_off]
    assert all(line.number is None and line.why for line in off)
    assert any(line.days > 1 for line in off), "a weekend is one line"


async def test_what_is_left_of_a_limit_in_days_is_told_in_days(
    hotline: VirtualHotline,
) -> None:
    shown = await page(await signed(hotline), "water-clerk")
    handle = clock(shown, "handle/1")
    assert handle.left.left is not None
    assert handle.left.left.working_days > 0
    assert handle.due.at is None, "24:00 belongs to the day that it ends"
    assert handle.due.instant.date() == handle.due.day + timedelta(days=1)


async def test_the_course_tells_what_was_passed_and_what_is_ahead(
    hotline: VirtualHotline,
) -> None:
    shown = await page(await signed(hotline), "water-clerk")
    told = {stage.title: stage.standing for stage in shown.stages}
    assert list(told) == ["登记", "受理", "派发", "办理中", "审核", "回访", "办结"]
    assert told["办理中"] is StageStanding.NOW
    entered = {stage.standing: stage.entered_at for stage in shown.stages}
    assert entered[StageStanding.AHEAD] is None
    assert entered[StageStanding.NOW] is not None


async def test_a_closed_act_names_its_article_and_what_would_open_it(
    hotline: VirtualHotline,
) -> None:
    case = await (await opens(hotline, **SAID)).dispatched()
    shown = await page(case, "water-clerk")
    closed = act(shown, "submit_result").closed
    assert closed is not None
    assert closed.remedy == "承办单位签收后"
    assert closed.articles
    assert all(one.document and one.article for one in closed.articles)
    others = act(shown, "dispatch").closed
    assert others is not None
    assert "派单员" in others.remedy
    assert act(shown, "dispatch") in shown.acts.others
    assert {one.name for one in shown.acts.own}.isdisjoint({"archive", "note_export", "register"})


async def test_the_caller_is_masked_until_a_look_and_the_page_says_until_when_it_is_open(
    hotline: VirtualHotline,
) -> None:
    case = await signed(hotline)
    before = {one.title: one for one in (await page(case, "water-clerk")).people}
    assert (before["姓名"].content, before["姓名"].opens) == ("王**", PersonalData.NAME)
    look = await case.does(
        "view_personal_data", by="water-clerk", fields=["name"], reason="上门前联系"
    )
    assert look.last is not None
    opened = await page(case, "water-clerk", viewed=look.last.command_id)
    after = {one.title: one for one in opened.people}
    assert after["姓名"].content == SAID["name"]
    assert after["电话"].content == "138****8000"
    assert opened.open_until is not None
    assert opened.timeline is not None
    course = [said.content for one in opened.timeline for said in one.said]
    assert "王建国" not in course, "who calls stands in a place of its own"


async def test_whoever_does_not_reach_an_order_has_no_page_of_it(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline, **SAID)).dispatched(to="water")
    with pytest.raises(UnknownOrder):
        await page(case, "housing-clerk")


async def test_related_orders_are_named_as_far_as_the_reader_sees_them(
    hotline: VirtualHotline,
) -> None:
    first = await opens(hotline, **SAID)
    second = await opens(hotline, **SAID)
    await second.does("accept_for_dispatch", by="seat-1")

    async def named() -> bool:
        shown = await page(second, "dispatcher-1")
        return first.number in {one.number for one in shown.related}

    await comes_true(named)
    told = {one.number: one.how for one in (await page(second, "dispatcher-1")).related}
    assert told[first.number]


@pytest.mark.parametrize("name", [name for names in DONE_BY.values() for name in names])
def test_every_act_that_a_duty_waits_for_is_an_act(name: str) -> None:
    assert name in commands()


async def test_the_page_says_no_word_that_its_reader_is_not_shown_among_the_texts(
    hotline: VirtualHotline,
) -> None:
    case = await signed(hotline)
    await case.does("contact", by="water-clerk", note="已上门")
    office = office_at(hotline, hotline.engines)
    for person in ("seat-1", "dispatcher-1", "supervisor-1", "water-clerk", "reviewer-1"):
        told = await texts_of_order(principal(person), office, case.number)
        shown = await page(case, person)
        words = {text.content for text in told.texts}
        course = [said for one in shown.timeline or () for said in one.said]
        assert {one.content for one in (*course, *shown.people)} <= words, person
        assert {shown.head.demand} - {""} <= words, person
