"""Orders tell each other what became of them: joined, split, ended; each told once."""

import pytest

from audit.verify.comparison import check_order
from domain.vocabulary import Role
from operations.virtual import VirtualHotline
from services.submission.command_json import BadPaper
from tests.hotline import CONTENT, SOLVED, Case, comes_true, opens
from workers.rounds.relay import one_round


async def solved(case: Case) -> None:
    """The unit solves it, the review passes, the caller is content."""
    await (await case.dispatched()).reviewed()
    await case.does("record_callback", by="callback-1", **CONTENT)
    await case.ends()


async def told(hotline: VirtualHotline, case: Case, last: str, *others: Case) -> None:
    """What another order had to tell has arrived, as its last fact; all are told alike."""

    async def arrived() -> bool:
        await one_round(hotline.delivery)
        return (await case.kinds())[-1] == last

    await comes_true(arrived)
    for told_alike in (case, *others):
        assert not await check_order(hotline.client, hotline.engines.patient, told_alike.number)


async def on_behalf_of(case: Case, kind: str) -> str:
    """In whose name the system gave an order the act that made a fact of this kind."""
    (fact,) = [fact for fact in await case.facts() if fact.kind == kind]
    assert fact.actor.role is Role.SYSTEM
    return fact.on_behalf_of


async def test_every_caller_of_a_merged_matter_is_called_back(hotline: VirtualHotline) -> None:
    master, child = await opens(hotline), await opens(hotline)
    await child.does("merge", by="seat-1", master=master.number)
    await child.ends()
    await told(hotline, master, "CallerJoined", child)
    assert await on_behalf_of(master, "CallerJoined") == "seat-1"
    await solved(master)
    await told(hotline, child, "MasterEnded", master)
    assert await on_behalf_of(child, "MasterEnded") == "callback-1"
    await child.does("record_callback", by="callback-1", **CONTENT)
    await child.ends()
    assert (await child.kinds())[-3:] == ["MasterEnded", "CallbackDone", "Closed"]
    assert len(await child.runs()) == 2


async def test_whoever_joins_a_master_that_has_ended_hears_it(hotline: VirtualHotline) -> None:
    master, child = await opens(hotline), await opens(hotline)
    await master.does("withdraw", by="seat-1", reason="已解决")
    await master.ends()
    await child.does("merge", by="seat-2", master=master.number)
    await child.ends()
    await told(hotline, child, "Reopened", master)
    assert await on_behalf_of(child, "MasterEnded") == "seat-2", (
        "who joined it, and not who ended it"
    )
    assert (await child.kinds())[-2:] == ["MasterEnded", "Reopened"]
    await child.does("accept_for_dispatch", by="seat-1")


async def test_an_order_that_was_split_is_reviewed_after_its_parts(hotline: VirtualHotline) -> None:
    first = await (await opens(hotline)).dispatched()
    part = await opens(hotline, part_of=first.number)
    await first.does("split", by="dispatcher-1", parts=[part.number])
    await first.does("accept", by="water-clerk")
    await first.does("submit_result", by="water-clerk", **SOLVED, **await first.told())
    assert await first.refused("pass_review", by="reviewer-1") == "parts_still_open"
    await solved(part)
    await told(hotline, first, "PartEnded", part)
    assert await on_behalf_of(first, "PartEnded") == "callback-1"
    await first.does("pass_review", by="reviewer-1")


async def test_who_writes_down_that_a_matter_came_again_is_named_in_both_orders(
    hotline: VirtualHotline,
) -> None:
    earlier = await opens(hotline)
    later = await opens(hotline, repeats=earlier.number)
    await told(hotline, earlier, "RepeatReceived", later)
    assert await on_behalf_of(earlier, "RepeatReceived") == "seat-1"


async def test_nobody_merges_into_an_order_that_does_not_exist(hotline: VirtualHotline) -> None:
    case = await opens(hotline)
    with pytest.raises(BadPaper, match="20200101-000001: no order has this number"):
        await case.hands_in("merge", by="seat-1", master="20200101-000001")
    assert [fact.kind for fact in await case.facts(at_least=1)] == ["Registered"]
