"""The proof after the scenarios: history, fact rows, read model and the law say the same."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHistory

from audit.history.entries import UnreadableEvent
from audit.history.histories import NoHistory, read_runs
from audit.verify.comparison import Difference, differences
from audit.verify.stored_rows import known_orders, stored_rows
from operations.demonstration.playing import Progress

AT_ONCE: Final = 8
ATTEMPTS: Final = 6
PAUSE_S: Final = 1.0
ENDED: Final = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED
"""The last facts of an order may reach the tables a moment after its last answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedHistories:
    """What the histories hold, and everything in which the tables do not agree with them."""

    events: int
    updates: int
    signals: int
    differences: tuple[Difference, ...]


async def compare(client: Client, engine: AsyncEngine, progress: Progress) -> ComparedHistories:
    """Hold every order's rows against its history, and its history against the law."""
    numbers = list(await known_orders(engine))
    turns, done = asyncio.Semaphore(AT_ONCE), 0
    counted, found = Counter[str](), list[Difference]()

    async def one(number: str) -> None:
        nonlocal done
        async with turns:
            runs, wrong = await compare_order(client, engine, number)
        counted.update(_counted(runs))
        found.extend(wrong)
        done += 1
        progress("verified", done, len(numbers))

    await asyncio.gather(*(one(number) for number in numbers))
    return ComparedHistories(
        events=counted["events"],
        updates=counted["updates"],
        signals=counted["signals"],
        differences=tuple(found),
    )


async def compare_order(
    client: Client, engine: AsyncEngine, number: str
) -> tuple[Sequence[WorkflowHistory], list[Difference]]:
    """Compare one order, again while its last facts may still be on their way."""
    for attempt in range(ATTEMPTS):
        if attempt:
            await asyncio.sleep(PAUSE_S)
        runs: Sequence[WorkflowHistory] = ()
        try:
            runs = await read_runs(client, number, engine)
            stored = await stored_rows(engine, number)
            found = list(differences(number, runs, stored))
        except (NoHistory, UnreadableEvent) as unreadable:
            found = [Difference(order=number, what="history", where=str(unreadable))]
        if not found or (runs and runs[-1].events[-1].event_type == ENDED):
            break
    return runs, found


def _counted(runs: Sequence[WorkflowHistory]) -> Counter[str]:
    """Count by the events' own kinds: their content was read for the comparison already."""
    kinds = Counter(event.event_type for run in runs for event in run.events)
    return Counter(
        events=kinds.total(),
        updates=kinds[EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED],
        signals=kinds[EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED],
    )
