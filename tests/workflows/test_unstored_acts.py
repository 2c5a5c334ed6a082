"""Whoever dies between an order's answer and its row loses nothing and doubles nothing."""

from datetime import timedelta

import pytest

from audit.verify.comparison import check_order
from domain.vocabulary import State
from operations.virtual import VirtualHotline
from services.delivery.workflow_client import send_update
from store.commands.command_table import StoredCommand, answer_of
from store.commands.stored import CommandStatus
from tests.hotline import Case, Content, comes_true, opens
from tests.workflows.short_limits import MILLISECOND, at_the_unit, has_rung, stamp_next
from workflows.ports import MOVED, ActAnswer, Receipt

PATIENCE = timedelta(seconds=10)


async def answered_to_nobody(
    case: Case, command: str, by: str, **content: Content
) -> tuple[StoredCommand, ActAnswer]:
    """An act that its order has decided, and whoever delivered it died with the answer."""
    left = await case.is_received(command, by=by, **content)
    answer = await send_update(case.hotline.client, case.number, left.act, PATIENCE)
    assert isinstance(answer, ActAnswer)
    assert (await answer_of(case.hotline.engines.patient, left.id)).is_undecided
    return left, answer


async def delivered_again(case: Case, left: StoredCommand) -> Receipt:
    """Somebody else delivers it, and its facts are stored with the answer."""
    answers = await case.hotline.delivery.deliver(case.number)
    row = await answer_of(case.hotline.engines.patient, left.id)
    assert row.status is CommandStatus.DECIDED
    assert answers[left.id] == row.receipt
    assert row.receipt is not None
    return row.receipt


async def failures(case: Case) -> list[str]:
    """As what the activities of an order failed for good."""
    (run,) = await case.runs()
    return [
        event.activity_task_failed_event_attributes.failure.application_failure_info.type
        for event in run.events
        if event.HasField("activity_task_failed_event_attributes")
    ]


async def differences(case: Case) -> list[str]:
    """In what the rows are not as the history says."""
    engine = case.hotline.engines.patient
    found = await check_order(case.hotline.client, engine, case.number)
    return [f"{one.what}: {one.where}" for one in found]


async def test_the_order_still_has_the_answer_and_its_facts(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    left, answer = await answered_to_nobody(case, "accept", "water-clerk")
    assert len(await case.facts()) == 3
    assert answer.batch is not None
    assert await delivered_again(case, left) == answer.proof
    assert (await case.facts())[3:] == answer.batch.facts
    assert await differences(case) == []


async def test_an_order_that_ended_with_the_act_still_has_it(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    left, answer = await answered_to_nobody(case, "withdraw", "seat-1", reason="已解决")
    await hotline.handle(case.number).result()
    assert (await delivered_again(case, left)).state is State.WITHDRAWN
    assert answer.batch is not None
    assert (await case.facts())[1:] == answer.batch.facts
    assert await differences(case) == []


async def test_an_order_that_was_terminated_meanwhile_still_has_it(hotline: VirtualHotline) -> None:
    case = await (await opens(hotline)).dispatched()
    left, answer = await answered_to_nobody(case, "accept", "water-clerk")
    await hotline.handle(case.number).terminate("an operator's mistake")
    assert await delivered_again(case, left) == answer.proof
    assert await case.kinds(3) == ["AcceptedByUnit"]


async def test_time_goes_on_past_an_act_that_is_not_stored(hotline: VirtualHotline) -> None:
    """What falls due behind it waits for its row, and lapses at its own instant."""
    case, due = await at_the_unit(hotline)
    left, _ = await answered_to_nobody(case, "contact", "water-clerk")
    later = due + timedelta(seconds=5)
    await hotline.pass_time(case.number, later - await hotline.now(case.number))
    await has_rung(case)
    assert len(await case.facts()) == 3
    await delivered_again(case, left)
    await case.settled()
    kinds = await case.kinds(3)
    assert kinds[:2] == ["CallerContacted", "DueBreached"]
    assert (await case.facts())[4].occurred_at == due
    assert await differences(case) == []


async def test_a_ring_that_an_act_in_time_has_overtaken_is_decided_anew(
    hotline: VirtualHotline,
) -> None:
    case, due = await at_the_unit(hotline)
    await stamp_next(case, due - MILLISECOND)
    await case.is_received("accept", by="water-clerk")
    later = due + timedelta(seconds=5)
    await hotline.pass_time(case.number, later - await hotline.now(case.number))
    await has_rung(case)
    await hotline.delivery.deliver(case.number)
    await case.settled()
    assert await case.kinds(3) == ["AcceptedByUnit"]

    async def refused() -> bool:
        return await failures(case) == [MOVED]

    await comes_true(refused)
    assert await differences(case) == []


@pytest.mark.parametrize("times", [1, 2])
async def test_an_order_that_went_on_answers_with_the_receipt_alone(
    hotline: VirtualHotline, times: int
) -> None:
    """Under another update's id, as in a new run: the facts are read in the history."""
    case = await (await opens(hotline)).dispatched()
    left, first = await answered_to_nobody(case, "accept", "water-clerk")
    there = hotline.handle(case.number)
    for place in range(times):
        again: ActAnswer = await there.execute_update(
            "accept", left.act, id=f"again-{place}", result_type=ActAnswer
        )
        assert again == ActAnswer(receipt=first.proof)
    await delivered_again(case, left)
    assert await differences(case) == []
