"""What a history has and the rows lack comes into the rows: by its answer, or by reconciliation."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest

from audit.history.histories import facts_of
from audit.reconcile.findings import What
from audit.verify.comparison import check_order, check_readmodel
from audit.verify.verification import Question, verify
from domain.chapters.closing.commands import Withdraw
from domain.chapters.supervision.commands import Urge
from domain.order.act import Act
from operations.virtual import VirtualHotline
from readmodel.orders import queries
from services.archive.late_facts import LateFacts
from services.archive.rebuilding import rebuild
from services.archive.reconciling import Reconciler
from services.archive.redelivery import hand_again
from services.delivery.from_history import store_from_history
from store.commands.birth import birth_of
from store.commands.command_table import answer_of
from store.commands.delivery_lock import delivery_lock
from tests.audit.archives import SIGNER, forgotten, say, sweep
from tests.audit.operators import forged
from tests.hotline import CONTENT, Case, opens
from tests.hotlines import hotline_of_its_own
from workflows.ports import ActAnswer, Receipt

__all__ = ["hotline_of_its_own"]  # its log is signed by one key

SOON = timedelta(minutes=15)
BY_HAND = """
UPDATE fact SET body = body || CAST('{"commitment": "x"}' AS jsonb)
 WHERE order_number = :n AND seq = 2
