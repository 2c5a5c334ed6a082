"""Delivery of one order's commands is one process's work at a time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

TRY: Final = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:number, 0))")
WAIT_AT_MOST: Final = text(
    "SELECT set_config('lock_timeout', :ms, true), set_config('statement_timeout', '0', true)"
)
TAKE: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:number, 0))")
LOCK_NOT_AVAILABLE: Final = "55P03"


class DeliveryBusy(TimeoutError):
    """Somebody else is delivering to this order."""


@asynccontextmanager
async def delivery_lock(engine: AsyncEngine, number: str, within: timedelta) -> AsyncIterator[None]:
    """Hold the right to deliver to an order; raises DeliveryBusy when another keeps it too long.

    The lock hangs on a transaction of its own that writes nothing: it ends with the block, and
    with the process that holds it."""
    async with engine.connect() as connection:
        if not await connection.scalar(TRY, {"number": number}):
            await _wait(connection, number, within)
        yield


async def _wait(connection: AsyncConnection, number: str, within: timedelta) -> None:
    milliseconds = max(1, round(within.total_seconds() * 1000))
    await connection.execute(WAIT_AT_MOST, {"ms": str(milliseconds)})
    try:
        await connection.execute(TAKE, {"number": number})
    except OperationalError as refused:
        if getattr(refused.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise DeliveryBusy(number) from refused
        raise
