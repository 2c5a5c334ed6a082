"""The register of a city: its units and the people who act in them, as data."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from domain.act import Actor
from domain.catalogue import DispatchRule
from domain.vocabulary import ItemClass, ItemType, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit that can be given orders, or that stands above them."""

    code: str
    title: str
    kind: str
    district: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who acts, in one capacity for one unit; a code, never a name."""

    code: str
    unit: str
    role: Role
    title: str
    outsourced: bool = False

    def actor(self) -> Actor:
        """The person as facts name it."""
        return Actor(person=self.code, unit=self.unit, role=self.role, outsourced=self.outsourced)


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A city's register and the rule pack it lives by."""

    name: str
    title: str
    pack: str
    units: tuple[Unit, ...]
    persons: tuple[Person, ...]
    rules: tuple[DispatchRule, ...]
    """Its dispatch catalogue (派发目录)."""


def sample_city() -> City:
    """Read the invented city that every installation can be tried with."""
    text = files("policies").joinpath("cities/sample.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return City(
        name=data["name"],
        title=data["title"],
        pack=data["pack"],
        units=tuple(Unit(**unit) for unit in data["unit"]),
        persons=tuple(
            Person(**{**person, "role": Role(person["role"])}) for person in data["person"]
        ),
        rules=tuple(_rule(rule) for rule in data["rule"]),
    )


def _rule(written: dict[str, Any]) -> DispatchRule:
    kinds = {"item_type": ItemType, "item_class": ItemClass}
    named = {key: kind(written[key]) for key, kind in kinds.items() if key in written}
    return DispatchRule(**{**written, **named})
