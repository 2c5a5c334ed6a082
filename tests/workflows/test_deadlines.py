"""Whether a duty was met is decided by data: no delay of any machine changes a fact."""

import asyncio
from datetime import datetime, timedelta

import pytest

from operations.virtual import VirtualHotline
from store.commands.command_table import undecided
from tests.hotline import Case, comes_true, own_worker, side_by_side, with_queue
from tests.workflows.short_limits import (
    APART,
    Outcome,
    at_the_unit,
    check,
    recorded,
    stamp_next,
    timer_first,
    tried,
    update_first,
)

LATER = timedelta(seconds=5)


@pytest.fixture(scope="module")
async def ordinary(hotline: VirtualHotline) -> dict[timedelta, Outcome]:
    """What is on record where nothing is ever late but the unit."""
    return await tried(update_first, hotline)


def test_a_reply_is_judged_by_its_receipt(ordinary: dict[timedelta, Outcome]) -> None:
    for apart, found in ordinary.items():
        check(apart, found)


async def test_a_reply_that_lies_undelivered_while_the_timer_rings_is_judged_the_same(
    hotline: VirtualHotline, ordinary: dict[timedelta, Outcome]
) -> None:
    assert await tried(timer_first, hotline) == ordinary


async def test_a_reply_handed_in_after_the_lapse_is_judged_the_same(
    hotline: VirtualHotline, ordinary: dict[timedelta, Outcome]
) -> None:
    case, due = await at_the_unit(hotline)
    await case.passes_until(due)
    await case.does("accept", by="water-clerk")
    late = await recorded(case, due)
    late_by = late.late_by
    assert late_by is not None
    check(late_by, late)
    one_late = ordinary[timedelta(seconds=2)]
    assert [f[::2] for f in late.facts] == [f[::2] for f in one_late.facts]


async def test_a_worker_that_is_down_across_the_due_changes_nothing(
    hotline: VirtualHotline, ordinary: dict[timedelta, Outcome]
) -> None:
    away = with_queue(hotline, "away")
    async with own_worker(away):
        orders = await side_by_side(at_the_unit(away) for _ in APART)
    waiting = [
        asyncio.create_task(hand_in_and_wait(case, due, apart))
        for (case, due), apart in zip(orders, APART, strict=True)
    ]
    skipping = [asyncio.create_task(passes_when_received(case, due)) for case, due in orders]
    await asyncio.gather(*(is_past(case, due) for case, due in orders))
    async with own_worker(away):
        await asyncio.gather(*waiting, *skipping)
        await asyncio.gather(*(case.settled() for case, _ in orders))
    found = [await recorded(case, due) for case, due in orders]
    assert dict(zip(APART, found, strict=True)) == ordinary


async def hand_in_and_wait(case: Case, due: datetime, apart: timedelta) -> None:
    """Sign in at a certain instant, and ask again until the answer is known."""
    await stamp_next(case, due + apart)
    reply = await case.hands_in("accept", by="water-clerk", key=case.number)
    while reply.receipt is None:
        reply = await case.hands_in("accept", by="water-clerk", key=case.number)


async def passes_when_received(case: Case, due: datetime) -> None:
    """Let the due pass in the database, and in the workflow as soon as a worker is there."""

    async def received() -> bool:
        return bool(await undecided(case.hotline.engines.patient, case.number))

    await comes_true(received)
    now = await case.hotline.now(case.number)
    await case.hotline.pass_time(case.number, due + LATER - now)


async def is_past(case: Case, due: datetime) -> None:
    """Wait until PostgreSQL's clock has passed the due."""

    async def past() -> bool:
        return await case.hotline.now(case.number) > due

    await comes_true(past)


@pytest.mark.parametrize(
    ("worker_down", "after_s"),
    [
        pytest.param(False, -0.3, id="up-before"),
        pytest.param(False, 0.3, id="up-after", marks=pytest.mark.long),
        pytest.param(True, -0.3, id="down-before", marks=pytest.mark.long),
        pytest.param(True, 0.3, id="down-after"),
    ],
)
async def test_the_same_in_real_seconds(
    hotline: VirtualHotline, worker_down: bool, after_s: float
) -> None:
    real = with_queue(hotline, f"real-{after_s}-{worker_down}")
    async with own_worker(real):
        case, due = await at_the_unit(real, seconds=2)
        if not worker_down:
            await until(case, due + timedelta(seconds=after_s))
            await case.does("accept", by="water-clerk")
            await until(case, due + timedelta(seconds=0.4))
            await case.settled()
    if worker_down:
        await until(case, due + timedelta(seconds=after_s))
        reply = asyncio.create_task(case.does("accept", by="water-clerk"))
        await until(case, due + timedelta(seconds=0.4))
        async with own_worker(real):
            await reply
            await case.settled()
    found = await recorded(case, due)
    assert found.late_by is not None
    assert (found.late_by > timedelta()) is (after_s > 0)
    check(found.late_by, found)


async def until(case: Case, then: datetime) -> None:
    """Let real seconds pass by the order's own clock."""
    remaining = then - await case.hotline.now(case.number)
    await asyncio.sleep(max(0.0, remaining.total_seconds()))
