"""Lists of orders as desks show them: rows with what is left and what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from domain.law.pack import Pack
from domain.order.clock import Clock
from domain.time.calendar import WorkCalendar
from domain.vocabulary import ClockName, ItemClass, ItemType, State, Urgency
from readmodel.orders.desk_list import ListedOrder, counts_of_lists, page_of_list
from readmodel.orders.desk_list import ListWanted as ListWanted
from readmodel.orders.desk_list import Sorting as Sorting
from services.access.orders import orders_seen_by
from services.access.principal import Principal
from services.access.rights import Right, require
from services.office import Office
from services.orders.clocks_left import ClockLeft, clock_left, most_pressing
from services.orders.matters import Matter, matters_of
from store.commands.order_time import now_of_each
from store.register.units import district_titles, named_units
from store.unit_of_work import snapshot

OF_UNITS: Final = frozenset({ClockName.ACCEPT, ClockName.ARRIVE, ClockName.HANDLE})
"""Duties that whichever unit has the order has: who owes one has had it in hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRow:
    """One order in a list."""

    number: str
    version: int
    state: State
    type: ItemType
    class_: ItemClass
    urgency: Urgency
    level: int
    """The rung of supervision; 0: none."""
    unit: str
    unit_title: str
    district_title: str
    matter: Matter
    clock: ClockLeft | None
    """The duty that is due first; None where nothing is owed."""
    hands: int
    """How many units have had it."""
    days: int
    """How many days it has been in the air."""
    born_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskList:
    """A page of a list; the whole list holds so many orders."""

    rows: tuple[OrderRow, ...]
    count: int
    page: int
    of_pages: int


async def list_for_desk(
    principal: Principal,
    office: Office,
    wanted: ListWanted,
    sorting: Sorting,
    *,
    limit: int,
    page: int = 1,
) -> DeskList:
    """One page of a list of orders that this reader sees; raises MayNot, NobodyNamed, BadPage."""
    require(principal, Right.READ_ORDERS)
    seen = orders_seen_by(principal)
    async with snapshot(office.engine) as moment:
        found = await page_of_list(moment, seen, wanted, sorting, limit=limit, page=page)
        standings = [one.standing for one in found.orders]
        now = await now_of_each(moment, [one.number for one in standings])
        matters = await matters_of(principal, office, moment, standings, now)
        units = await named_units(moment, [one.unit for one in standings if one.unit])
        districts = await district_titles(moment)
    titles = {code: unit.title for code, unit in units.known.items()}
    laws = await _laws(office, found.orders)
    rows = [
        _row(one, matters[one.standing.number], now[one.standing.number], laws, titles, districts)
        for one in found.orders
    ]
    pages = max(1, -(-found.count // limit))
    return DeskList(rows=tuple(rows), count=found.count, page=page, of_pages=pages)


async def count_lists(
    principal: Principal, office: Office, lists: Sequence[ListWanted]
) -> tuple[int, ...]:
    """How many orders of each list this reader sees, all at one moment; raises MayNot."""
    require(principal, Right.READ_ORDERS)
    return await counts_of_lists(office.engine, orders_seen_by(principal), lists)


Laws = Mapping[tuple[str, str], tuple[Pack, WorkCalendar]]


async def _laws(office: Office, orders: Sequence[ListedOrder]) -> Laws:
    """The pack of each order, and the calendar that it counts by."""
    editions = {(one.standing.pack, one.standing.pack_edition) for one in orders}
    packs = {edition: await office.laws.pack(*edition) for edition in editions}
    names = {pack.calendar for pack in packs.values()}
    calendars = {name: await office.laws.calendar(name) for name in names}
    return {edition: (pack, calendars[pack.calendar]) for edition, pack in packs.items()}


def _row(
    one: ListedOrder,
    matter: Matter,
    now: datetime,
    laws: Laws,
    titles: Mapping[str, str],
    districts: Mapping[str, str],
) -> OrderRow:
    standing = one.standing
    pack, calendar = laws[standing.pack, standing.pack_edition]
    zone = ZoneInfo(calendar.time_zone)
    clock, hours = most_pressing(one.clocks), pack.office_hours.value
    return OrderRow(
        number=standing.number,
        version=standing.version,
        state=standing.state,
        type=standing.type,
        class_=standing.class_,
        urgency=standing.urgency,
        level=int(standing.level),
        unit=standing.unit,
        unit_title=titles.get(standing.unit, standing.unit),
        district_title=districts.get(standing.district, standing.district),
        matter=matter,
        clock=None if clock is None else clock_left(clock, now, calendar, hours),
        hands=_hands(one.clocks),
        days=(now - standing.born_at).days if standing.born_at else 0,
        born_at=standing.born_at and standing.born_at.astimezone(zone),
    )


def _hands(clocks: Sequence[Clock]) -> int:
    return len({one.owner for one in clocks if one.name in OF_UNITS})
