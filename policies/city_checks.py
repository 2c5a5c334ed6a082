"""What only a city's whole file shows: codes given twice, codes of nobody, a tree that is none."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.time.calendar import is_time_zone
from domain.vocabulary import NOBODY
from policies.city_register import CityRegister
from policies.code import is_code

HEAD: Final = "city"
"""What the city says of itself, once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place in a city's file: a table, an entry of it, or one word of an entry."""

    table: str
    number: int = 0
    """Which entry of its table, counted from 1; 0: the table itself, or known by its code."""
    code: str = ""
    """The entry's own code, where it could be read."""
    column: str = ""


Found = Iterator[tuple[Spot, str]]
"""Mistakes with their places."""


def checked(city: CityRegister) -> Found:
    """Find every mistake that no single entry shows."""
    if city.zone and not is_time_zone(city.zone):
        yield (
            Spot(table=HEAD, number=1, column="zone"),
            "must be the IANA name of a zone: Area/City",
        )
    yield from _codes(city)
    yield from _strangers(city)
    yield from _circles({unit.code: unit.above for unit in city.units})
    for person in city.persons:
        if person.role in NOBODY:
            spot = Spot(table="person", code=person.code, column="role")
            yield spot, f"no person is the {person.role}"


def _codes(city: CityRegister) -> Found:
    for table, codes in (
        ("district", [one.code for one in city.districts]),
        ("unit", [one.code for one in city.units]),
        ("person", [one.code for one in city.persons]),
        ("rule", [one.code for one in city.rules]),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                yield Spot(table=table, code=code), "is named twice"
            if not is_code(code):
                spot = Spot(table=table, code=code)
                yield spot, "must be a code: letters, digits, - _ . /"


def _strangers(city: CityRegister) -> Found:
    """Units and districts that an entry names and the file does not have.

    A file that names no district leaves them to its units."""
    units = {unit.code for unit in city.units}
    districts = {district.code for district in city.districts}
    for spot, code in _named(city):
        if spot.column != "district":
            if code not in units:
                yield spot, f"no unit of this file is called {code}"
        elif districts and code not in districts:
            yield spot, f"no district of this file is called {code}"


def _named(city: CityRegister) -> Iterator[tuple[Spot, str]]:
    for unit in city.units:
        for column in ("district", "above", "successor"):
            if code := getattr(unit, column):
                yield Spot(table="unit", code=unit.code, column=column), code
    for person in city.persons:
        yield Spot(table="person", code=person.code, column="unit"), person.unit
    for rule in city.rules:
        yield Spot(table="rule", code=rule.code, column="unit"), rule.unit
        if rule.district:
            yield Spot(table="rule", code=rule.code, column="district"), rule.district


def _circles(above: Mapping[str, str]) -> Found:
    """Units that are below themselves; whoever is only below such a unit is not among them."""
    for code in above:
        line = [code]
        while (upper := above.get(line[-1], "")) and upper not in line:
            line.append(upper)
        if upper == code:
            spot = Spot(table="unit", code=code, column="above")
            yield spot, f"is below itself: {' < '.join((*line, code))}"
