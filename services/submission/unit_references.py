"""The units that a paper names, held against the register before anything is stored (WF-05).

What the rules trust of them, the register says and nobody types: which are counties (WF-29),
whether the level below is a town (WF-30), to which district they belong (SY20-07, SY20-15), and
who governs the place of an emergency (SY20-22).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from domain.chapters.dispatch.commands import Designate, Dispatch
from domain.chapters.emergency.commands import CallInTerritory, DeclareEmergency
from domain.chapters.intake.commands import Register
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.order.command import Command
from domain.vocabulary import ItemClass
from policies.city_register import Unit, UnitLevel
from services.submission.registers_asked import RegistersAsked
from store.register.units import NamedUnits, UnfitUnit, district_of
from texts import both

COUNTY: Final = UnitLevel.DISTRICT
TOWN: Final = UnitLevel.TOWN


def by_the_register(command: Command, said: RegistersAsked) -> Command:
    """Fill in what the register knows of the named units; raises UnfitUnit."""
    if isinstance(command, Register) and said.government:
        return replace(command, territory=said.government)
    if said.units is None:
        return command
    known = said.units.in_force()
    _require_class(command, known, said.item_class)
    _require_government(command, known)
    return _filled_in(command, known, said.units)


def _require_government(command: Command, known: Mapping[str, Unit]) -> None:
    """SY20-22: only who governs a place can be called in for it."""
    if not isinstance(command, Register | DeclareEmergency | CallInTerritory):
        return
    named = known.get(command.territory)
    if named is not None and not named.territory:
        words = both("problems.unit_governs_no_place", unit=named.code)
        raise UnfitUnit("unit_governs_no_place", named.code, words)


def _require_class(
    command: Command, known: Mapping[str, Unit], item_class: ItemClass | None
) -> None:
    """A unit for which the register names classes of items gets no others as its own."""
    if not isinstance(command, Dispatch | Designate) or command.unit not in known:
        return
    unit = known[command.unit]
    if unit.item_classes and item_class is not None and item_class not in unit.item_classes:
        words = both("problems.unit_not_for_class", unit=unit.code, item_class=item_class)
        raise UnfitUnit("unit_not_for_class", unit.code, words)


def _filled_in(command: Command, known: Mapping[str, Unit], named: NamedUnits) -> Command:
    """An empty register knows nothing, and nothing is filled in from it."""
    match command:
        case SetHosts() if known:
            counties = sorted(code for code, unit in known.items() if unit.level is COUNTY)
            return replace(command, counties=tuple(counties))
        case Dispatch(unit=code) if code in known:
            unit = known[code]
            return replace(
                command,
                to_town=unit.level is TOWN,
                district=district_of(unit),
                sub_centre=named.centre_of(unit),
            )
        case SubDispatch(child=child) if child in known:
            unit = known[child]
            return replace(command, to_town=unit.level is TOWN, district=district_of(unit))
        case _:
            return command
