"""The line on which PostgreSQL tells one process what was done in others."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from psycopg import AsyncConnection, Error
from psycopg.sql import SQL, Identifier
from sqlalchemy.exc import DBAPIError

from store.engines import Patient, Statements

BEAT_S: Final = 1.0
"""A line on which nothing was said for so long is asked whether it still stands."""


class LineLost(ConnectionError):
    """The line to PostgreSQL broke: what was told meanwhile was not heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An open line."""

    connection: AsyncConnection[Any]

    async def heard(self) -> Collection[tuple[str, str]]:
        """What was said, by channel and words, as soon as something is; nothing after a beat of
        silence. Raises LineLost."""
        try:
            said = self.connection.notifies(timeout=BEAT_S, stop_after=1)
            found = [(one.channel, one.payload) async for one in said]
            if not found:
                async with asyncio.timeout(BEAT_S):
                    await self.connection.execute("SELECT 1")
        except (Error, OSError, TimeoutError) as broken:
            raise LineLost from broken
        return found


@asynccontextmanager
async def listening(engine: Statements, *channels: str) -> AsyncIterator[Line]:
    """Open a line on these channels; raises LineLost where it cannot be opened.

    It is closed for good afterwards: nobody else is to hear on it what was asked for here."""
    try:
        async with engine.connect() as opened:
            connection = cast(Patient, (await opened.get_raw_connection()).driver_connection)
            try:
                await _listen(connection, channels)
                yield Line(connection=connection)
            finally:
                await opened.invalidate()
    except (DBAPIError, Error, OSError) as away:
        raise LineLost from away


async def _listen(connection: AsyncConnection[Any], channels: tuple[str, ...]) -> None:
    for channel in channels:
        await connection.execute(SQL("LISTEN {}").format(Identifier(channel)))
