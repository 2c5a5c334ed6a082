"""Timers: one for each alarm that stands, labelled, none that is left over."""

from collections import Counter

from temporalio.client import WorkflowHistory

from domain.facts import DueBreached
from tests.hotline import CONTENT, opens
from workers.virtual import VirtualHotline


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
