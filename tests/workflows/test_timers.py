"""Timers: one for each alarm that stands, labelled, none that is left over."""

from collections import Counter
from datetime import timedelta

import pytest
from temporalio.client import WorkflowHistory

from domain.chapters.supervision.facts import DueBreached
from operations.virtual import VirtualHotline
from tests.hotline import AN_INSTANT, CONTENT, opens


def standing_timers(run: WorkflowHistory) -> Counter[str]:
    """The labels of the timers that were started and neither fired nor were cancelled."""
    found: dict[int, str] = {}
    for event in run.events:
        if event.HasField("timer_started_event_attributes"):
            label = event.user_metadata.summary.data.decode().strip('"')
            found[event.event_id] = label
        elif event.HasField("timer_fired_event_attributes"):
            del found[event.timer_fired_event_attributes.started_event_id]
        elif event.HasField("timer_canceled_event_attributes"):
            del found[event.timer_canceled_event_attributes.started_event_id]
    return Counter(found.values())


async def test_each_alarm_has_one_labelled_timer(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    (run,) = await case.runs()
    labels = standing_timers(run)
    assert set(labels.values()) == {1}
    assert {label.split()[0] for label in labels} == {
        "accept/1",
        "contact/1",
        "handle/1",
        "total/1",
    }
    assert "accept/1 due" in labels


async def test_a_timer_goes_with_its_duty(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.does("accept", by="water-clerk")
    await case.does("contact", by="water-clerk")
    (run,) = await case.runs()
    assert not {"accept/1 due", "contact/1 due"} & set(standing_timers(run))
    assert "total/1 due" in standing_timers(run)


async def test_no_timer_is_left_at_the_end(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.passes(days=3)
    await case.reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()
    (run,) = await case.runs()
    assert standing_timers(run) == {}
    started = [e for e in run.events if e.HasField("timer_started_event_attributes")]
    assert len(started) >= 6
    assert all(event.user_metadata.summary.data for event in started)


async def test_a_lapse_rings_once(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.passes(days=2)
    await case.passes(days=2)
    contents = [fact.content for fact in await case.facts()]
    lapsed = [said.clock for said in contents if isinstance(said, DueBreached)]
    assert len(lapsed) == len(set(lapsed))
    assert "accept/1" in lapsed


async def test_an_instant_takes_no_order_to_its_next_timer(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    for _ in range(3):
        await hotline.pass_time(case.number, AN_INSTANT)
        by_workflow = await hotline.skipper.get_current_time(hotline.handle(case.number))
        assert by_workflow <= await hotline.now(case.number)
    (run,) = await case.runs()
    assert "accept/1 due" in standing_timers(run)


async def test_a_leap_takes_an_order_as_far_as_its_own_clock(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    await hotline.pass_time(case.number, timedelta(seconds=1))
    behind = await hotline.now(case.number) - await hotline.skipper.get_current_time(
        hotline.handle(case.number)
    )
    assert timedelta(0) <= behind < timedelta(seconds=1)


async def test_time_does_not_go_back(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    with pytest.raises(ValueError, match=case.number):
        await hotline.pass_time(case.number, -AN_INSTANT)
