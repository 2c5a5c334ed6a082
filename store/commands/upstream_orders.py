"""One order of another platform opens one order here, however often and by whom it is sent."""

from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chapters.elsewhere.upstream import opened_before
from domain.chapters.intake.commands import Register
from domain.decide import Decided
from domain.order.command import Command
from domain.order.refusal import Refusal

FIRST: Final = text("""
SELECT order_number FROM command
 WHERE name = 'register' AND order_number IS NOT NULL
   AND act #>> '{command,external_id}' <> ''
   AND act #>> '{command,source}' = :source AND act #>> '{command,external_id}' = :external_id
 ORDER BY received_at LIMIT 1
""")


async def opening_once(
    connection: AsyncConnection, command: Command, decided: Decided | Refusal
) -> Decided | Refusal:
    """What was decided of a registration, unless its demand is an order already."""
    if isinstance(decided, Refusal):
        return decided
    return await _already_open(connection, command) or decided


async def _already_open(connection: AsyncConnection, command: Command) -> Refusal | None:
    """Refuse a second order for a number of another platform, and name the first.

    Two that come at once wait for one another: the lock ends with the transaction."""
    if not isinstance(command, Register) or not command.external_id:
        return None
    known = {"source": command.source, "external_id": command.external_id}
    key = f"upstream {command.source} {command.external_id}"
    await connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(key))))
    first = await connection.scalar(FIRST, known)
    return None if first is None else opened_before(command, str(first))
