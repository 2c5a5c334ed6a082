"""Many orders fall due at one instant: whichever of them has to wait makes no other one late."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from audit.verify.comparison import check_order
from operations.virtual import VirtualHotline
from store.commands.order_time import move_clock
from tests.hotline import CACHED, Case, opens, side_by_side
from tests.workflows.short_limits import MILLISECOND, has_rung, in_force, stamp_next

SECONDS = 60
TOGETHER = 12 if CACHED else 3
LATER = timedelta(seconds=5)
LAPSED = ["DueBreached", "AutoAccepted", "SupervisionRaised"]
HOLD = text("SELECT FROM work_order WHERE number = :number FOR UPDATE")


async def at_the_units(hotline: VirtualHotline) -> tuple[list[Case], datetime]:
    """Orders that wait for the signatures of their units, and when all of these are due."""
    then = datetime.now(UTC) + timedelta(hours=1)
    pack = await in_force(hotline, SECONDS)

    async def one() -> Case:
        case = await opens(hotline, pack=pack)
        await case.does("accept_for_dispatch", by="seat-1")
        await stamp_next(case, then)
        return await case.does("dispatch", by="dispatcher-1", unit="water")

    cases = await side_by_side(one() for _ in range(TOGETHER))
    due = then + timedelta(seconds=SECONDS)
    assert {(await case.clock("accept/1")).due for case in cases} == {due}
    return cases, due


@asynccontextmanager
async def held(case: Case, due: datetime) -> AsyncIterator[None]:
    """Somebody holds an order whose due has passed, and lets it go at the end of the block."""
    hotline, late = case.hotline, due + LATER
    await move_clock(hotline.engines.patient, case.number, late - await hotline.now(case.number))
    async with hotline.engines.patient.begin() as holder:
        await holder.execute(HOLD, {"number": case.number})
        run = hotline.handle(case.number)
        await hotline.skipper.fast_forward(run, late - await hotline.skipper.get_current_time(run))
        await has_rung(case)
        yield


async def test_whichever_has_to_wait_makes_no_other_one_late(hotline: VirtualHotline) -> None:
    (one_held, one_answered, *others), due = await at_the_units(hotline)
    await stamp_next(one_answered, due - MILLISECOND)
    await one_answered.is_received("accept", by="water-clerk")
    async with held(one_held, due):
        waits = due + LATER - await hotline.now(one_answered.number)
        await hotline.pass_time(one_answered.number, waits)
        await has_rung(one_answered)
        await asyncio.gather(*(case.passes_until(due + LATER) for case in others))
        assert await one_held.kinds(3) == await one_answered.kinds(3) == []
    await one_held.settled()
    for case in (one_held, *others):
        assert await case.kinds(3) == LAPSED
        assert {fact.occurred_at for fact in (await case.facts())[3:]} == {due}
        engines = hotline.engines
        assert await check_order(hotline.client, engines.patient, case.number) == []
    await hotline.delivery.deliver(one_answered.number)
    assert await one_answered.kinds(3) == ["AcceptedByUnit"]
