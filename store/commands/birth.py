"""How an order comes into the command table: its number, its keys, and the act that begins it."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.decide import Decided, decide
from domain.order.act import Act
from domain.order.order import Order
from domain.order.refusal import Refusal
from domain.order.terms import Mode
from store.commands.earlier_editions import IS_PRESENT
from store.commands.settlement import UnknownOrder
from store.commands.stamping import (
    AskedElsewhere,
    add_command,
    asked_before,
    fresh,
    given,
    secrecies,
    stamp,
    stamped,
)
from store.commands.stored import CommandStatus, ReceivedRequest, Request, StoredCommand
from store.commands.upstream_orders import opening_once
from store.engines import single
from store.tables import CommandRow, DatabaseMode, WorkOrderRow
from store.vault.blind_index_rows import store_traces
from store.vault.encryption import new_keys
from store.vault.key_ring import KeyRing
from store.vault.vault_rows import store_deposit, store_keys
from store.wire import ACT
from workflows.ports import Batch, CommandAnswer, Receipt

Judge = Callable[[str, Act], Decided | Refusal]
"""Decides the stamped registration of the order with this number; pure."""
Keep = Callable[[AsyncConnection, Batch], Awaitable[object]]
"""Stores what a registration makes, within the transaction of the birth."""


class ImpossibleBirth(RuntimeError):
    """A registration that was accepted once is refused by the law that it was born under."""


DAY_AND_COUNT: Final = text(
    "SELECT city_number_day(clock_timestamp() + :clock_offset), nextval('order_number_seq'),"
    " (SELECT key_id FROM known_key WHERE kind = 'vault' AND is_current)"
)


BIRTHS: Final = (
    select(WorkOrderRow.__table__, CommandRow.act)
    .join(CommandRow, CommandRow.order_number == WorkOrderRow.number)
    .where(CommandRow.place == 1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthRecord:
    """Under which law and calendar an order is born; the relay starts its workflow from this."""

    pack: str
    pack_edition: str
    calendar: str
    calendar_edition: str
    """The editions in force, as `WorkCalendar.edition` words them."""
    rules_edition: int
    """What the core's rules mean for it."""
    clock_offset: timedelta = timedelta()
    """How far the order's time is moved; a real database refuses any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """How an order came into the command table."""

    number: str
    mode: Mode
    record: BirthRecord
    act: Act
    """The registration."""
    started: bool
    """Whether its workflow is known to run, or to have run."""


async def open_order(
    engine: AsyncEngine,
    master: KeyRing,
    record: BirthRecord,
    request: Request,
    judge: Judge,
    keep: Keep,
) -> ReceivedRequest:
    """Open an order with its registration and what that makes, or keep the refused registration.

    The same request again finds the same row; raises KeyReused and UnforeseenText."""
    given(request)
    try:
        async with engine.begin() as connection:
            if known := await asked_before(connection, request):
                return ReceivedRequest(command=known, is_new=False)
            born = await _bear(connection, master, record, request, judge, keep)
            return ReceivedRequest(command=born, is_new=True)
    except AskedElsewhere:
        return await _winner(engine, request)


async def _winner(engine: AsyncEngine, request: Request) -> ReceivedRequest:
    """The row that another transaction stored for the same request; raises KeyReused."""
    async with single(engine).connect() as connection:
        known = await asked_before(connection, request)
    if known is None:
        raise AskedElsewhere(request.idempotency_key)
    return ReceivedRequest(command=known, is_new=False)


async def not_started(engine: AsyncEngine, older_than: timedelta) -> tuple[str, ...]:
    """The orders whose workflow was not started so long after their registration."""
    number = WorkOrderRow.number
    waiting = (
        select(number)
        .join(CommandRow, CommandRow.order_number == number)
        .where(CommandRow.place == 1, ~WorkOrderRow.started, IS_PRESENT)
        .where(func.received_at(number) - CommandRow.received_at >= older_than)
        .order_by(number)
    )
    async with single(engine).connect() as connection:
        return tuple(str(found) for found in await connection.scalars(waiting))


async def birth_of(engine: AsyncEngine, number: str) -> Birth:
    """How one order was born; raises UnknownOrder."""
    async with single(engine).connect() as connection:
        found = await connection.execute(BIRTHS.where(WorkOrderRow.number == number))
        row = found.one_or_none()
    if row is None:
        raise UnknownOrder(number)
    return _birth(row)


async def births_of(engine: AsyncEngine, numbers: Sequence[str]) -> dict[str, Birth]:
    """How several orders were born, by number."""
    async with single(engine).connect() as connection:
        found = await connection.execute(BIRTHS.where(WorkOrderRow.number.in_(numbers)))
        return {row.number: _birth(row) for row in found}


def _birth(row: Row[Any]) -> Birth:
    return Birth(
        number=row.number,
        mode=Mode(row.mode),
        record=BirthRecord(
            pack=row.pack,
            pack_edition=row.pack_edition,
            calendar=row.calendar,
            calendar_edition=row.calendar_edition,
            rules_edition=row.rules_edition,
            clock_offset=row.clock_offset,
        ),
        act=ACT.read(row.act),
        started=row.started,
    )


async def mark_started(engine: AsyncEngine, number: str) -> None:
    """Note that an order's workflow is running."""
    statement = update(WorkOrderRow).where(WorkOrderRow.number == number).values(started=True)
    async with single(engine).connect() as connection:
        await connection.execute(statement)


