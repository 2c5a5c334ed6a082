"""The command table: the one authority on who asked for what, received when, and its answer.

A row is written before Temporal is called and is the outbox of the call. Commands of one order
are stamped under the lock of its row, strictly increasing, and delivered in that order.
"""

import uuid
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.order.refusal import Refusal
from store.commands.earlier_editions import IS_PRESENT, EarlierEdition
from store.commands.receiving import RECEIVE, asking
from store.commands.settlement import UnknownOrder
from store.commands.stamping import KeyReused, UnforeseenText
from store.commands.stored import (
    COMMANDS,
    CommandStatus,
    ReceivedRequest,
    Request,
    StoredCommand,
    Via,
    stored_command,
)
from store.engines import single
from store.tables import UNDECIDED, CommandRow, WorkOrderRow
from store.vault.key_ring import KeyRing
from store.wire import RECEIPT, REFUSAL
from workflows.ports import Receipt

__all__ = [
    "CommandStatus",
    "EarlierEdition",
    "KeyReused",
    "ReceivedRequest",
    "Request",
    "StoredCommand",
    "UnforeseenText",
    "UnknownCommand",
    "UnknownOrder",
    "answer_of",
    "mark_decided",
    "mark_delivered",
    "mark_failed",
    "mark_refused",
    "orders_with_undecided",
    "receive",
    "undecided",
]


class UnknownCommand(LookupError):
    """No command of this id is in the table."""


async def receive(
    engine: AsyncEngine, master: KeyRing | None, number: str, request: Request
) -> ReceivedRequest:
    """Stamp a request and keep it with its texts; the same request again finds the same row.

    Without the master key only what has no texts can be kept: what the system itself asks for.
    Raises UnknownOrder, EarlierEdition, KeyReused, UnforeseenText, and KeyDestroyed for a text
    whose key is erased."""
    async with single(engine).connect() as connection:
        asked = await asking(connection, master, number, request)
        return asked.received((await connection.execute(RECEIVE, asked.parameters)).one())


async def undecided(engine: AsyncEngine, number: str) -> tuple[StoredCommand, ...]:
    """The commands of an order whose answer is still to come, in the order of delivery."""
    wanted = COMMANDS.where(CommandRow.order_number == number, IS_UNDECIDED)
    async with single(engine).connect() as connection:
        rows = await connection.execute(wanted.order_by(CommandRow.place))
        return tuple(stored_command(row) for row in rows)


async def answer_of(engine: AsyncEngine, command_id: uuid.UUID) -> StoredCommand:
    """How a command stands now; raises UnknownCommand."""
    async with single(engine).connect() as connection:
        found = await connection.execute(COMMANDS.where(CommandRow.id == command_id))
        row = found.one_or_none()
    if row is None:
        raise UnknownCommand(str(command_id))
    return stored_command(row)


async def mark_delivered(engine: AsyncEngine, command_id: uuid.UUID) -> None:
    """Note that a command was handed to Temporal; an answered one keeps its answer."""
    await _mark(
        engine, command_id, CommandRow.status == CommandStatus.RECEIVED, CommandStatus.DELIVERED
    )


async def mark_decided(engine: AsyncEngine, command_id: uuid.UUID, receipt: Receipt) -> None:
    """Keep the receipt of a command whose decision stands in its order's history."""
    await _answer(engine, command_id, CommandStatus.DECIDED, RECEIPT.write(receipt))


async def mark_refused(engine: AsyncEngine, command_id: uuid.UUID, refusal: Refusal) -> None:
    """Keep the refusal of a command that is still undecided."""
    await _answer(engine, command_id, CommandStatus.REFUSED, REFUSAL.write(refusal))


async def mark_failed(engine: AsyncEngine, command_id: uuid.UUID, why: str) -> None:
    """Give an undecided command up, so that it holds nothing up; `why` names no person."""
    await _answer(engine, command_id, CommandStatus.FAILED, {"why": why})


async def orders_with_undecided(engine: AsyncEngine, older_than: timedelta) -> tuple[str, ...]:
    """The started orders that wait for the answer to a command: a posted one, or one so old.

    An order of an earlier edition waits for ever: nothing continues it."""
    number = CommandRow.order_number
    waiting = (
        select(number)
        .join(WorkOrderRow, WorkOrderRow.number == number)
        .where(IS_UNDECIDED, WorkOrderRow.started, IS_PRESENT)
        .group_by(number)
        .having(
            or_(
                func.bool_or(CommandRow.via == Via.SIGNAL),
                func.received_at(number) - func.min(CommandRow.received_at) >= older_than,
            )
        )
        .order_by(number)
    )
    async with single(engine).connect() as connection:
        return tuple(str(found) for found in await connection.scalars(waiting))


async def _answer(
    engine: AsyncEngine, command_id: uuid.UUID, status: CommandStatus, response: dict[str, Any]
) -> None:
    now = func.received_at(CommandRow.order_number)
    await _mark(engine, command_id, IS_UNDECIDED, status, response=response, answered_at=now)


async def _mark(
    engine: AsyncEngine, command_id: uuid.UUID, still: Any, status: CommandStatus, **values: Any
) -> None:
    statement = update(CommandRow).where(CommandRow.id == command_id, still)
    async with single(engine).connect() as connection:
        await connection.execute(statement.values(status=status.value, **values))


IS_UNDECIDED: Final = CommandRow.status.in_(UNDECIDED)
