"""The runner goes all rounds: a round survives whatever it meets; one that ends is no secret."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

import structlog
from structlog.contextvars import bound_contextvars

from services import meters
from services.isolation import AWAY
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.engines import Statements
from workers.rounds.round import Round

log = structlog.get_logger("rounds")
AT_ONCE: Final = timedelta(milliseconds=1)
LOOK_EVERY_S: Final = 5.0


class RoundEnded(RuntimeError):
    """The task of a round is over, which it never is while the worker works."""


class RoundResult(Enum):
    """How one round went."""

    DONE = meters.ROUND_DONE
    ELSEWHERE = "elsewhere"
    """Another worker is at it."""
    AWAY = "away"
    """PostgreSQL or Temporal did not answer."""
    FAILED = "failed"

    @property
    def is_failure(self) -> bool:
        """Whether the next round is tried sooner or later than usual."""
        return self in {RoundResult.AWAY, RoundResult.FAILED}


@dataclass(slots=True, kw_only=True, eq=False)
class Course:
    """One round as this process goes it."""

    round: Round
    locks: Statements
    last: float
    """When it was last completed, by the clock that only runs forward."""
    cried: float = 0.0

    async def keep_going(self) -> None:
        """Go round until cancelled."""
        failures = 0
        with bound_contextvars(round=self.round.name):
            while True:
                outcome = await self.once()
                meters.round_went(self.round.name, outcome.value)
                failures = failures + 1 if outcome.is_failure else 0
                await asyncio.sleep(self.round.pause(failures).total_seconds())

    async def once(self) -> RoundResult:
        """Go round once, whatever happens."""
        try:
            async with self._right():
                await self.round.go()
        except DeliveryBusy:
            self.last = time.monotonic()
            return RoundResult.ELSEWHERE
        except AWAY as away:
            log.warning("round waits", error=type(away).__name__)
            return RoundResult.AWAY
        except Exception as fault:
            log.error("ALARM round failed", error=type(fault).__name__)
            return RoundResult.FAILED
        self.last = time.monotonic()
        return RoundResult.DONE

    def cry_if_late(self, now: float) -> None:
        """Tell people that the round was not completed for too long, once in such a while."""
        alarm = self.round.alarm.total_seconds()
        if now - max(self.last, self.cried) > alarm:
            self.cried, silent = now, round(now - self.last, 1)
            log.error("ALARM round is late", round=self.round.name, seconds=silent)

    @asynccontextmanager
    async def _right(self) -> AsyncIterator[None]:
        if self.round.lock is None:
            yield
            return
        async with delivery_lock(self.locks, self.round.lock, AT_ONCE):
            yield


async def go_rounds(rounds: Sequence[Round], locks: Statements) -> None:
    """Go all rounds until cancelled; raises RoundEnded as soon as the task of one is over."""
    begun = time.monotonic()
    courses = [Course(round=one, locks=locks, last=begun) for one in rounds]
    for one in rounds:
        meters.round_begins(one.name, one.alarm)
    tasks = [asyncio.create_task(c.keep_going(), name=c.round.name) for c in courses]
    tasks.append(asyncio.create_task(_watch(courses), name="watch"))
    try:
        over, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        name = over.pop().get_name()
        log.error("ALARM round ended", round=name)
        raise RoundEnded(name)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _watch(courses: Sequence[Course]) -> None:
    shortest = min((one.round.alarm.total_seconds() for one in courses), default=LOOK_EVERY_S)
    while True:
        await asyncio.sleep(min(LOOK_EVERY_S, shortest))
        for one in courses:
            one.cry_if_late(time.monotonic())
