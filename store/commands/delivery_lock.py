"""Delivery of one order's commands is one process's work at a time.

The right to deliver is a lock of a whole session. It falls with the session: with the connection,
with the process, with the server. Sessions lock twice what they hold already, so no connection
goes back to its pool before it has let go of everything; one of which that is not certain is ended.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Row, TextClause, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from store.commands.command_table import receive
from store.commands.earlier_editions import EarlierEdition
from store.commands.receiving import asking
from store.commands.settlement import UnknownOrder
from store.commands.stored import ReceivedRequest, Request, StoredCommand, written_command
from store.engines import Engines, Statements, has_room
from store.tables import WORKFLOW_EDITION
from store.vault.key_ring import KeyRing
from store.wire import Json

TAKE: Final = text("SELECT take_delivery(:number, :wait_ms)")
STANDING: Final = "is_held, edition, started, version, waiting, clocks"
HOLD: Final = text(f"SELECT {STANDING} FROM hold_order(:number, :wait_ms)")
RECEIVE_AND_HOLD: Final = text(
    f"SELECT outcome, received, {STANDING} FROM receive_and_hold"
    "(:number, :edition, CAST(:asked AS jsonb), CAST(:sealed AS jsonb))"
)
LET_GO: Final = text("SELECT pg_advisory_unlock_all()")
LOCK_NOT_AVAILABLE: Final = "55P03"


class DeliveryBusy(TimeoutError):
    """Somebody else is delivering to this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldOrder:
    """An order that nobody else delivers to, as it stood when it was taken."""

    connection: AsyncConnection
    """Holds the lock; each of its statements is a transaction of its own, and none succeeds once
    the lock has fallen."""
    number: str
    waiting: tuple[StoredCommand, ...]
    """The commands whose answer is still to come, in the order of delivery."""
    version: int
    """Up to where its facts are stored; 0 where none is."""
    clocks: Mapping[str, Json]
    """The written form of its clocks by their ids, as it stood at that version."""
    started: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """A request that was received, whatever becomes of its delivery."""

    number: str
    received: ReceivedRequest
    engine: Statements
    ends: AsyncExitStack
    at_once: HeldOrder | None
    """Its order, where it could be taken with the receipt."""
    connection: AsyncConnection | None
    """Where the order can be waited for; None where all connections were taken."""

    async def held(self, within: timedelta) -> HeldOrder | None:
        """Hold its order until the block ends; None where the request is answered already.

        Raises DeliveryBusy when another keeps it too long, and EarlierEdition."""
        if self.at_once is not None or not self.received.command.is_undecided:
            return self.at_once
        connection = self.connection
        if connection is None:
            connection = await self.ends.enter_async_context(_own_session(self.engine))
        return await _hold(connection, self.number, within)


@asynccontextmanager
async def delivery_lock(engine: Statements, number: str, within: timedelta) -> AsyncIterator[None]:
    """Hold the right to deliver to an order; raises DeliveryBusy when another keeps it too long."""
    async with _own_session(engine) as connection:
        await _take(connection, TAKE, number, within)
        yield


@asynccontextmanager
async def held_order(
    engine: Statements, number: str, within: timedelta
) -> AsyncIterator[HeldOrder]:
    """Hold the right to deliver to an order, and say how it stands, in one statement.

    Raises DeliveryBusy when another keeps it too long, UnknownOrder and EarlierEdition."""
    async with _own_session(engine) as connection:
        yield await _hold(connection, number, within)


@asynccontextmanager
async def received_and_held(
    engines: Engines, master: KeyRing | None, number: str, request: Request
) -> AsyncIterator[Reception]:
    """Receive a request as `receive` does and, if that is free, hold its order in one statement.

    Nothing is received later because others deliver: where all connections of the deliveries are
    taken, the request is received through another, and the order is held afterwards."""
    engine = engines.deliveries
    async with AsyncExitStack() as ends:
        connection, at_once = None, None
        if has_room(engine):
            connection = await ends.enter_async_context(_own_session(engine))
            asked = await asking(connection, master, number, request)
            row = (await connection.execute(RECEIVE_AND_HOLD, asked.parameters)).one()
            received = asked.received(row)
            at_once = _held_order(connection, number, row) if row.is_held else None
        else:
            received = await receive(engines.patient, master, number, request)
        yield Reception(
            number=number,
            received=received,
            engine=engine,
            ends=ends,
            at_once=at_once,
            connection=connection,
        )


@asynccontextmanager
async def _own_session(engine: Statements) -> AsyncIterator[AsyncConnection]:
    async with engine.connect() as connection:
        try:
            yield connection
        finally:
            with suppress(DBAPIError):  # the session is ended then, and its lock with it
                await _let_go(connection)


async def _let_go(connection: AsyncConnection) -> None:
    if connection.invalidated:
        return
    try:
        await connection.execute(LET_GO)
    except BaseException:
        await connection.invalidate()
        raise


async def _hold(connection: AsyncConnection, number: str, within: timedelta) -> HeldOrder:
    return _held_order(connection, number, await _take(connection, HOLD, number, within))


async def _take(
    connection: AsyncConnection, taking: TextClause, number: str, within: timedelta
) -> Row[Any]:
    wait_ms = max(1, round(within.total_seconds() * 1000))
    try:
        return (await connection.execute(taking, {"number": number, "wait_ms": wait_ms})).one()
    except OperationalError as refused:
        if getattr(refused.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise DeliveryBusy(number) from refused
        raise


def _held_order(connection: AsyncConnection, number: str, row: Row[Any]) -> HeldOrder:
    if row.edition is None:
        raise UnknownOrder(number)
    if row.edition != WORKFLOW_EDITION:
        raise EarlierEdition(number)
    return HeldOrder(
        connection=connection,
        number=number,
        waiting=tuple(written_command(command) for command in row.waiting or ()),
        version=row.version,
        clocks=row.clocks or {},
        started=row.started,
    )
