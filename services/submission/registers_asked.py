"""What the registers are asked before a paper is received: all that it names, at one moment."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.chapters.caller.commands import Persuade, RequestAccess
from domain.chapters.dispatch.catalogue import Catalogue, DemandMatter
from domain.chapters.dispatch.commands import Designate, Dispatch
from domain.chapters.emergency.commands import CallInTerritory, DeclareEmergency
from domain.chapters.handling.commands import AddEvidence, AddFile
from domain.chapters.intake.commands import Answer, Reclassify, Register
from domain.chapters.together.commands import Merge, SetHosts, Split, SubDispatch
from domain.chapters.units.commands import OpenUnitFile
from domain.order.act import Actor
from domain.order.command import Command
from domain.vocabulary import ItemClass, ItemType, Urgency
from policies.city_register import UnitLevel
from readmodel.orders.queries import standing_of
from store.commands.earlier_editions import earlier_among
from store.commands.order_time import known_orders
from store.commands.stamping import was_asked
from store.commands.stored import Request
from store.knowledge.citations import EntryCited, citation
from store.register.dispatch_catalogue import catalogue_on, matter_of, today
from store.register.people import actors
from store.register.units import NamedUnits, government_of, named_units
from store.unit_of_work import snapshot
from store.vault.attachment_rows import KeptAttachment, find, is_attached
from store.vault.callers import persuaded_elsewhere, restricted_until

NAMES_SOMETHING: Final = (
    *(Register, Reclassify, Dispatch, SubDispatch, Designate, SetHosts, OpenUnitFile),
    *(Merge, Split, Answer, Persuade, DeclareEmergency, CallInTerritory),
    *(RequestAccess, AddFile, AddEvidence),
)
"""The papers that name an order, a unit, a person, an entry, a file or a caller which a register
knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistersAsked:
    """What the registers said of what a paper names; nothing where it names nothing of theirs."""

    known_orders: frozenset[str] = frozenset()
    """Those of the named orders that exist."""
    earlier_orders: frozenset[str] = frozenset()
    """Those of them that were born under an earlier edition and could not be told of it."""
    citation: EntryCited | None = None
    master_is_emergency: bool = False
    """Whether the order that another would follow is an emergency, as published."""
    government: str = ""
    """Who governs the place of an emergency for which nobody was named (SY20-22)."""
    units: NamedUnits | None = None
    item_class: ItemClass | None = None
    """The class that the order itself stands in; None while nothing of it is published."""
    persuaded: tuple[datetime, ...] = ()
    """When the same caller was persuaded in other orders."""
    restricted_until: datetime | None = None
    people: tuple[Actor, ...] = ()
    """Those of the named people whom the register knows today."""
    catalogue: Catalogue | None = None
    """The dispatch catalogue of the order's day."""
    matter: DemandMatter | None = None
    """What the order is about."""
    departments: tuple[str, ...] = ()
    """The city's departments that the catalogue names beside the county that would get it."""
    file: KeptAttachment | None = None
    """The file that was sent in by this very person for this very act, and waits for it."""


async def ask_registers(
    engine: AsyncEngine, request: Request, number: str = "", offset: timedelta = timedelta()
) -> RegistersAsked | None:
    """Ask about all that a paper names, in one snapshot; None where nothing is left to complete.

    A paper that names nothing is complete as it is, and one that was handed in before has its
    answer, whatever the registers say by now."""
    if not isinstance(request.command, NAMES_SOMETHING):
        return None
    async with snapshot(engine) as connection:
        if await was_asked(connection, request):
            return None
        return await _Asking(connection, request, number, offset).whole()


def named_orders(command: Command) -> Iterator[tuple[str, str]]:
    """The other orders that a paper names, each with its field (T07, T46).

    What a demand repeats may be known to an older system only, and is not asked for."""
    match command:
        case Merge(master=master, child=child):
            yield "master", master
            yield "child", child
        case Split(parts=parts):
            yield from (("parts", part) for part in parts)
        case Register(part_of=part_of):
            yield "part_of", part_of
        case _:
            pass


def is_uuid(written: str) -> bool:
    """Whether a word is a number of a file at all."""
    try:
        return str(uuid.UUID(written)) == written
    except ValueError:
        return False


