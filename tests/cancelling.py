"""Cancels a task at one of its awaits, so that a test can try every one of them."""

import asyncio
from collections.abc import Awaitable, Coroutine, Generator
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True, kw_only=True)
class CancelledAt(Awaitable[None]):
    """Runs a coroutine and cancels it when it waits for the nth time, from then on always if asked.

    Awaited within a task of its own."""

    inner: Coroutine[Any, Any, None]
    nth: int
    again: bool
    waits: int = 0

    def __await__(self) -> Generator[Any, Any, None]:
        """Hand everything through, and cancel the task in between."""
        running = self.inner.__await__()
        resume: Any = running.send
        told: Any = None
        while True:
            try:
                awaited = resume(told)
            except StopIteration:
                return
            self._count()
            try:
                told = yield awaited
                resume = running.send
            except BaseException as thrown:
                told, resume = thrown, running.throw

    def _count(self) -> None:
        self.waits += 1
        if self.waits == self.nth or (self.again and self.waits > self.nth):
            task = asyncio.current_task()
            assert task is not None
            task.cancel()


async def survives_every_cancel(make: Any, check: Any, *, again: bool) -> int:
    """Cancel what `make` begins at each of its awaits in turn and `check` after each; how many."""
    nth = 1
    while True:
        attempt = CancelledAt(inner=make(), nth=nth, again=again)
        task = asyncio.ensure_future(_run(attempt))
        outcome = (await asyncio.gather(task, return_exceptions=True))[0]
        await check()
        if attempt.waits < nth:
            assert outcome is None, outcome
            return nth - 1
        nth += 1


async def _run(attempt: CancelledAt) -> None:
    await attempt
