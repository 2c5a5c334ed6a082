"""Questions about orders: one, many, its facts, and what became of a command."""

import asyncio
import uuid
from datetime import datetime
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query

from api.as_of import AsOf, in_zone, then_of, zone_of
from api.commands import Number
from api.dependencies import OfficeOf
from api.problems import Problem
from domain.clock import Clock
from domain.standing import Standing
from domain.vocabulary import ItemClass, ItemType, Level, State
from readmodel.orders import queries
from readmodel.orders.queries import OrderView, Wanted
from services.office import Office
from store.commands.command_table import UnknownCommand, answer_of
from store.commands.order_time import is_known
from store.commands.settlement import UnknownOrder
from store.wire import FACT, RECEIPT, REFUSAL

router = APIRouter(tags=["orders 工单"])
VERSION_WAIT_S: Final = 2.0
VERSION_POLL_S: Final = 0.02
LARGEST_INTEGER: Final = 2**31 - 1
Word = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]


@router.get("/orders/{number}")
async def show(
    number: Number,
    office: OfficeOf,
    min_version: Annotated[int, Query(ge=0, le=LARGEST_INTEGER)] = 0,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """One order as it stands, with every clock; `min_version` waits for one's own act to show."""
    if as_of is not None:
        return await _stood(office, number, as_of)
    view = await _view(office, number, min_version)
    return _shown(view, await _zone(office, view.standing))


async def _stood(office: Office, number: str, as_of: datetime) -> dict[str, Any]:
    """One order as it stood at an instant."""
    zone = await zone_of(office, number)
    instant = in_zone(as_of, zone)
    view = await then_of(office).order(number, instant)
    return {**_shown(view, zone), "as_of": instant.isoformat()}


def _shown(view: OrderView, zone: ZoneInfo) -> dict[str, Any]:
    clocks = [_clock(clock, zone) for clock in view.clocks]
    return {**_standing(view.standing, zone), "clocks": clocks}


async def _view(office: Office, number: str, min_version: int) -> OrderView:
    try:
        async with asyncio.timeout(VERSION_WAIT_S):
            while True:
                view = await _published(office, number, may_be_unborn=min_version > 0)
                if view is not None and view.standing.version >= min_version:
                    return view
                await asyncio.sleep(VERSION_POLL_S)
    except TimeoutError:
        raise Problem(
            503, "not_yet_visible", f"version {min_version} is not visible yet; ask again"
        ) from None


async def _published(office: Office, number: str, *, may_be_unborn: bool) -> OrderView | None:
    """An order as it is published; None where it may have been registered a moment ago."""
    try:
        return await queries.order(office.engines.patient, number)
    except UnknownOrder:
        if may_be_unborn and await is_known(office.engines.patient, number):
            return None
        raise


@router.get("/orders")
async def list_orders(
    office: OfficeOf,
    state: State | None = None,
    unit: Word = None,
    level: Annotated[int | None, Query(ge=0, le=5)] = None,
    type: ItemType | None = None,
    class_: Annotated[ItemClass | None, Query(alias="class")] = None,
    district: Word = None,
    queue: Word = None,
    overdue: bool | None = None,
    limit: Annotated[int, Query(ge=1, le=queries.LARGEST_PAGE)] = 50,
    after: Word = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """Orders by how they stand, or stood `as_of` an instant, newest first, page by page."""
    wanted = Wanted(
        state=state,
        unit=unit,
        level=None if level is None else Level(level),
        type=type,
        class_=class_,
        district=district,
        queue=queue,
        overdue=overdue,
    )
    if as_of is not None:
        instant = in_zone(as_of, office.city.zone)
        page = await then_of(office).orders(wanted, instant, limit=limit, after=after)
    else:
        page = await queries.orders(office.engines.patient, wanted, limit=limit, after=after)
    return {
        "orders": [_standing(found, office.city.zone) for found in page.orders],
        "next": page.next,
    }


@router.get("/orders/{number}/facts")
async def facts(number: Number, office: OfficeOf, as_of: AsOf = None) -> list[dict[str, Any]]:
    """The facts of one order, in order."""
    if as_of is not None:
        instant = in_zone(as_of, await zone_of(office, number))
        found = await then_of(office).facts(number, instant)
        return [FACT.write(fact) for fact in found]
    await _view(office, number, 0)
    found = await queries.facts(office.engines.patient, number)
    return [FACT.write(fact) for fact in found]


@router.get("/commands/{command_id}")
async def command(command_id: uuid.UUID, office: OfficeOf) -> dict[str, Any]:
    """What became of a command, also long after its order has ended."""
    try:
        stored = await answer_of(office.engines.patient, command_id)
    except UnknownCommand:
        raise Problem(404, "unknown_command", "no command has this id") from None
    response = None
    if stored.receipt is not None:
        response = RECEIPT.write(stored.receipt)
    elif stored.refusal is not None:
        response = REFUSAL.write(stored.refusal)
    return {
        "command_id": str(stored.id),
        "order": stored.order_number,
        "name": stored.act.command.name,
        "status": stored.status,
        "received_at": stored.received_at.isoformat(),
        "response": response,
    }


async def _zone(office: Office, standing: Standing) -> ZoneInfo:
    pack = await office.laws.pack(standing.pack, standing.pack_edition)
    return ZoneInfo((await office.laws.calendar(pack.calendar)).time_zone)


def _standing(found: Standing, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "number": found.number,
        "state": found.state,
        "version": found.version,
        "pack": found.pack,
        "level": found.level.name,
        "type": found.type,
        "class": found.class_,
        "urgency": found.urgency,
        "district": found.district,
        "queue": found.queue,
        "unit": found.unit,
        "born_at": _local(found.born_at, zone),
    }


def _clock(clock: Clock, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": clock.id,
        "name": clock.name,
        "owner": clock.owner,
        "due": _local(clock.due, zone),
        "original_due": _local(clock.original_due, zone),
        "started": _local(clock.started, zone),
        "ended": _local(clock.ended, zone),
        "lapsed": _local(clock.lapsed, zone),
        "outcome": clock.outcome,
        "provisional": clock.provisional,
        "basis": list(clock.basis),
    }


def _local(instant: datetime | None, zone: ZoneInfo) -> str | None:
    return instant.astimezone(zone).isoformat() if instant else None
