"""Work on many orders keeps each apart: what one order raises stops no other.

A server that is away is nobody's fault: that is raised, and whoever goes round asks again.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from structlog.contextvars import bound_contextvars
from temporalio.service import RPCError

log = structlog.get_logger("isolation")
AWAY: Final = (OperationalError, InterfaceError, PoolTimeout, OSError, RPCError)
"""What is raised because PostgreSQL or Temporal does not answer."""
AT_ONCE: Final = 8
FIRST_PAUSE_S: Final = 1.0
LONGEST_PAUSE_S: Final = 300.0
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An order that failed: how long it is left alone, and until when."""

    pause_s: float
    until: float


@dataclass(slots=True, kw_only=True)
class Quarantine:
    """Does work for one order after another; one that fails is left alone for a while."""

    at_once: int = AT_ONCE
    clock: Callable[[], float] = time.monotonic
    held: dict[str, Held] = field(default_factory=dict[str, Held])

    async def each(self, orders: Iterable[str], work: Callable[[str], Awaitable[None]]) -> None:
        """Do the work for every order that is not held.

        Raises that a server is away, after every order had its turn."""
        wanted, turns, now = list(orders), asyncio.Semaphore(self.at_once), self.clock()
        self.held = {order: self.held[order] for order in wanted if order in self.held}
        free = [order for order in wanted if order not in self.held or self.held[order].until < now]

        async def one(order: str) -> Exception | None:
            async with turns:
                return await self._do(order, work)

        for away in await asyncio.gather(*(one(order) for order in free)):
            if away is not None:
                raise away

    async def _do(self, order: str, work: Callable[[str], Awaitable[None]]) -> Exception | None:
        with bound_contextvars(order=order):
            try:
                await work(order)
            except AWAY as away:
                log.warning("order waits", error=type(away).__name__)
                return away
            except Exception as fault:
                self._hold(order, fault)
            else:
                self.held.pop(order, None)
        return None

    def _hold(self, order: str, fault: Exception) -> None:
        known = self.held.get(order)
        pause = min(2 * known.pause_s, LONGEST_PAUSE_S) if known else FIRST_PAUSE_S
        self.held[order] = Held(pause_s=pause, until=self.clock() + pause)
        log.error("ALARM order set aside", error=type(fault).__name__, again_in_s=pause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T, R]):
    """What became of work on many things: its results, and each thing that failed with why."""

    results: tuple[R, ...] = ()
    failed: tuple[tuple[T, Exception], ...] = ()

    def __add__(self, other: "Done[T, R]") -> "Done[T, R]":
        """Put two together."""
        return Done(results=self.results + other.results, failed=self.failed + other.failed)


async def by_halves(
    items: Sequence[T],
    work: Callable[[Sequence[T]], Awaitable[R]],
    raised: tuple[type[Exception], ...] = AWAY,
) -> Done[T, R]:
    """Do the work for all together; where that fails, for each half, down to the one that fails.

    What no single one is to blame for is raised."""
    if not items:
        return Done()
    try:
        return Done(results=(await work(items),))
    except raised:
        raise
    except Exception as fault:
        if len(items) == 1:
            return Done(failed=((items[0], fault),))
    middle = len(items) // 2
    first = await by_halves(items[:middle], work, raised)
    return first + await by_halves(items[middle:], work, raised)
