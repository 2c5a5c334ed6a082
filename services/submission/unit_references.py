"""The units that a paper names, held against the register before anything is stored (WF-05).

What the rules trust of them, the register says and nobody types: which are counties (WF-29), and
whether the level below is a town (WF-30).
"""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.dispatch.commands import Designate, Dispatch
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.chapters.units.commands import OpenUnitFile
from domain.order.command import Command
from policies.city_register import Unit, UnitLevel
from readmodel.orders.queries import standing_of
from store.commands.stored import Request
from store.register.units import UnfitUnit, in_force

COUNTY: Final = UnitLevel.DISTRICT
TOWN: Final = UnitLevel.TOWN


def named_units(command: Command) -> tuple[str, ...]:
    """The units that would get an order, or a file of their own; an empty code is the core's."""
    match command:
        case Dispatch(unit=unit) | Designate(unit=unit) | OpenUnitFile(unit=unit):
            named: tuple[str, ...] = (unit,)
        case SetHosts(host=host, co_hosts=co_hosts):
            named = (host, *co_hosts)
        case SubDispatch(child=child):
            named = (child,)
        case _:
            named = ()
    return tuple(code for code in named if code)


async def by_the_register(engine: AsyncEngine, request: Request, number: str) -> Request:
    """Fill in what the register knows of the named units; raises UnfitUnit."""
    named = named_units(request.command)
    if not named:
        return request
    known = await in_force(engine, named)
    await _require_class(engine, number, request.command, known)
    return replace(request, command=_filled_in(request.command, known)) if known else request


async def _require_class(
    engine: AsyncEngine, number: str, command: Command, known: dict[str, Unit]
) -> None:
    """A unit for which the register names classes of items gets no others as its own."""
    if not isinstance(command, Dispatch | Designate) or command.unit not in known:
        return
    unit = known[command.unit]
    standing = await standing_of(engine, number) if unit.item_classes else None
    if standing is not None and standing.class_ not in unit.item_classes:
        words = f"unit {unit.code} gets no {standing.class_} items · 该单位不承办此类事项"
        raise UnfitUnit("unit_not_for_class", unit.code, words)


def _filled_in(command: Any, known: dict[str, Unit]) -> Any:
    match command:
        case SetHosts():
            counties = sorted(code for code, unit in known.items() if unit.level is COUNTY)
            return replace(command, counties=tuple(counties))
        case Dispatch(unit=unit) if unit in known:
            return replace(command, to_town=known[unit].level is TOWN)
        case SubDispatch(child=child) if child in known:
            return replace(command, to_town=known[child].level is TOWN)
        case _:
            return command
