"""Units of work: one connection and one transaction for whatever a request asks together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.engines import single

Source = AsyncEngine | AsyncConnection
"""Where a question is put: to the pool, as a transaction of its own, or within a unit of work."""


@asynccontextmanager
async def reading(source: Source) -> AsyncIterator[AsyncConnection]:
    """The connection of the unit of work, or one from the pool for this question alone."""
    if isinstance(source, AsyncConnection):
        yield source
        return
    async with single(source).connect() as connection:
        yield connection


@asynccontextmanager
async def snapshot(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A unit of work that reads only: every answer is of the same moment."""
    async with engine.connect() as connection:
        await connection.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        yield connection
