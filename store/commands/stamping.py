"""The stamp: PostgreSQL gives each command of an order its instant and its place, under a lock."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, func, literal, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.order.act import Act
from domain.vocabulary import Secrecy
from store.commands.stored import COMMANDS, CommandStatus, Request, StoredCommand, stored_command
from store.tables import CommandRow, WorkOrderRow
from store.unit_of_work import Source, reading
from store.wire import ACT, REFUSAL

INSTANT_LATER: Final = literal(timedelta.resolution)
# Only once the lock is held: a clock read earlier could come before another's later stamp.
STAMP: Final = (
    update(WorkOrderRow)
    .where(WorkOrderRow.number == bindparam("order_number"))
    .values(
        last_received_at=func.greatest(
            func.received_at(bindparam("order_number")),
            WorkOrderRow.last_received_at + INSTANT_LATER,
            WorkOrderRow.settled_until + INSTANT_LATER,
        ),
        next_place=WorkOrderRow.next_place + 1,
    )
    .returning(
        WorkOrderRow.last_received_at.label("received_at"),
        (WorkOrderRow.next_place - 1).label("place"),
    )
)
ASKED_BEFORE: Final = COMMANDS.where(
    CommandRow.actor == bindparam("person"), CommandRow.idempotency_key == bindparam("key")
)
ADD_COMMAND: Final = (
    insert(CommandRow)
    .on_conflict_do_nothing(constraint="command_asked_once")
    .returning(CommandRow.id)
)


class KeyReused(ValueError):
    """The same person used the same idempotency key for another request."""


class UnforeseenText(ValueError):
    """The command knows no text of this name."""


class AskedElsewhere(RuntimeError):
    """Another transaction has just stored a request with the same key; its row counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When (UTC) and in which place a command was received."""

    received_at: datetime
    place: int


async def stamp(connection: AsyncConnection, number: str) -> Stamp:
    """Take the next instant and place of an order that this transaction holds.

    Only a birth asks so; whatever comes later is stamped by `receive_command` in PostgreSQL."""
    taken = (await connection.execute(STAMP, {"order_number": number})).one()
    return Stamp(received_at=taken.received_at, place=taken.place)


async def asked_before(connection: AsyncConnection, request: Request) -> StoredCommand | None:
    """Find the row of the same request; raises KeyReused if the key belongs to another one."""
    who = {"person": request.actor.person, "key": request.idempotency_key}
    row = (await connection.execute(ASKED_BEFORE, who)).one_or_none()
    if row is None:
        return None
    known = stored_command(row)
    if known.request_hash != request.request_hash:
        raise KeyReused(request.idempotency_key)
    return known


async def was_asked(source: Source, request: Request) -> bool:
    """Whether this person has used this key before, for whatever request."""
    who = {"person": request.actor.person, "key": request.idempotency_key}
    async with reading(source) as connection:
        return (await connection.execute(ASKED_BEFORE, who)).one_or_none() is not None


def given(request: Request) -> dict[str, str]:
    """The texts that were really given; raises UnforeseenText."""
    texts = {name: text for name, text in request.texts.items() if text.strip()}
    if unforeseen := texts.keys() - secrecies(request).keys():
        raise UnforeseenText(f"{request.command.name}: {', '.join(sorted(unforeseen))}")
    return texts


def secrecies(request: Request) -> dict[str, Secrecy]:
    """Which key covers each text of the command."""
    return request.command.TEXTS


def stamped(request: Request, command_id: uuid.UUID, received_at: datetime) -> Act:
    """The request as an act that has a time."""
    return Act(
        command_id=str(command_id),
        command=request.command,
        actor=request.actor,
        received_at=received_at,
        on_behalf_of=request.on_behalf_of,
        admitted_by=request.admitted_by,
        filled=tuple(sorted(given(request))),
    )


async def add_command(connection: AsyncConnection, stored: StoredCommand) -> None:
    """Write a command's row; raises AskedElsewhere if another has the key by now."""
    act = stored.act
    row = {
        "id": stored.id,
        "order_number": stored.order_number,
        "place": stored.place,
        "actor": act.actor.person,
        "role": act.actor.role.value,
        "unit": act.actor.unit,
        "idempotency_key": stored.idempotency_key,
        "request_hash": stored.request_hash,
        "name": act.command.name,
        "act": ACT.write(act),
        "via": stored.via.value,
        "received_at": act.received_at,
        "status": stored.status.value,
        "response": REFUSAL.write(stored.refusal) if stored.refusal else None,
        "answered_at": stored.answered_at,
    }
    if await connection.scalar(ADD_COMMAND, row) is None:
        raise AskedElsewhere(stored.idempotency_key)


def fresh(request: Request, act: Act, number: str | None, place: int | None) -> StoredCommand:
    """The row of a command that has just been received."""
    return StoredCommand(
        id=uuid.UUID(act.command_id),
        order_number=number,
        place=place,
        act=act,
        via=request.via,
        status=CommandStatus.RECEIVED,
        idempotency_key=request.idempotency_key,
        request_hash=request.request_hash,
        receipt=None,
        refusal=None,
        failure="",
        answered_at=None,
    )
