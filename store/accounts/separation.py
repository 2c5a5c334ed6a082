"""The separation of administrators (6.4), which the database insists on at the end of a transaction
and we a moment before, in words."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Select, column, select, table
from sqlalchemy.ext.asyncio import AsyncConnection

from store.accounts.tables import AccountRow, HeldPostRow

COMBINED: Final = table("combined_administrator", column("account"))
"""A view: who holds an administrator's post and another one beside, standing in included."""


class NotApart(ValueError):
    """An administrator would hold another administrator's post beside, or a business post."""


async def hold_account(connection: AsyncConnection, username: str) -> None:
    """Let nobody else change this account until the transaction ends."""
    held = select(AccountRow.username).where(AccountRow.username == username)
    await connection.execute(held.with_for_update(key_share=True))


async def require_apart(connection: AsyncConnection, username: str) -> None:
    """Insist that an account combines no posts that stand apart; raises NotApart."""
    await _require_none(
        connection, select(COMBINED.c.account).where(COMBINED.c.account == username)
    )


async def require_holders_apart(connection: AsyncConnection, posts: Iterable[str]) -> None:
    """Insist on it for whoever holds one of these posts; raises NotApart."""
    holders = select(HeldPostRow.account).where(
        HeldPostRow.person.in_(tuple(posts)), HeldPostRow.revoked_at.is_(None)
    )
    found = select(COMBINED.c.account).where(COMBINED.c.account.in_(holders))
    await _require_none(connection, found.order_by(COMBINED.c.account))


async def _require_none(connection: AsyncConnection, combined: Select[tuple[str]]) -> None:
    for username in await connection.scalars(combined.limit(1)):
        raise NotApart(username)
