"""The answer to a ring: up to when everything received is decided, by PostgreSQL's own clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from store.tables import UNDECIDED, CommandRow, WorkOrderRow

LOCKED: Final = (
    select(WorkOrderRow.number)
    .where(WorkOrderRow.number == bindparam("number"))
    .with_for_update(key_share=True)
)
"""Whoever stamps holds this lock until commit, so no stamp is overlooked because it is young."""

NOW_AND_EARLIEST: Final[Select[datetime, datetime | None]] = select(
    func.received_at(bindparam("number")),
    select(func.min(CommandRow.received_at))
    .where(CommandRow.order_number == bindparam("number"))
    .where(CommandRow.status.in_(UNDECIDED))
    .scalar_subquery(),
)
KEEP: Final = (
    update(WorkOrderRow)
    .where(WorkOrderRow.number == bindparam("order_number"))
    .values(settled_until=func.greatest(WorkOrderRow.settled_until, bindparam("until")))
)


class UnknownOrder(LookupError):
    """No order of this number is in the command table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the command table says to a ring. All instants are UTC."""

    until: datetime
    """Everything received up to here is decided, and the clock has passed it."""
    now: datetime
    """PostgreSQL's clock for this order."""

    def covers(self, due: datetime) -> bool:
        """Whether what is due at this instant may lapse."""
        return self.until >= due


async def settlement(engine: AsyncEngine, number: str, due: datetime) -> Settlement:
    """Say up to when an order is settled; if that reaches `due` (UTC), no later stamp precedes it.

    Raises UnknownOrder."""
    async with engine.begin() as connection:
        return await settlement_in(connection, number, due)


async def settlement_in(connection: AsyncConnection, number: str, due: datetime) -> Settlement:
    """The same within a transaction, which holds the order until it ends; raises UnknownOrder."""
    if await connection.scalar(LOCKED, {"number": number}) is None:
        raise UnknownOrder(number)
    found = await _read(connection, number)
    if found.covers(due):
        # A clock that is set back must not stamp an act before a lapse that is final.
        await connection.execute(KEEP, {"order_number": number, "until": found.until})
    return found


async def _read(connection: AsyncConnection, number: str) -> Settlement:
    now, earliest = (await connection.execute(NOW_AND_EARLIEST, {"number": number})).one()
    until = now if earliest is None else min(now, earliest - timedelta.resolution)
    return Settlement(until=until, now=now)
