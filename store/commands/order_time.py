"""The time of one order: read from the one authority, and moved where the database is virtual."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final, cast

from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.terms import Mode
from store.commands.settlement import UnknownOrder
from store.engines import single
from store.tables import DatabaseMode, WorkOrderRow
from store.unit_of_work import Source, reading

LATEST: Final = text(
    "SELECT clock_timestamp() + coalesce(max(clock_offset), '0')"
    " FROM work_order WHERE clock_offset > '0'"
)


class RealTime(RuntimeError):
    """This database lives in real time, which nobody moves."""


async def database_mode(source: Source) -> Mode:
    """The mode the database was born with."""
    async with reading(source) as connection:
        return Mode((await connection.execute(select(DatabaseMode.mode))).scalar_one())


async def now(source: Source, number: str) -> datetime:
    """What time it is for an order (UTC); raises UnknownOrder."""
    async with reading(source) as connection:
        found = await connection.scalar(select(func.received_at(number)))
    if found is None:
        raise UnknownOrder(number)
    return cast(datetime, found)


async def now_of_each(source: Source, numbers: Iterable[str]) -> Mapping[str, datetime]:
    """What time it is for each of these orders (UTC)."""
    asked = select(WorkOrderRow.number, func.received_at(WorkOrderRow.number).label("at")).where(
        WorkOrderRow.number.in_(sorted(set(numbers)))
    )
    async with reading(source) as connection:
        rows = await connection.execute(asked)
        return {row.number: row.at for row in rows}


async def latest_now(source: Source) -> datetime:
    """What time it is for the order whose time was moved furthest; in real time for every one."""
    async with reading(source) as connection:
        found = await connection.scalar(LATEST)
    return cast(datetime, found)


async def known_orders(source: Source, numbers: Iterable[str]) -> frozenset[str]:
    """Which of these numbers the command table knows as an order's, published or not."""
    wanted = select(WorkOrderRow.number).where(WorkOrderRow.number.in_(sorted(set(numbers))))
    async with reading(source) as connection:
        return frozenset(await connection.scalars(wanted))


async def is_known(source: Source, number: str) -> bool:
    """Whether the command table knows an order of this number, published or not."""
    async with reading(source) as connection:
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
