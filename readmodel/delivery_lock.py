"""Delivery of one order's commands is one process's work at a time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

WAIT_AT_MOST: Final = text(
    "SELECT set_config('lock_timeout', :ms, true), set_config('statement_timeout', '0', true)"
)
# The lock belongs to the session and outlives the transaction in which it was taken.
TAKE: Final = text("SELECT pg_advisory_lock(hashtextextended(:number, 0))")
GIVE_BACK: Final = text("SELECT pg_advisory_unlock(hashtextextended(:number, 0))")
LOCK_NOT_AVAILABLE: Final = "55P03"


class DeliveryBusy(TimeoutError):
    """Somebody else is delivering to this order."""


@asynccontextmanager
async def delivery_lock(engine: AsyncEngine, number: str, within: timedelta) -> AsyncIterator[None]:
    """Hold the right to deliver to an order; raises DeliveryBusy when it is not free in time.

    The lock hangs on its own connection and dies with the process that holds it."""
    async with engine.connect() as connection:
        async with _or_hang_up(connection):
            await _take(connection, number, within)
        try:
            yield
        finally:
            async with _or_hang_up(connection):
                await connection.execute(GIVE_BACK, {"number": number})


@asynccontextmanager
async def _or_hang_up(connection: AsyncConnection) -> AsyncIterator[None]:
    """A connection that may still hold the lock must not go back to the pool."""
    try:
        yield
        await connection.commit()
    except BaseException:
        await connection.invalidate()
        raise


async def _take(connection: AsyncConnection, number: str, within: timedelta) -> None:
    milliseconds = max(1, round(within.total_seconds() * 1000))
    await connection.execute(WAIT_AT_MOST, {"ms": str(milliseconds)})
    try:
        await connection.execute(TAKE, {"number": number})
    except OperationalError as refused:
        if getattr(refused.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise DeliveryBusy(number) from refused
        raise
