"""The register of a city: its units and the people who act in them, as data."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.chapters.dispatch.catalogue import DispatchRule
from domain.chapters.units.terms import Post
from domain.order.act import Actor
from domain.vocabulary import ItemClass, Role


class UnitLevel(StrEnum):
    """On which level a unit stands: the city, a county or district, a town or street office."""

    CITY = "city"
    DISTRICT = "district"
    TOWN = "town"


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A part of the city that demands and units are told by."""

    code: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit that can be given orders, or that stands above them."""

    code: str
    title: str
    kind: str
    district: str = ""
    above: str = ""
    """The unit that it is below; empty where none stands above it."""
    level: UnitLevel = UnitLevel.CITY
    territory: str = ""
    """The place that it governs; empty where it governs none."""
    valid_from: date | None = None
    """The first local day on which it may be given orders; None: since ever (C16, X21)."""
    valid_to: date | None = None
    """The last such day; None: until further notice."""
    successor: str = ""
    """The unit that took its place (X21)."""
    item_classes: tuple[ItemClass, ...] = ()
    """The classes of items it may get; none named: every class."""

    def is_valid(self, day: date) -> bool:
        """Whether it may be given orders on this local day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who acts, in one capacity for one unit; a code, never a name."""

    code: str
    unit: str
    role: Role
    title: str
    outsourced: bool = False
    post: Post | None = None
    """For what this person answers in the unit (JT-01); None outside the handling units."""
    valid_from: date | None = None
    """The first local day on which this person acts; None: since ever."""
    valid_to: date | None = None
    """The last such day; None: until further notice."""

    def actor(self, district: str = "") -> Actor:
        """The person as facts name it, of a unit of this district."""
        return Actor(
            person=self.code,
            unit=self.unit,
            role=self.role,
            outsourced=self.outsourced,
            district=district,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class CityRegister:
    """A city's register, the rule pack it lives by, and the zone in which it counts its days."""

    name: str
    title: str
    pack: str
    zone: str = ""
    """The IANA name of its zone; empty where it leaves that to its database."""
    districts: tuple[District, ...] = ()
    units: tuple[Unit, ...]
    persons: tuple[Person, ...]
    rules: tuple[DispatchRule, ...] = ()
    """Its dispatch catalogue."""

    def actors(self) -> dict[str, Actor]:
        """Its people by their codes, as facts name them."""
        districts = {unit.code: unit.district for unit in self.units}
        return {who.code: who.actor(districts[who.unit]) for who in self.persons}
