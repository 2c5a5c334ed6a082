"""Whole lives of orders on the real servers, told in the office's words."""

from datetime import timedelta

from audit.verify.derivation import faults_of
from domain.chapters.supervision.facts import DueBreached, LapseReported, SupervisionRaised
from domain.order.fact import Fact
from operations.virtual import VirtualHotline
from tests.hotline import CONTENT, event_names, opens


async def test_a_demand_is_solved_in_time(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()
    assert await case.kinds() == [
        "Registered",
        "AcceptedForDispatch",
        "Dispatched",
        "AcceptedByUnit",
        "ResultSubmitted",
        "ReviewPassed",
        "CallbackDone",
        "Closed",
    ]
    assert (await case.clock("handle/1")).outcome == "met"
    assert faults_of(await case.runs()) == []


async def test_an_ordinary_life_leaves_a_short_history(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()
    (run,) = await case.runs()
    events = event_names(run)
    assert len(events) <= 100
    assert events.count("workflow_execution_update_completed_event_attributes") == 6
    assert "workflow_execution_continued_as_new_event_attributes" not in events


async def test_silence_lapses_at_the_due_instant(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    due = (await case.clock("accept/1")).due
    await case.passes(hours=26)
    facts = await case.facts()
    told = [fact.kind for fact in facts if fact.occurred_at == due]
    assert told == ["DueBreached", "AutoAccepted", "SupervisionRaised"]
    assert "accept/1" not in [getattr(f.content, "clock", "") for f in facts if f.occurred_at > due]
    await case.does("accept", by="water-clerk")
    assert (await case.clock("accept/1")).outcome == "late"


async def test_an_emergency_runs_by_minutes(hotline: VirtualHotline) -> None:
    case = await opens(hotline, urgency="emergency", territory="east-government", place="东路 1 号")
    await case.dispatched()
    await case.passes(minutes=6)
    kinds = await case.kinds()
    assert kinds[kinds.index("Dispatched") + 1 :][:3] == ["Notified", "DueBreached", "AutoAccepted"]
    await case.does("accept", by="water-clerk")
    await case.does("arrive", by="water-clerk", evidence="照片", place="东路")
    await case.passes(minutes=15)
    late = [f.content.clock for f in await case.facts() if isinstance(f.content, DueBreached)]
    assert {"accept/1", "contact/1", "protect/1"} <= set(late)
    assert {"phone_notice/1", "phone_notice/2"} <= set(late), "nobody telephoned unit or territory"
    assert "arrive/1" not in late


async def test_supervision_climbs_every_rung(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.does("accept", by="water-clerk")
    await case.passes(days=25)
    contents = [fact.content for fact in await case.facts()]
    levels = [said.level.name for said in contents if isinstance(said, SupervisionRaised)]
    assert levels == sorted(set(levels)) == ["L1", "L2", "L3", "L4", "L5"]
    rungs = [f for f in await case.facts() if f.actor.person == "system"]
    assert [f.occurred_at for f in rungs] == sorted(f.occurred_at for f in rungs)
    assert isinstance(rungs[-1].content, LapseReported), "what is still owed is told again"


async def test_time_passed_step_by_step_or_at_once_gives_the_same_facts(
    hotline: VirtualHotline,
) -> None:
    leap = await (await opens(hotline)).dispatched()
    steps = await (await opens(hotline)).dispatched()
    await leap.passes(days=12)
    for _ in range(4):
        await steps.passes(days=3)
    found = [
        [(f.kind, from_its_due(f)) for f in (await case.facts())[3:]] for case in (leap, steps)
    ]
    assert found[0] == found[1]
    assert len(found[0]) > 8


def from_its_due(fact: Fact) -> timedelta | None:
    """How far from the due it names a fact happened: the two orders began seconds apart."""
    due = getattr(fact.content, "due", None)
    return due and fact.occurred_at - due
