"""Coming back to an order that has ended: a further run, one history, one audit."""

from datetime import timedelta
from typing import Any

from audit.history.histories import facts_of, opening_of
from audit.verify.comparison import check_order
from audit.verify.derivation import faults_of
from operations.virtual import VirtualHotline
from services.archive.filing import digest_of, file_quiet_orders
from tests.hotline import CONTENT, Case, opens

REASON = {"reason": "诉求人反映问题仍在"}


async def closed(hotline: VirtualHotline) -> Case:
    """An order that a satisfied caller let close."""
    case = await (await (await opens(hotline)).dispatched()).reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()
    return case


async def is_told_alike(hotline: VirtualHotline, case: Case) -> bool:
    """Whether histories, core and rows tell the same life."""
    found = await check_order(hotline.client, hotline.engines.patient, case.number)
    return not found


async def test_a_reopened_order_lives_on_in_a_further_run(hotline: VirtualHotline) -> None:
    case = await closed(hotline)
    await case.passes(days=10)
    await case.does("reopen", by="supervisor-1", **REASON)
    await case.does("order_rework", by="supervisor-1", **REASON)
    due = (await case.clock("rework/1")).due
    await case.passes_until(due)
    await case.passes(minutes=1)
    assert (await case.clock("rework/1")).lapsed == due
    first, second = await case.runs()
    assert opening_of(second).follows == first.run_id
    assert faults_of([first, second]) == []
    assert tuple(facts_of([first, second])) == await case.facts()
    assert await is_told_alike(hotline, case)


async def test_what_leaves_it_ended_is_a_run_of_its_own(hotline: VirtualHotline) -> None:
    case = await closed(hotline)
    before = len(await case.facts())
    await case.does("exclude_from_assessment", by="assessor-1", **REASON)
    await case.does("approve_exclusion", by="head-1")
    await case.ends()
    assert await case.kinds(before) == ["ExclusionRequested", "AssessmentExcluded"]
    assert len(await case.runs()) == 3
    assert await is_told_alike(hotline, case)


async def test_a_quiet_order_is_archived_once_with_all_its_facts(hotline: VirtualHotline) -> None:
    case = await closed(hotline)
    engine, laws = hotline.engines.patient, hotline.laws
    assert case.number not in await file_quiet_orders(engine, laws)
    await case.passes(days=31)
    recorded = await case.facts()
    assert case.number in await file_quiet_orders(engine, laws)
    await hotline.delivery.deliver(case.number)
    archived: Any = (await case.facts())[-1].content
    assert archived.digest == digest_of(recorded)
    assert case.number not in await file_quiet_orders(engine, laws)
    assert await is_told_alike(hotline, case)


async def test_what_the_rules_refuse_begins_no_run(hotline: VirtualHotline) -> None:
    case = await closed(hotline)
    await case.passes(days=40)
    assert await case.refused("reopen", by="supervisor-1", **REASON) == "reopened_too_late"
    assert len(await case.runs()) == 1


async def test_an_act_posted_to_an_ended_order_is_answered_too(hotline: VirtualHotline) -> None:
    case = await closed(hotline)
    reply = await case.posts("object", by="seat-1", text="没有解决")
    answers = await hotline.delivery.deliver(case.number)
    assert answers[reply.command_id]
    assert (await case.kinds())[-2:] == ["ObjectionRaised", "Reopened"]


async def test_a_followed_up_suggestion_comes_back_on_its_day(hotline: VirtualHotline) -> None:
    case = await opens(hotline, type="suggestion", reply_wanted=False)
    await case.dispatched()
    await case.does("accept", by="water-clerk")
    day = (await hotline.now(case.number) + timedelta(days=20)).date().isoformat()
    await case.does("submit_result", by="water-clerk", result_kind="adopted", completion_date=day)
    await case.does("pass_review", by="reviewer-1")
    due = (await case.clock("follow_up/1")).due
    await case.passes_until(due)
    await case.passes(minutes=1)
    assert (await case.kinds())[-2:] == ["FollowUpDue", "Reopened"]
    assert len(await case.runs()) == 1
