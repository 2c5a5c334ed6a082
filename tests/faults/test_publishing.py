"""The worker's database goes away: acts go on, and what it must store arrives later, once."""

import time
from datetime import timedelta

from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from audit.verify.derivation import faults_of
from operations.virtual import VirtualHotline
from tests.faults.line import Line
from tests.hotline import Case, event_names, opens
from workflows.plugin import PaidanPlugin

A_MOMENT = timedelta(seconds=1)
FALLEN_BACK = "activity_task_scheduled_event_attributes"


async def published_once(case: Case, kinds: list[str]) -> WorkflowHistory:
    """The facts are in the table, each once, as the history has them; it replays."""
    found = await case.facts(at_least=3 + len(kinds))
    assert [fact.kind for fact in found][3:] == kinds
    assert [fact.seq for fact in found] == list(range(1, len(found) + 1))
    (run,) = await case.runs()
    assert faults_of([run]) == []
    await Replayer(workflows=[], plugins=[PaidanPlugin()]).replay_workflow(run)
    return run


async def posted(case: Case) -> None:
    """A machine posts a word of the caller's, and somebody takes it to the order."""
    await case.posts("add_info", by="seat-1", text="补充")
    await case.hotline.delivery.deliver(case.number, A_MOMENT)


async def test_acts_go_on_without_the_workers_database(shaky: VirtualHotline, line: Line) -> None:
    case = await (await opens(shaky)).dispatched()
    line.cut()
    await case.does("accept", by="water-clerk")
    await case.does("contact", by="water-clerk")
    run = await published_once(case, ["AcceptedByUnit", "CallerContacted"])
    assert not {name for name in event_names(run) if "marker" in name or "activity" in name}


async def test_what_is_posted_waits_for_the_database(shaky: VirtualHotline, line: Line) -> None:
    case = await (await opens(shaky)).dispatched()
    line.cut()
    await posted(case)
    await posted(case)
    assert len(await case.facts()) == 3
    line.mend()
    await case.hotline.delivery.deliver(case.number)
    run = await published_once(case, ["CallerAddedInfo", "CallerAddedInfo"])
    assert FALLEN_BACK in event_names(run)


async def test_the_database_hangs(shaky: VirtualHotline, line: Line) -> None:
    case = await (await opens(shaky)).dispatched()
    line.hold()
    begun = time.monotonic()
    await case.does("accept", by="water-clerk")
    await posted(case)
    assert time.monotonic() - begun < 4
    assert [fact.kind for fact in await case.facts()][3:] == ["AcceptedByUnit"]
    line.mend()
    run = await published_once(case, ["AcceptedByUnit", "CallerAddedInfo"])
    assert FALLEN_BACK in event_names(run)


async def test_a_timer_that_rings_meanwhile_lapses_at_its_due(
    shaky: VirtualHotline, line: Line
) -> None:
    case = await (await opens(shaky)).dispatched()
    due = (await case.clock("accept/1")).due
    line.cut()
    await shaky.pass_time(case.number, due - await shaky.now(case.number))
    assert len(await case.facts()) == 3
    line.mend()
    await published_once(case, ["DueBreached", "AutoAccepted", "SupervisionRaised"])
    assert {fact.occurred_at for fact in (await case.facts())[3:]} == {due}


async def test_the_same_batch_twice_is_stored_once(shaky: VirtualHotline, line: Line) -> None:
    case = await (await opens(shaky)).dispatched()
    line.cut()
    await posted(case)
    line.mend()
    await case.facts(at_least=4)
    line.cut()
    line.mend()
    await posted(case)
    await published_once(case, ["CallerAddedInfo", "CallerAddedInfo"])
