"""Reading orders: one, many, their facts, and what became of a command; now or as of an instant."""

import asyncio
import uuid
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.order.fact import Fact
from domain.summary import Summary
from readmodel.orders import queries
from readmodel.orders.queries import LARGEST_PAGE as LARGEST_PAGE
from readmodel.orders.queries import OrderFilter as OrderFilter
from readmodel.orders.queries import OrderView
from services.access.orders import orders_seen_by, require_sees, sees
from services.access.principal import Principal
from services.access.rights import Right, require
from services.orders.as_of import Then, in_zone
from services.orders.views import CommandAnswered, OrderShown, OrdersListed, listed, shown
from services.records import Records
from store.commands.command_table import UnknownCommand, answer_of
from store.commands.order_time import is_known
from store.commands.settlement import UnknownOrder
from store.commands.stored import StoredCommand

VERSION_WAIT_S: Final = 2.0
VERSION_POLL_S: Final = 0.02


class NotYetVisible(RuntimeError):
    """An order is not published up to this version yet; whoever asks again will see it."""

    def __init__(self, version: int) -> None:
        super().__init__(f"version {version} is not visible yet; ask again")


async def show_order(
    principal: Principal,
    records: Records,
    number: str,
    *,
    min_version: int = 0,
    as_of: datetime | None = None,
) -> OrderShown:
    """One order with its clocks, at least as of a version, or as it stood at an instant.

    Raises MayNot, UnknownOrder, NotYetVisible, NotYetBorn and StillToCome."""
    await require_sees(principal, records.engine, number)
    if as_of is not None:
        return await _shown_then(records, number, as_of)
    view = await _visible(records, number, min_version)
    return shown(view, await _zone(records, view.standing))


async def _shown_then(records: Records, number: str, as_of: datetime) -> OrderShown:
    zone = await _zone_at_birth(records, number)
    instant = in_zone(as_of, zone)
    return shown(await _then(records).order(number, instant), zone, instant)


async def list_orders(
    principal: Principal,
    records: Records,
    wanted: OrderFilter,
    *,
    limit: int,
    after: str | None = None,
    as_of: datetime | None = None,
) -> OrdersListed:
    """Orders that this reader sees, newest first, a page at a time; now or as of an instant.

    Raises MayNot, BadPage and StillToCome."""
    require(principal, Right.READ_ORDERS)
    seen = orders_seen_by(principal)
    if as_of is not None:
        instant = in_zone(as_of, records.city.zone)
        then = _then(records)
        page = await then.orders(seen, wanted, instant, limit=limit, after=after)
    else:
        page = await queries.orders(records.engine, seen, wanted, limit=limit, after=after)
    orders = tuple(listed(found, records.city.zone) for found in page.orders)
    return OrdersListed(orders=orders, next=page.next)


async def facts_of_order(
    principal: Principal, records: Records, number: str, *, as_of: datetime | None = None
) -> tuple[Fact, ...]:
    """The facts of one order in their order.

    Raises MayNot, UnknownOrder, DamagedFact, NotYetBorn and StillToCome."""
    await require_sees(principal, records.engine, number, Right.READ_LEDGER)
    if as_of is not None:
        instant = in_zone(as_of, await _zone_at_birth(records, number))
        return await _then(records).facts(number, instant)
    await _visible(records, number, 0)
    return await queries.facts(records.engine, number)


async def command_answered(
    principal: Principal, records: Records, command_id: uuid.UUID
) -> CommandAnswered:
    """What became of a command, also long after its order has ended: told to whoever gave it, and
    to whoever sees the order. Raises UnknownCommand."""
    stored = await answer_of(records.engine, command_id)
    if stored.act.actor.person != principal.person:
        await _require_may_ask_of(principal, records, stored)
    return _answered(stored)


async def _require_may_ask_of(
    principal: Principal, records: Records, stored: StoredCommand
) -> None:
    """Whoever sees an order may ask what became of the acts on it; raises UnknownCommand."""
    number = stored.order_number
    if number is None or not await sees(principal, records.engine, number):
        raise UnknownCommand(str(stored.id))


def _answered(stored: StoredCommand) -> CommandAnswered:
    return CommandAnswered(
        command_id=str(stored.id),
        order=stored.order_number,
        name=stored.act.command.name,
        status=stored.status,
        received_at=stored.received_at,
        response=stored.refusal if stored.receipt is None else stored.receipt,
    )


async def _visible(records: Records, number: str, min_version: int) -> OrderView:
    """An order as soon as it is published up to a version; raises NotYetVisible, UnknownOrder."""
    try:
        async with asyncio.timeout(VERSION_WAIT_S):
            while True:
                view = await _published(records, number, may_be_unborn=min_version > 0)
                if view is not None and view.standing.version >= min_version:
                    return view
                await asyncio.sleep(VERSION_POLL_S)
    except TimeoutError:
        raise NotYetVisible(min_version) from None


async def _published(records: Records, number: str, *, may_be_unborn: bool) -> OrderView | None:
    """An order as it is published; None where it may have been registered a moment ago."""
    try:
        return await queries.order(records.engine, number)
    except UnknownOrder:
        if may_be_unborn and await is_known(records.engine, number):
            return None
        raise


async def _zone(records: Records, standing: Summary) -> ZoneInfo:
    pack = await records.laws.pack(standing.pack, standing.pack_edition)
    return ZoneInfo((await records.laws.calendar(pack.calendar)).time_zone)


async def _zone_at_birth(records: Records, number: str) -> ZoneInfo:
    return ZoneInfo((await records.law_at_birth(number)).calendar.time_zone)


def _then(records: Records) -> Then:
    return Then(engine=records.engine, laws=records.laws)