async def _bear(
    connection: AsyncConnection,
    master: KeyRing,
    record: BirthRecord,
    request: Request,
    judge: Judge,
    keep: Keep,
) -> StoredCommand:
    attempt = await connection.begin_nested()
    number, current = await _new_order(connection, record)
    when = await stamp(connection, number)
    keys = new_keys(number)
    act = stamped(request, uuid.uuid4(), when.received_at)
    deposit = keys.deposit(uuid.UUID(act.command_id), given(request), secrecies(request))
    act = replace(act, commitment=deposit.commitment if act.filled else "")
    decided = await opening_once(connection, act.command, judge(number, act))
    if isinstance(decided, Refusal):
        await attempt.rollback()
        return await _refuse(connection, request, act, decided)
    stored = fresh(request, act, number, when.place)
    await store_keys(connection, master, current, keys)
    await add_command(connection, stored)
    if act.filled:
        await store_deposit(connection, number, stored.id, deposit)
    await store_traces(connection, number, request.traces)
    made = made_by(act, decided)
    await keep(connection, made)
    return replace(stored, status=CommandStatus.DECIDED, receipt=made.receipt)


def made_at_birth(unborn: Order, registration: Act) -> Batch:
    """What the registration of an order made, decided once more; raises ImpossibleBirth."""
    decided = decide(unborn, registration)
    if isinstance(decided, Refusal):
        raise ImpossibleBirth(f"{unborn.number}: {decided.code}")
    return made_by(registration, decided)


def made_by(act: Act, decided: Decided) -> Batch:
    """What the act that opens a run makes, with its answer: the opener stores it.

    It was recorded, for all that is known of it later, when it was received."""
    answer = CommandAnswer(command_id=act.command_id, receipt=Receipt.of(decided.order))
    return Batch.of(decided, act.received_at, answer)


async def _new_order(connection: AsyncConnection, record: BirthRecord) -> tuple[str, str | None]:
    """Its number, and by which key of the vault its own are wrapped, where the database says so."""
    moved = {"clock_offset": record.clock_offset}
    day, count, key_id = (await connection.execute(DAY_AND_COUNT, moved)).one()
    number = f"{day}-{count:06d}"
    row = {
        "number": number,
        "mode": select(DatabaseMode.mode).scalar_subquery(),
        "clock_offset": record.clock_offset,
        "pack": record.pack,
        "pack_edition": record.pack_edition,
        "calendar": record.calendar,
        "calendar_edition": record.calendar_edition,
        "rules_edition": record.rules_edition,
    }
    await connection.execute(insert(WorkOrderRow).values(row))
    return number, key_id


async def _refuse(
    connection: AsyncConnection, request: Request, act: Act, refusal: Refusal
) -> StoredCommand:
    """Keep a registration that no order came of; its texts are not kept, nor a commitment."""
    homeless = replace(
        fresh(request, replace(act, commitment=""), None, None),
        status=CommandStatus.REFUSED,
        refusal=refusal,
        answered_at=act.received_at,
    )
    await add_command(connection, homeless)
    return homeless