def codes_of_units(command: Command) -> tuple[str, ...]:
    """The units that would get an order, or a file of their own; an empty code is the core's."""
    match command:
        case Dispatch(unit=unit) | Designate(unit=unit) | OpenUnitFile(unit=unit):
            named: tuple[str, ...] = (unit,)
        case SetHosts(host=host, co_hosts=co_hosts):
            named = (host, *co_hosts)
        case SubDispatch(child=child):
            named = (child,)
        case Answer(conveyed_to=unit):
            named = (unit,)
        case Register() | DeclareEmergency() | CallInTerritory():
            named = (command.territory,)
        case _:
            named = ()
    return tuple(code for code in named if code)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One paper before the registers, within one unit of work."""

    connection: AsyncConnection
    request: Request
    number: str
    offset: timedelta

    async def whole(self) -> RegistersAsked:
        """Ask every register that the paper concerns."""
        said: dict[str, Any] = {}
        if orders := [number for _, number in named_orders(self.request.command) if number]:
            said["known_orders"] = await known_orders(self.connection, orders)
            said["earlier_orders"] = await earlier_among(self.connection, orders)
        if units := codes_of_units(self.request.command):
            said |= await self._units(units)
        said |= await self._emergency()
        said |= await self._file()
        said |= await self._people_or_entry()
        said |= await self._catalogue()
        return RegistersAsked(**said)

    async def _units(self, codes: tuple[str, ...]) -> dict[str, Any]:
        units = await named_units(self.connection, codes)
        if not any(unit.item_classes for unit in units.known.values()):
            return {"units": units}
        standing = await standing_of(self.connection, self.number)
        return {"units": units, "item_class": standing.class_ if standing else None}

    async def _emergency(self) -> dict[str, Any]:
        match self.request.command:
            case Merge(master=master) if master:
                standing = await standing_of(self.connection, master)
                urgent = standing is not None and standing.urgency is Urgency.EMERGENCY
                return {"master_is_emergency": urgent}
            case Register(urgency=Urgency.EMERGENCY, territory="", district=place) if place:
                return {"government": await government_of(self.connection, place)}
            case _:
                return {}

    async def _file(self) -> dict[str, Any]:
        match self.request.command:
            case AddFile(attachment=id) | AddEvidence(attachment=id) if is_uuid(id):
                file = await find(self.connection, uuid.UUID(id))
                if file is not None and await self._is_waiting(file):
                    return {"file": file}
        return {}

    async def _is_waiting(self, file: KeptAttachment) -> bool:
        wanted = (self.number, self.request.command.name, self.request.actor.person)
        own = (file.order_number, file.act, file.sent_by) == wanted
        return own and file.form is not None and not await is_attached(self.connection, file.id)

    async def _people_or_entry(self) -> dict[str, Any]:
        match self.request.command:
            case Answer(kb_entry=entry, kb_version=version) if entry:
                cited = await citation(self.connection, self.number, entry, version)
                return {"citation": cited}
            case RequestAccess(people=people):
                return {"people": await actors(self.connection, people)}
            case Persuade():
                return {"persuaded": await persuaded_elsewhere(self.connection, self.number)}
            case Register(type=type) if type is not ItemType.REPORT:
                # Whoever reports a wrong is linked with no other call (a default).
                digests = self.request.traces.digests
                until = await restricted_until(self.connection, digests) if digests else None
                return {"restricted_until": until}
            case _:
                return {}

    async def _catalogue(self) -> dict[str, Any]:
        match self.request.command:
            case Register(category=category) | Reclassify(category=category) if category:
                return {"catalogue": await self._catalogue_of_the_day()}
            case Dispatch(unit=unit):
                said = await self._catalogue_for_the_order()
                return {**said, "departments": await self._departments_beside(unit, **said)}
            case SubDispatch():
                return await self._catalogue_for_the_order()
            case _:
                return {}

    async def _catalogue_for_the_order(self) -> dict[str, Any]:
        matter = await matter_of(self.connection, self.number)
        return {"catalogue": await self._catalogue_of_the_day(), "matter": matter}

    async def _departments_beside(
        self, unit: str, catalogue: Catalogue, matter: DemandMatter | None
    ) -> tuple[str, ...]:
        """WF-29: duties overlap where the most specific entries name a county and a department."""
        expected = catalogue.expected_units(matter) if matter else ()
        if unit not in expected or len(expected) == 1:
            return ()
        known = (await named_units(self.connection, expected)).known
        if unit not in known or known[unit].level is not UnitLevel.DISTRICT:
            return ()
        return tuple(code for code in known if known[code].level is UnitLevel.CITY)

    async def _catalogue_of_the_day(self) -> Catalogue:
        day = await today(self.connection, self.number, self.offset)
        return await catalogue_on(self.connection, day)
