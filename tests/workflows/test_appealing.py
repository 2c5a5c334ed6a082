"""An appeal against the assessment (考核申诉) of an order that has ended: its run waits for it."""

from domain.order.clock import Outcome
from operations.virtual import VirtualHotline
from tests.hotline import CONTENT, Case, opens
from tests.workflows.test_coming_back import is_told_alike

REASON = {"reason": "该事项不属于本单位职责"}
NOT_OURS = {"ground": "out_of_duty", **REASON}


async def appealed(hotline: VirtualHotline) -> Case:
    """A closed order against which its unit has appealed."""
    case = await (await (await opens(hotline)).dispatched()).reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()
    await case.does("appeal", by="water-head", **NOT_OURS)
    return case


async def test_the_run_goes_on_until_two_people_have_decided(hotline: VirtualHotline) -> None:
    case = await appealed(hotline)
    before = len(await case.facts())
    await case.does("decide_appeal", by="assessor-1", upheld=True, **REASON)
    await case.does("confirm_appeal", by="head-1", agrees=True)
    await case.ends()
    assert await case.kinds(before) == ["AppealDecided", "EntryLeftOut", "AssessmentExcluded"]
    assert len(await case.runs()) == 2
    assert await is_told_alike(hotline, case)


async def test_an_appeal_that_nobody_decides_lapses_by_its_timer(hotline: VirtualHotline) -> None:
    case = await appealed(hotline)
    due = (await case.clock("appeal_decision/1")).due
    await case.passes_until(due)
    await case.passes(minutes=1)
    clock = await case.clock("appeal_decision/1")
    assert (clock.lapsed, clock.outcome) == (due, None)
    await case.does("decide_appeal", by="assessor-1", upheld=False, **REASON)
    await case.does("confirm_appeal", by="head-1", agrees=True)
    assert (await case.clock("appeal_decision/1")).outcome is Outcome.LATE
    assert await is_told_alike(hotline, case)
