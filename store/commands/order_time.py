"""The time of one order: read from the one authority, and moved where the database is virtual."""

from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.terms import Mode
from store.commands.settlement import UnknownOrder
from store.engines import single
from store.tables import DatabaseMode, WorkOrderRow

LATEST: Final = text(
    "SELECT clock_timestamp() + coalesce(max(clock_offset), '0')"
    " FROM work_order WHERE clock_offset > '0'"
)


class RealTime(RuntimeError):
    """This database lives in real time, which nobody moves."""


async def database_mode(engine: AsyncEngine) -> Mode:
    """The mode the database was born with."""
    async with single(engine).connect() as connection:
        return Mode((await connection.execute(select(DatabaseMode.mode))).scalar_one())


async def now(engine: AsyncEngine, number: str) -> datetime:
    """What time it is for an order (UTC); raises UnknownOrder."""
    async with single(engine).connect() as connection:
        found = await connection.scalar(select(func.received_at(number)))
    if found is None:
        raise UnknownOrder(number)
    return cast(datetime, found)


async def latest_now(engine: AsyncEngine) -> datetime:
    """What time it is for the order whose time was moved furthest; in real time for every one."""
    async with single(engine).connect() as connection:
        found = await connection.scalar(LATEST)
    return cast(datetime, found)


async def is_known(engine: AsyncEngine, number: str) -> bool:
    """Whether the command table knows an order of this number, published or not."""
    async with engine.connect() as connection:
        return await connection.scalar(select(func.received_at(number))) is not None


async def move_clock(engine: AsyncEngine, number: str, by: timedelta) -> None:
    """Move the time of one order forward; raises RealTime in a real database, UnknownOrder."""
    moved = (
        update(WorkOrderRow)
        .where(WorkOrderRow.number == number)
        .values(clock_offset=WorkOrderRow.clock_offset + by)
        .returning(WorkOrderRow.number)
    )
    try:
        async with single(engine).connect() as connection:
            if await connection.scalar(moved) is None:
                raise UnknownOrder(number)
    except IntegrityError as refused:
        raise RealTime(number) from refused
