"""The assessment as it is told: every number, and the orders and facts behind it where wanted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.vocabulary import ItemType
from policies.city_register import UnitLevel
from services.views import LEFT_OUT_IF_NONE, Instant

Number = int | float
"""Whole where it is whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysTold:
    """The days of a period, the last one not included."""

    from_: Annotated[date, Field(serialization_alias="from")]
    to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """An order behind a figure, and the facts that say so."""

    order: str
    unit: str
    owed: bool
    counted: bool
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsTold:
    """What came out of a figure."""

    numerator: int
    denominator: int | None
    value: Number | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTold:
    """A figure with its name and the rules it rests on."""

    name: str
    means: str
    basis: tuple[str, ...]
    numerator: int
    denominator: int | None
    value: Number | None
    measure: str
    today: Annotated[CountsTold | None, LEFT_OUT_IF_NONE] = None
    """What it would be today, where a frozen one is otherwise."""
    orders: Annotated[tuple[LineTold, ...] | None, LEFT_OUT_IF_NONE] = None
    """What is behind it, where that is wanted and may be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTold:
    """One share within a composite figure."""

    indicator: str
    weight: int
    value: Number | None
    points: Number | None
    denominator: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeTold:
    """A composite figure with what it is made of."""

    value: Number | None
    grade: str
    weighed: int
    parts: tuple[PartTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositesTold:
    """The composite figure of everybody and of each unit."""

    whole: CompositeTold | None
    units: Mapping[str, CompositeTold]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleTold:
    """An order that stands for its kind of typical order."""

    order: str
    unit: str
    type: ItemType
    category: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonTold:
    """A kind of typical order, and which stand for it."""

    lesson: str
    name: str
    means: str
    count: int
    examples: tuple[ExampleTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalTold:
    """The typical orders of a period (SM-09)."""

    basis: tuple[str, ...]
    lessons: tuple[LessonTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedTold:
    """An order that is not assessed, and the facts that say so."""

    order: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLeftOutView:
    """An entry that is left out upon appeal."""

    order: str
    entry: str
    facts: tuple[int, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTold:
    """An order that counts otherwise today than when its month was frozen."""

    order: str
    facts: tuple[int, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenTold:
    """How a month was frozen, and what changed since."""

    month: str
    pack: str
    edition: str
    frozen_at: Instant
    sha256: str
    changed: tuple[ChangedTold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCallsTold:
    """The share of missed calls that were called back within the limit, and the calls behind it."""

    name: str
    means: str
    basis: tuple[str, ...]
    numerator: int
    denominator: int
    value: Number | None
    missed: int
    called_back: int
    spoke: int
    open: int


Figures = Mapping[str, FigureTold]
Groups = Mapping[str, Mapping[str, CountsTold]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentTold:
    """An assessment; of a frozen month the frozen figures."""

    period: DaysTold
    indicators: Figures
    monthly: Figures
    practice: Figures
    units: Groups
    districts: Groups
    types: Groups
    channels: Groups
    composite: CompositesTold
    typical: TypicalTold
    excluded: tuple[ExcludedTold, ...]
    left_out: tuple[EntryLeftOutView, ...]
    missed_calls: Annotated[MissedCallsTold | None, LEFT_OUT_IF_NONE] = None
    """As they stand today; None where there were none, and of one unit alone."""
    frozen: Annotated[FrozenTold | None, LEFT_OUT_IF_NONE] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureOpened:
    """A page of the orders behind one figure; the sums and `total` are of all pages."""

    figure: str
    name: str
    means: str
    numerator: int
    denominator: int | None
    total: int
    orders: tuple[LineTold, ...]
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTold:
    """A place among so many peers."""

    place: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PeersTold:
    """With which units one is compared: those of its kind and level, by shares of so many cases."""

    kind: str
    level: UnitLevel
    ranked_from: int | None
    """None: this law compares nobody."""
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFigures:
    """A unit's own figures and its place among its peers."""

    unit: str
    period: DaysTold
    indicators: Figures
    composite: CompositeTold | None
    peers: PeersTold | None
    """None where the register does not know the unit, so nobody is its peer."""
    places: Mapping[str, PlaceTold]