"""


@pytest.fixture
async def case(hotline: VirtualHotline) -> Case:
    """An order that waits for its unit to sign in."""
    return await (await opens(hotline)).dispatched()


@pytest.fixture
def reconciler(hotline: VirtualHotline) -> Reconciler:
    """One that has gone no round yet."""
    return Reconciler(engines=hotline.engines, client=hotline.client, archived_within=SOON)


async def reaches(case: Case, act: Act) -> ActAnswer:
    """An act comes to the workflow, and whoever brought it dies before it has stored anything."""
    handle = case.hotline.handle(case.number)
    answer: ActAnswer = await handle.execute_update(
        act.command.name, act, id=act.command_id, result_type=ActAnswer
    )
    return answer


async def left_behind(case: Case, command: str, by: str, **content: Any) -> ActAnswer:
    """An act is received and decided, and nothing of it stored."""
    return await reaches(case, (await case.is_received(command, by=by, **content)).act)


async def named(reconciler: Reconciler, case: Case) -> set[What]:
    """What a round names of an order."""
    done = await reconciler.go_round()
    assert done is not None
    return {one.what for one in done.named if one.order == case.number}


async def differing(case: Case) -> set[str]:
    """In what the rows are not as the history says."""
    engine = case.hotline.engines.patient
    return {one.what for one in await check_order(case.hotline.client, engine, case.number)}


async def lacks(case: Case) -> int:
    """How many facts the history has and the rows lack."""
    return len(facts_of(await case.runs())) - len(await case.facts())


async def forgets(hotline: VirtualHotline, number: str) -> None:
    """Temporal loses an order."""
    execution = WorkflowExecution(workflow_id=hotline.handle(number).id)
    await hotline.client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(
            namespace=hotline.client.namespace, workflow_execution=execution
        )
    )
    await forgotten(hotline.client, number)


async def test_what_waits_for_its_answer_is_no_fault_and_is_stored(
    case: Case, reconciler: Reconciler
) -> None:
    answer = await left_behind(case, "accept", "water-clerk")
    assert (await lacks(case), await differing(case)) == (1, set())
    assert await named(reconciler, case) == set()
    assert (await lacks(case), await differing(case)) == (0, set())
    [(_, receipt)] = (await case.hotline.delivery.deliver(case.number)).items()
    assert receipt == answer.proof
    assert (await lacks(case), await differing(case)) == (0, set())


async def test_what_a_forged_act_made_is_stored_and_named(
    case: Case, reconciler: Reconciler
) -> None:
    await reaches(case, forged(Urge()))
    assert await differing(case) > {"fact", "command"}
    assert await named(reconciler, case) == {What.FORGED_ACT, What.FACTS_NOT_STORED}
    assert (await lacks(case), await differing(case)) == (0, {"command"})
    assert await named(reconciler, case) == set()


async def test_what_ended_an_order_behind_our_back_is_stored(
    case: Case, reconciler: Reconciler
) -> None:
    await reaches(case, forged(Withdraw(), "reason"))
    await case.ends()
    assert What.FACTS_NOT_STORED in await named(reconciler, case)
    assert (await lacks(case), await differing(case)) == (0, {"command"})


async def test_while_somebody_delivers_it_waits_for_the_next_round(
    case: Case, reconciler: Reconciler
) -> None:
    await reaches(case, forged(Urge()))
    async with delivery_lock(case.hotline.engines.deliveries, case.number, timedelta(seconds=1)):
        assert await named(reconciler, case) == {What.FORGED_ACT}
        assert await lacks(case) == 2
    assert await named(reconciler, case) == {What.FACTS_NOT_STORED}
    assert await lacks(case) == 0


async def test_whoever_dies_between_naming_and_storing_finds_it_again(
    case: Case, reconciler: Reconciler
) -> None:
    async def dies(found: object) -> None:
        raise ConnectionError(found)

    await reaches(case, forged(Urge()))
    hotline = case.hotline
    late = LateFacts(engines=hotline.engines, client=hotline.client, name=dies)
    with pytest.raises(ConnectionError, match="facts 4 to 5"):
        await late.store(case.number)
    assert await lacks(case) == 2
    assert await named(reconciler, case) == {What.FORGED_ACT, What.FACTS_NOT_STORED}


async def test_the_next_act_takes_along_what_was_not_stored(
    case: Case, reconciler: Reconciler
) -> None:
    await reaches(case, forged(Urge()))
    await case.does("accept", by="water-clerk")
    assert (await lacks(case), await differing(case)) == (0, {"command"})
    assert await named(reconciler, case) == {What.FORGED_ACT}


async def test_a_ring_takes_along_what_was_not_stored(case: Case) -> None:
    await reaches(case, forged(Urge()))
    await case.passes(days=3)
    assert "DueBreached" in await case.kinds()
    assert (await lacks(case), await differing(case)) == (0, {"command"})


async def test_nothing_is_added_to_rows_that_the_history_contradicts(
    case: Case, reconciler: Reconciler
) -> None:
    await say(case.hotline, BY_HAND, n=case.number)
    await reaches(case, forged(Urge()))
    assert await named(reconciler, case) == {What.FORGED_ACT}
    assert await lacks(case) == 2


async def test_what_an_act_tells_others_is_told_once(hotline: VirtualHotline) -> None:
    master, child = await opens(hotline), await opens(hotline)
    await left_behind(child, "merge", "seat-1", master=master.number)
    engines = hotline.engines
    assert await store_from_history(hotline.client, engines, child.number) > 0
    assert await store_from_history(hotline.client, engines, child.number) == 0
    await hotline.delivery.deliver(child.number)
    heard = await queries.commands(engines.patient, master.number)
    assert [command.act.command.name for command in heard] == ["register", "merge"]
    assert await differing(child) == set()


@pytest.mark.long(seconds=40)
async def test_what_temporal_has_lost_is_answered_from_the_archive_or_born_again(
    hotline: VirtualHotline, case: Case, reconciler: Reconciler
) -> None:
    """One order ended with an act that nobody has stored; another was put back and is unknown."""
    ended = await (await (await opens(hotline)).dispatched()).reviewed()
    received = await ended.is_received("record_callback", by="callback-1", **CONTENT)
    answer = await reaches(ended, received.act)
    await ended.ends()
    await sweep(hotline)
    run = await hotline.handle(ended.number).describe()
    assert await say(hotline, "SELECT 1 FROM archive_history WHERE run_id = :r", r=run.run_id)
    await hotline.handle(case.number).terminate("put back")
    await asyncio.gather(forgets(hotline, ended.number), forgets(hotline, case.number))
    await is_answered(ended, received.id, answer.proof)
    await is_born_again(case, reconciler)


async def is_answered(case: Case, command_id: UUID, receipt: Receipt) -> None:
    """The archive holds the act, and whoever delivers it finds it there."""
    hotline = case.hotline
    verified = await verify(hotline.client, hotline.engines.patient, Question(key=SIGNER.key))
    assert [fault for fault in verified.faults if fault.order == case.number] == []
    assert (await hotline.delivery.deliver(case.number))[command_id] == receipt
    assert (await lacks(case), await differing(case)) == (0, set())


async def is_born_again(case: Case, reconciler: Reconciler) -> None:
    """The registration is started once more, and what was asked since is delivered."""
    hotline, engine = case.hotline, case.hotline.engines.patient
    born = (await case.facts())[:1]
    handed = await hand_again(hotline.client, engine, datetime.now(UTC))
    [one] = [one for one in handed if one.number == case.number]
    assert (one.started, await case.facts()) == (False, born)
    birth = await birth_of(engine, case.number)
    registration = await answer_of(engine, UUID(birth.act.command_id))
    assert registration.receipt is not None
    assert await named(reconciler, case) == set()
    assert case.number not in {one.order for one in await check_readmodel(hotline.client, engine)}
    await say(hotline, "DELETE FROM fact WHERE order_number = :n", n=case.number)
    assert case.number not in {one.order for one in await rebuild(hotline.client, engine)}
    assert await case.facts() == born
    assert await hotline.delivery.start(await hotline.laws.unborn(birth), birth.act)
    await hotline.delivery.deliver(case.number)
    assert (await lacks(case), await differing(case)) == (0, set())
    assert (await case.kinds())[-1] == "Dispatched"
