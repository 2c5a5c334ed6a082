"""The dispatch catalogue: which unit a matter belongs to, and on what ground (T09)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.vocabulary import ItemClass, ItemType


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandMatter:
    """What the catalogue looks at in a demand."""

    item_type: ItemType
    item_class: ItemClass
    district: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRule:
    """One entry: the matters that it names go to its unit. What it leaves open fits any matter."""

    code: str
    """Its name for ever; what the entry becomes later is another entry."""
    unit: str
    item_type: ItemType | None = None
    item_class: ItemClass | None = None
    category: str = ""
    """What the matter is about, by a code that registrations carry."""
    district: str = ""
    subject: str = ""
    """The matter in words, for people."""
    listed: bool = False
    """Whether it stands in the list of local duties (WF-30)."""
    source: str
    """The document that says so."""
    valid_from: date
    """The first local day on which it counts."""
    valid_to: date | None = None
    """The last such day; None: until further notice."""

    @property
    def specificity(self) -> int:
        """How many properties of a matter the entry names."""
        named = (self.item_type, self.item_class, self.category, self.district)
        return sum(bool(one) for one in named)

    def is_valid(self, day: date) -> bool:
        """Whether the entry counts on this local day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def covers(self, matter: DemandMatter) -> bool:
        """Whether the entry names this matter."""
        return (
            self.item_type in (None, matter.item_type)
            and self.item_class in (None, matter.item_class)
            and self.category in ("", matter.category)
            and self.district in ("", matter.district)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The entries that count on one day."""

    rules: tuple[DispatchRule, ...]

    def rule(self, code: str) -> DispatchRule | None:
        """Find an entry by its code."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def knows(self, category: str) -> bool:
        """Whether any entry speaks of this category; a catalogue without entries knows all."""
        return not self.rules or any(rule.category == category for rule in self.rules)

    def keeps_a_list(self) -> bool:
        """Whether it holds a list of local duties at all (WF-30)."""
        return any(rule.listed for rule in self.rules)

    def fitting(self, matter: DemandMatter) -> tuple[DispatchRule, ...]:
        """The entries that name a matter, the most specific first, departments before towns."""
        found = (rule for rule in self.rules if rule.covers(matter))
        return tuple(sorted(found, key=_place))

    def expected_units(self, matter: DemandMatter) -> tuple[str, ...]:
        """The units of the most specific entries; the list of local duties allows, it does not
        oblige, so no entry of it is among them."""
        found = [rule for rule in self.fitting(matter) if not rule.listed]
        return tuple(r.unit for r in found if r.specificity == found[0].specificity)

    def listed_for(self, matter: DemandMatter, town: str, entry: str = "") -> DispatchRule | None:
        """The entry of the list of local duties that makes a matter this town's own; only the
        named one counts where one is named."""
        found = (rule for rule in self.fitting(matter) if rule.listed and rule.unit == town)
        return next((rule for rule in found if entry in ("", rule.code)), None)


def in_force(rules: Iterable[DispatchRule], day: date) -> Catalogue:
    """The catalogue as it counts on a local day."""
    return Catalogue(rules=tuple(rule for rule in rules if rule.is_valid(day)))


def with_successors(catalogue: Catalogue, successors: Mapping[str, str]) -> Catalogue:
    """The catalogue where each unit that is no more has its successor's place (X21)."""
    rules = (replace(rule, unit=_present(rule.unit, successors)) for rule in catalogue.rules)
    return Catalogue(rules=tuple(rules))


def _present(unit: str, successors: Mapping[str, str]) -> str:
    while unit in successors:
        unit = successors[unit]
    return unit


def _place(rule: DispatchRule) -> tuple[int, bool, str]:
    return -rule.specificity, rule.listed, rule.code
