"""What was asked and done under a break-glass, as the log of the door and the commands have it."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Admission
from store.accounts.access_log import AccessEvent
from store.accounts.break_glass import BreakGlass
from store.accounts.tables import AccessLogRow
from store.tables import CommandRow, WorkOrderRow

NUMBERED: Final = AccessLogRow.detail["break_glass"].astext
ADMITTED_BY: Final = CommandRow.act["admitted_by"].astext


@dataclass(frozen=True, slots=True, kw_only=True)
class UseNoted:
    """One thing that was asked for, whatever the answer was."""

    id: int
    at: datetime
    asked: str
    order: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone:
    """One act, and what became of it."""

    command_id: uuid.UUID
    order: str | None
    name: str
    received_at: datetime
    status: str


async def uses_noted(
    connection: AsyncConnection, number: int, after: int, limit: int
) -> tuple[UseNoted, ...]:
    """What was asked for under a break-glass, the earliest first, behind an entry of the log."""
    asked = (
        select(AccessLogRow.id, AccessLogRow.at, AccessLogRow.detail)
        .where(AccessLogRow.event == AccessEvent.BREAK_GLASS_USED.value)
        .where(str(number) == NUMBERED, AccessLogRow.id > after)
        .order_by(AccessLogRow.id)
        .limit(limit)
    )
    return tuple(
        UseNoted(id=id, at=at, asked=detail["asked"], order=detail.get("order", ""))
        for id, at, detail in await connection.execute(asked)
    )


async def acts_under(connection: AsyncConnection, glass: BreakGlass) -> tuple[ActDone, ...]:
    """The acts that were done under a break-glass, by the order's clock less what it was moved."""
    moved = func.coalesce(WorkOrderRow.clock_offset, timedelta())
    asked = (
        select(
            CommandRow.id.label("command_id"),
            CommandRow.order_number.label("order"),
            CommandRow.name,
            CommandRow.received_at,
            CommandRow.status,
        )
        .outerjoin(WorkOrderRow, WorkOrderRow.number == CommandRow.order_number)
        .where(CommandRow.actor == glass.person, Admission.BREAK_GLASS.value == ADMITTED_BY)
        .where((CommandRow.received_at - moved).between(glass.opened_at, glass.ended_at))
        .order_by(CommandRow.received_at, CommandRow.id)
    )
    return tuple(ActDone(**row._mapping) for row in await connection.execute(asked))
