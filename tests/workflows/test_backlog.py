"""Work that has piled up (积压): emergencies go first, and districts take turns."""

from collections.abc import Iterable
from datetime import UTC, datetime
from statistics import mean

from operations.virtual import VirtualHotline
from tests.hotline import Case, comes_true, opens, with_queue

FLOOD = 48
LATER = datetime.max.replace(tzinfo=UTC)
A_FEW = 4
FIRE = {"urgency": "emergency", "territory": "east-government", "place": "东路 1 号"}


async def taken_up(case: Case) -> datetime | None:
    """When a worker first looked at an order; None if none has."""
    history = await case.hotline.handle(case.number).fetch_history()
    begun = [e for e in history.events if e.HasField("workflow_task_started_event_attributes")]
    return begun[0].event_time.ToDatetime(UTC) if begun else None


async def in_turn(cases: Iterable[Case]) -> list[str]:
    """The numbers of orders in the order in which a worker took them up."""
    found = {case.number: await taken_up(case) for case in cases}
    return sorted(found, key=lambda number: found[number] or LATER)


async def test_what_came_last_does_not_wait_behind_a_flood(hotline: VirtualHotline) -> None:
    waiting = with_queue(hotline, "backlog")
    flood = [await opens(waiting, district="east") for _ in range(FLOOD)]
    west = [await opens(waiting, district="west") for _ in range(A_FEW)]
    fires = [await opens(waiting, district="east", **FIRE) for _ in range(A_FEW)]

    async def all_are_taken_up() -> bool:
        return all([await taken_up(case) for case in (*flood, *west, *fires)])

    async with waiting.worker():
        await comes_true(all_are_taken_up)
    turn = await in_turn([*flood, *west, *fires])
    assert mean(turn.index(case.number) for case in fires) < FLOOD / 2
    # Turns are taken within each of the four parts of a queue, and they are not emptied alike.
    assert mean(turn.index(case.number) for case in west) < FLOOD - 2 * A_FEW
