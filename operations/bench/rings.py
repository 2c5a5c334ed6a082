"""`bench rings`: many orders fall due at one instant, as at the end of a working day.

All of them are dispatched at the same instant, which their command table has yet to reach; then
nothing happens until their units have missed the limit. Told is how long it takes from the due
until every lapse stands, and in how many transactions. There is no peer to hold this against.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import text
from temporalio.client import Client

from operations.bench.lives import AT_ONCE, STEPS, opened
from operations.scenarios.drivers.counter import CounterDriver
from operations.scenarios.drivers.driver import play
from operations.scenarios.scenario import PlayedOrder, fixed, order_under
from policies.law import Law
from policies.library import calendar_for, load_pack
from policies.pack_file import read_pack
from services.law.laws import Laws
from store.engines import Engines
from workers.process.order_worker import CACHED_ORDERS, worker_of

PACK: Final = """
id = "at-one-instant"
title = "A unit signs in within a second"
extends = "national-default"
limit = [{ clock = "accept", limit = "1 s", source = "default", rules = ["G:G2"] }]
"""
UNTIL_DISPATCH: Final = STEPS[:2]
DISPATCH: Final = STEPS[2:3]
LIMIT: Final = timedelta(seconds=1)
AN_INSTANT: Final = timedelta.resolution
SPARE: Final = timedelta(seconds=5)
LOOK_AGAIN_S: Final = 0.05
STAMP_NEXT: Final = text(
    "UPDATE work_order SET last_received_at = :before WHERE number = ANY(:numbers)"
)
LAPSED: Final = text("SELECT count(*) FROM fact WHERE kind = 'DueBreached' AND occurred_at = :due")
WRITTEN: Final = text(
    "SELECT count(DISTINCT xmin::text) FROM fact WHERE kind = 'DueBreached' AND occurred_at = :due"
)
"""Rows of one transaction bear its number."""


class LateDispatch(RuntimeError):
    """Dispatching took longer than foreseen: the orders are not due at one instant."""


async def bench_rings(client: Client, engines: Engines, *, orders: int) -> dict[str, Any]:
    """Let so many orders fall due at one instant, and wait until every lapse stands."""
    pack = read_pack(PACK, load_pack)
    await Laws(engines.patient).keep(pack)
    bench, queue = await opened(client, engines), uuid.uuid4().hex
    driver = CounterDriver(
        counter=bench.counter(queue), law=Law(pack=pack, calendar=calendar_for(pack))
    )
    async with worker_of(client, engines, queue, cached=CACHED_ORDERS):
        due = await _dispatched_at_one_instant(driver, orders)
        await asyncio.sleep((due - datetime.now(UTC)).total_seconds())
        begun = time.process_time()
        half, last = await _lapsed(engines, due, orders)
        spent = time.process_time() - begun
    async with engines.patient.connect() as connection:
        transactions = int(await connection.scalar(WRITTEN, {"due": due}) or 0)
    return {
        "name": "rings",
        "orders": orders,
        "paidan": {
            "half_stand_after_seconds": round(half, 2),
            "all_stand_after_seconds": round(last, 2),
            "processor_seconds": round(spent, 2),
            "transactions": transactions,
        },
    }


async def _dispatched_at_one_instant(driver: CounterDriver, orders: int) -> datetime:
    """Dispatch all orders at an instant that is yet to come; when their units are late."""
    begun = time.monotonic()
    played = [order_under(driver.law) for _ in range(orders)]
    await _some_at_once(play(fixed(UNTIL_DISPATCH), driver, order) for order in played)
    took = timedelta(seconds=time.monotonic() - begun)
    then = datetime.now(UTC) + took + SPARE
    await _stamp_next(driver.counter.engines, played, then)
    await _some_at_once(play(fixed(DISPATCH), driver, order) for order in played)
    if {order.now for order in played} != {then} or datetime.now(UTC) > then:
        raise LateDispatch
    return then + LIMIT


async def _stamp_next(engines: Engines, played: list[PlayedOrder], then: datetime) -> None:
    """Let the next command of every order be received at this instant, which is yet to come."""
    numbers = [order.number for order in played]
    async with engines.patient.begin() as connection:
        await connection.execute(STAMP_NEXT, {"before": then - AN_INSTANT, "numbers": numbers})


async def _lapsed(engines: Engines, due: datetime, orders: int) -> tuple[float, float]:
    """Wait for the lapses: how many seconds after the due half of them stood, and all."""
    half = 0.0
    async with engines.patient.connect() as connection:
        while (there := await connection.scalar(LAPSED, {"due": due}) or 0) < orders:
            after = (datetime.now(UTC) - due).total_seconds()
            half = half or (after if 2 * there >= orders else 0.0)
            await asyncio.sleep(LOOK_AGAIN_S)
    last = (datetime.now(UTC) - due).total_seconds()
    return half or last, last


async def _some_at_once(doings: Iterable[Awaitable[PlayedOrder]]) -> None:
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(doing: Awaitable[PlayedOrder]) -> None:
        async with turns:
            await doing

    await asyncio.gather(*(one(doing) for doing in doings))
