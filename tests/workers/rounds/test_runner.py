"""The runner: a round goes on whatever it meets; one that ends or makes no progress is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tests.databases import Database
from tests.hotline import comes_true
from workers.rounds.round import FIRST_RETRY, LONGEST_CAP, Round
from workers.rounds.runner import RoundEnded, go_rounds

WITHIN_S = 10
AN_HOUR = timedelta(hours=1)


def quick(go: Callable[[], Awaitable[None]], name: str = "quick", **other: Any) -> Round:
    """A round that is gone as often as can be."""
    given = {"period": timedelta(), "alarm": AN_HOUR, **other}
    return Round(name=name, go=go, **given)


@asynccontextmanager
async def going(office: Database, *rounds: Round) -> AsyncIterator[asyncio.Task[None]]:
    """The rounds are gone for the length of a block."""
    task = asyncio.create_task(go_rounds(rounds, office.engines.deliveries))
    try:
        async with asyncio.timeout(WITHIN_S):
            yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def counting(reached: int, raised: list[Exception]) -> tuple[Callable[[], Awaitable[None]], Any]:
    """A coroutine that raises each of these once, and what is set after so many calls."""
    enough, calls = asyncio.Event(), iter(range(1, 10**6))

    async def go() -> None:
        if next(calls) >= reached:
            enough.set()
        if raised:
            raise raised.pop(0)

    return go, enough


async def test_a_round_that_meets_what_nobody_foresaw_is_gone_again(office: Database) -> None:
    go, enough = counting(4, [KeyError("张三"), RecursionError(), ConnectionError()])
    with capture_logs(processors=[merge_contextvars]) as lines:
        async with going(office, quick(go)):
            await enough.wait()
    alarms = [line for line in lines if line["event"] == "ALARM round failed"]
    assert [line["error"] for line in alarms] == ["KeyError", "RecursionError"]
    assert {line["round"] for line in lines} == {"quick"}
    assert "张三" not in str(lines)


async def test_a_round_that_fails_holds_no_other_up(office: Database) -> None:
    failing, _ = counting(1, [ValueError() for _ in range(100)])
    sound, enough = counting(50, [])
    async with going(office, quick(failing, "failing"), quick(sound, "sound")):
        await enough.wait()


async def test_a_round_that_ends_is_raised_and_ends_the_others(office: Database) -> None:
    async def ends() -> None:
        current = asyncio.current_task()
        assert current is not None
        current.cancel()
        await asyncio.sleep(0)

    other, _ = counting(1, [])
    with capture_logs() as lines, pytest.raises(RoundEnded, match="ending"):
        async with going(office, quick(ends, "ending"), quick(other)) as task:
            await task
    assert [line["round"] for line in lines if line["event"] == "ALARM round ended"] == ["ending"]


async def test_a_round_without_progress_is_cried_out(office: Database) -> None:
    never = asyncio.Event()

    async def hangs() -> None:
        await never.wait()

    hanging = quick(hangs, alarm=timedelta(seconds=0.05))

    async def is_cried() -> bool:
        return any(line["event"] == "ALARM round is late" for line in lines)

    with capture_logs() as lines:
        async with going(office, hanging):
            await comes_true(is_cried)


async def test_of_a_round_with_a_lock_only_one_is_gone_at_a_time(office: Database) -> None:
    inside, most, turns, enough = 0, 0, 0, asyncio.Event()

    async def go() -> None:
        nonlocal inside, most, turns
        inside, turns = inside + 1, turns + 1
        most = max(most, inside)
        await asyncio.sleep(0)
        inside -= 1
        if turns >= 20:
            enough.set()

    workers = [quick(go, f"worker {n}", lock="one at a time") for n in range(3)]
    async with going(office, *workers):
        await enough.wait()
    assert most == 1


def test_a_failed_round_is_tried_again_soon_and_then_less_and_less_often() -> None:
    go, _ = counting(1, [])
    hourly = quick(go, period=AN_HOUR)
    assert [hourly.pause(n) for n in range(3)] == [AN_HOUR, FIRST_RETRY, 2 * FIRST_RETRY]
    assert hourly.pause(10**6) == LONGEST_CAP
