"""Every order examined: a few of them here and now, many shared among the processor's cores."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from multiprocessing import get_context
from typing import Any, Final

import orjson
from psycopg import AsyncCursor
from psycopg.pq import Format
from psycopg.types.json import set_json_loads
from sqlalchemy import NullPool, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from audit.verify.archived_orders import Findings, examine, kept_orders

TOGETHER: Final = 200
"""Orders read at once: some ten kilobytes each."""
FEW: Final = 400
ONE_INSTANT: Final = "REPEATABLE READ"
Progress = Callable[[int, int], None]


def in_silence(_: int, __: int) -> None:
    """Tell nobody how far the work is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """Which orders are to be examined."""

    numbers: Sequence[str]
    since: datetime | None = None
    """Only those of which a history was kept since then are decided again."""

    @property
    def are_few(self) -> bool:
        """Whether they are examined sooner than another process has begun."""
        return len(self.numbers) <= FEW

    def shares(self) -> Iterator["Orders"]:
        """The same orders, some at a time."""
        for start in range(0, len(self.numbers), TOGETHER):
            numbers = self.numbers[start : start + TOGETHER]
            yield Orders(numbers=numbers, since=self.since)


async def examine_orders(
    connection: AsyncConnection, orders: Orders, progress: Progress = in_silence
) -> Findings:
    """Examine what is kept of these orders; where they are few, all at the connection's instant.

    Where they are many the connection is left alone: each share of them sees an instant of its own,
    and something else may be asked meanwhile."""
    if not orders.are_few:
        return await _shared(connection, orders, progress)
    found = Findings()
    for share in orders.shares():
        found.add(await _examine(connection, share))
    progress(len(orders.numbers), len(orders.numbers))
    return found


async def _shared(connection: AsyncConnection, orders: Orders, progress: Progress) -> Findings:
    database = address_of(connection.engine)
    found, done, loop = Findings(), 0, asyncio.get_running_loop()
    # Forked off a process that holds nothing but our code: it is read once and not by each of them.
    begun = get_context("forkserver")
    begun.set_forkserver_preload(["__main__", __name__])
    with ProcessPoolExecutor(os.cpu_count(), begun, initializer=_sweeps_seldom) as others:
        shares = list(orders.shares())
        working = [loop.run_in_executor(others, _elsewhere, database, one) for one in shares]
        for share, work in zip(shares, working, strict=True):
            found.add(await work)
            done += len(share.numbers)
            progress(done, len(orders.numbers))
    return found


def _sweeps_seldom() -> None:
    """Looking for cycles all the while takes a fifth of the time; between shares is enough."""
    gc.disable()
    gc.freeze()


def _elsewhere(database: str, orders: Orders) -> Findings:
    """Examine a share in a process of its own, which remembers the laws from one to the next."""
    found = asyncio.run(_connected(database, orders))
    gc.collect()
    return found


async def _connected(database: str, orders: Orders) -> Findings:
    async with at_one_instant(database) as connection:
        return await _examine(connection, orders)


@asynccontextmanager
async def at_one_instant(database: str) -> AsyncIterator[AsyncConnection]:
    """A connection that sees one instant only, however long its questions take."""
    async with _reader(database).connect() as connection:
        yield connection


@cache
def _reader(database: str) -> AsyncEngine:
    """What a database is read by, made once in a process; no connection is kept."""
    engine = create_async_engine(database, poolclass=NullPool, isolation_level=ONE_INSTANT)
    event.listen(engine.sync_engine, "connect", _reads_quickly)
    return engine


def address_of(engine: AsyncEngine) -> str:
    """Where an engine's database is found, password included."""
    return engine.url.render_as_string(hide_password=False)


async def _examine(connection: AsyncConnection, orders: Orders) -> Findings:
    found = Findings()
    for kept in await kept_orders(connection, orders.numbers):
        found.add(examine(kept, orders.since))
    return found


class BinaryCursor(AsyncCursor[Any]):
    """Asks for everything in the form in which the server holds it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.format = Format.BINARY


def _reads_quickly(connection: Any, _: object) -> None:
    """JSON is most of what is read, and nothing need be written as text for us."""
    set_json_loads(orjson.loads, connection.driver_connection)
    connection.driver_connection.cursor_factory = BinaryCursor
