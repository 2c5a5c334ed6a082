"""What goes in and out of an order: refusals, posted papers, questions, what the UI shows."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest
from temporalio.client import WorkflowUpdateFailedError

from domain.chapters.handling.commands import AddInfo
from domain.order.act import Act
from operations.virtual import VirtualHotline
from readmodel.orders import queries
from services.delivery.order_queue import Delivery
from store.commands.command_table import answer_of, undecided
from store.wire import FACT
from tests.hotline import CONTENT, PEOPLE, Case, event_names, opens
from workflows.search_attributes import ALL, LEVEL, PHASE, UNIT

OF_THE_SERVER = ("BuildIds", "Temporal")


async def test_a_refusal_leaves_no_event(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    before = event_names((await case.runs())[0])
    assert await case.refused("pass_review", by="reviewer-1") == "not_pending_review"
    assert await case.refused("accept", by="transport-clerk") == "not_your_order"
    assert await case.refused("refuse", by="water-clerk", disposition="ABUSE") == "role_may_not"
    after = event_names((await case.runs())[0])
    assert [name for name in after if "update" in name] == [n for n in before if "update" in n]
    assert len(await case.facts()) == 3


async def test_a_refusal_is_kept_in_the_command_table(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    await case.refused("urge", by="seat-1")
    kept = (await queries.commands(hotline.engines.patient, case.number))[-1]
    assert kept.status == "refused"
    assert kept.refusal is not None
    assert (kept.refusal.code, kept.refusal.basis) == ("no_unit_to_urge", ("T:T41",))
    assert kept.answered_at is not None


async def answered(case: Case, command_id: Any) -> Any:
    """How a posted paper was answered, once it was."""
    while (found := await answer_of(case.hotline.engines.patient, command_id)).is_undecided:
        await case.hotline.delivery.deliver(case.number)
    return found


async def test_posted_papers_are_answered_in_the_table(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    urged = await case.posts("urge", by="seat-1")
    refused = await case.posts("pass_review", by="reviewer-1")
    assert (urged.receipt, urged.refusal, refused.receipt, refused.refusal) == (None,) * 4
    decided = await answered(case, urged.command_id)
    assert decided.receipt is not None
    assert decided.receipt.version == 5
    no = await answered(case, refused.command_id)
    assert no.refusal is not None
    assert no.refusal.code == "not_pending_review"
    assert await case.kinds(3) == ["CallerUrged", "SupervisionRaised"]


async def test_what_was_received_first_is_decided_first(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    await case.posts("accept", by="water-clerk")
    await case.posts("urge", by="seat-1")
    await case.does("contact", by="water-clerk")
    await case.posts("add_info", by="seat-1", text="还在漏水")
    await case.does("contact", by="water-clerk", outcome="not_reached")
    stamps = [f.occurred_at for f in await case.facts()]
    assert stamps == sorted(stamps)
    assert await case.kinds(3) == [
        "AcceptedByUnit",
        "CallerUrged",
        "SupervisionRaised",
        "CallerContacted",
        "CallerAddedInfo",
        "CallerContacted",
    ]


async def test_papers_handed_in_at_once_are_decided_by_their_stamps(
    hotline: VirtualHotline,
) -> None:
    case = await (await opens(hotline)).dispatched()
    replies = await asyncio.gather(
        *(case.hands_in("add_info", by="seat-1", text=f"第 {n} 次") for n in range(12))
    )
    await hotline.delivery.deliver(case.number)
    facts = (await case.facts(at_least=15))[3:]
    stamps = sorted(reply.received_at for reply in replies)
    assert [fact.occurred_at for fact in facts] == stamps
    assert await undecided(hotline.engines.patient, case.number) == ()


async def test_an_order_answers_questions_while_it_lives_and_afterwards(
    hotline: VirtualHotline,
) -> None:
    case = await (await opens(hotline)).dispatched()
    assert (await case.asked("state"))["state"] == "PENDING_ACCEPT"
    clocks = {said["clock"]["id"]: said["explanation"] for said in await case.asked("clocks")}
    assert "water owes it within 24 h" in clocks["accept/1"]
    await case.reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()
    assert (await case.asked("state"))["state"] == "CLOSED"
    result: Any = await hotline.handle(case.number).result()
    assert (result["state"], result["version"]) == ("CLOSED", len(await case.facts()))
    assert all("still owed" not in said["explanation"] for said in await case.asked("clocks"))
    told = [FACT.read(fact) for fact in await case.asked("facts")]
    assert told == list(await case.facts())


async def test_the_temporal_ui_tells_how_an_order_stands(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline, district="east")).dispatched()
    await case.passes(hours=26)
    there = hotline.handle(case.number)
    words = (await there.describe()).typed_search_attributes
    assert (words[PHASE], words[LEVEL], words[UNIT]) == ("unit", "L1", "water")
    ours = {p.key.name: p.value for p in words if not p.key.name.startswith(OF_THE_SERVER)}
    assert ours.keys() <= {key.name for key in ALL}
    assert all(len(str(value).encode()) <= 255 for value in ours.values())
    shown: Any = await there.query("__temporal_workflow_metadata")
    details = str(shown)
    assert "HANDLING 办理中" in details
    assert "accept/1 签收 · water" in details
    assert "逾期 overdue" in details


async def test_an_act_outside_the_table_cannot_be_taken_twice(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    act = Act(
        command_id="00000000-0000-4000-8000-000000000001",
        command=AddInfo(),
        actor=PEOPLE["seat-1"],
        received_at=datetime.now(UTC),
        filled=("text",),
    )
    there = hotline.handle(case.number)
    first = await there.execute_update("add_info", act, id="first")
    again = await there.execute_update("add_info", act, id="again")
    await there.signal("post", act)
    left = first["batch"]["standing"]
    assert again["receipt"] == {"version": left["version"], "state": left["state"]}
    assert first["batch"]["facts"]
    assert again["batch"] is None
    await case.does("accept", by="water-clerk")
    assert await case.kinds(3) == ["CallerAddedInfo", "AcceptedByUnit"]


async def test_a_closed_order_refuses_by_the_rules(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    await case.does("accept_for_dispatch", by="seat-1")
    await case.does("withdraw", by="seat-1", reason="已解决")
    await case.ends()
    assert await case.refused("withdraw", by="seat-1", reason="再撤") == "order_is_over"
    posted = await case.posts("add_info", by="seat-1", text="补充")
    assert (await answered(case, posted.command_id)).refusal.code == "order_is_over"


async def test_whoever_delivers_later_takes_what_lies_there(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    from_one = Delivery(
        engines=hotline.engines,
        client=hotline.client,
        laws=hotline.laws,
        task_queue=hotline.task_queue,
    )
    left = await case.is_received("accept", by="water-clerk")
    answers = await asyncio.gather(
        from_one.deliver(case.number), hotline.delivery.deliver(case.number)
    )
    assert [len(found) for found in answers if found] == [1]
    assert (await answered(case, left.id)).receipt is not None
    assert await case.kinds(3) == ["AcceptedByUnit"]


async def test_a_message_of_another_shape_is_rejected(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    with pytest.raises(WorkflowUpdateFailedError):
        await hotline.handle(case.number).execute_update("accept", "nonsense")
    await case.does("accept_for_dispatch", by="seat-1")
    assert len(await case.facts()) == 2
