"""Last resets: what two administrators together do for a security administrator who is shut out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.vocabulary import Role
from store.accounts.accounts import NOW
from store.accounts.tables import LastResetRow

STANDS: Final = timedelta(days=1)
"""Within which the other administrator confirms, and for which both are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastReset:
    """That somebody asked for a last reset, and who confirmed it."""

    id: int
    person: str
    """The post that asked."""
    role: Role
    asked_by: str
    """The human's account, or the post where only that is known."""
    confirmed_by: str | None
    until: datetime


async def resets_of_today(connection: AsyncConnection) -> dict[str, LastReset]:
    """What was asked within a day, by the account that is shut out; the last of each."""
    asked = select(
        LastResetRow.account,
        LastResetRow.id,
        LastResetRow.person,
        LastResetRow.role,
        LastResetRow.asked_by,
        LastResetRow.confirmed_by,
        (LastResetRow.asked_at + STANDS).label("until"),
    )
    lately = asked.where(LastResetRow.asked_at > NOW - STANDS).order_by(LastResetRow.id)
    return {
        row.account: LastReset(
            id=row.id,
            person=row.person,
            role=Role(row.role),
            asked_by=row.asked_by,
            confirmed_by=row.confirmed_by,
            until=row.until,
        )
        for row in await connection.execute(lately)
    }


async def ask_reset(
    connection: AsyncConnection, username: str, person: str, role: Role, by: str
) -> None:
    """Keep that a last reset was asked for."""
    row = {"account": username, "person": person, "role": role.value, "asked_by": by}
    await connection.execute(insert(LastResetRow).values(row))


async def confirm_reset(connection: AsyncConnection, id: int, by: str) -> None:
    """Keep who confirmed it."""
    confirming = update(LastResetRow).where(LastResetRow.id == id)
    await connection.execute(confirming.values(confirmed_by=by, confirmed_at=NOW))
