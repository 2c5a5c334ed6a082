"""What chance lives need around them: the units and the other orders that their papers name."""

from dataclasses import fields, replace
from typing import Any

from domain.chapters.emergency.commands import CallInTerritory
from domain.order.command import Command
from operations.virtual import VirtualHotline
from policies.city_register import CityRegister, Person, Unit, UnitLevel
from store.register.city_load import load_register
from store.register.people import FROM_THE_START
from tests.domain.acts import APART, CHILDREN, LAWS, NAMED
from tests.domain.case import DISTRICT, TERRITORY
from tests.hotline import opens

UNITS = ("roads", "parks", "r")
TOWN = "town"
OF_THE_DISTRICT = "east-water"
PLACE = "west"
RULES = {"D-1": "D-water", "L-1": "L-east-street"}
"""Entries of the sample city's catalogue in the place of invented ones."""
INVENTED = ("m", *APART.parts, *CHILDREN)
"""The numbers that papers of the core's own tests name."""


async def settle_in(hotline: VirtualHotline) -> dict[str, str]:
    """Enter whom papers name; open an order for each invented number that a paper may name."""
    units = [Unit(code=code, title=code, kind="invented") for code in UNITS]
    town = Unit(code=TOWN, title=TOWN, kind="invented", level=UnitLevel.TOWN)
    governs = Unit(code=TERRITORY, title=TERRITORY, kind="invented", territory=DISTRICT)
    next_place = Unit(code=PLACE, title=PLACE, kind="invented", territory=PLACE)
    theirs = Unit(code=OF_THE_DISTRICT, title=OF_THE_DISTRICT, kind="invented", district=DISTRICT)
    everybody = (*units, town, governs, next_place, theirs)
    persons = tuple(
        Person(code=post.person, unit=post.unit, role=post.role, title=post.person)
        for post in NAMED
    )
    city = CityRegister(name="lives", title="lives", pack="", units=everybody, persons=persons)
    await load_register(hotline.engines.patient, city, FROM_THE_START)
    for law in LAWS:  # an order may come under another law, whose readers look it up
        await hotline.laws.keep(law)
    return RULES | {name: (await opens(hotline)).number for name in INVENTED}


def really(command: Command, numbers: dict[str, str]) -> Command:
    """The same command about orders that exist, and places that somebody governs."""
    if isinstance(command, CallInTerritory) and command.territory == "water":
        command = replace(command, territory=PLACE)
    changed = {f.name: _number(getattr(command, f.name), numbers) for f in fields(command)}
    return replace(command, **{k: v for k, v in changed.items() if v != getattr(command, k)})


def _number(value: Any, numbers: dict[str, str]) -> Any:
    if isinstance(value, tuple) and value and all(part in numbers for part in value):
        return tuple(numbers[part] for part in value)
    return numbers.get(value, value) if type(value) is str else value
