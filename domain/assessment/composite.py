"""The composite figure: shares weighed as the city's law says, open to its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from domain.assessment.assessing import INDICATORS, Assessment
from domain.assessment.figure import HUNDRED, Figure, rounded
from domain.chapters.assessment.rules import Grade, Weight

FEWER_IS_BETTER: Final = frozenset({"K6", "K7", "K8", "K9", "K11", "K12"})
"""Shares of what went wrong; their parts, such as K7.approved, follow them."""
MORE_IS_BETTER: Final = frozenset({"K8.promise", "K11.ended"})
WEIGHED: Final = tuple(indicator.code for indicator in INDICATORS if indicator.is_share)
"""The shares that a law may give a weight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositePart:
    """One share within a composite figure."""

    indicator: str
    weight: int
    value: Decimal | None
    """None where nothing was owed."""
    points: Decimal | None
    """What it scores of a hundred: the share, or what is left of it where fewer is better."""
    owed: int
    """Of how many cases the share is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """A composite figure with its parts."""

    parts: tuple[CompositePart, ...]
    weighed: int
    """So much of a hundred could be judged; the figure is that of these parts alone."""
    value: Decimal
    grade: str
    """Empty where the law names no grades, or this is below them all."""


def composite(
    figures: Mapping[str, Figure], weights: tuple[Weight, ...], grades: tuple[Grade, ...]
) -> Composite | None:
    """Weigh these figures; None where the law gives no weights, or nothing could be judged.

    Default: what nothing was owed of is neither good nor bad, so its weight falls away."""
    parts = tuple(_part(weight, figures.get(weight.indicator)) for weight in weights)
    judged = [(part.points, part.weight) for part in parts if part.points is not None]
    weighed = sum(weight for _, weight in judged)
    if not weighed:
        return None
    points = sum((points * weight for points, weight in judged), Decimal())
    value = rounded(points / weighed)
    return Composite(parts=parts, weighed=weighed, value=value, grade=_grade(value, grades))


def of_city(found: Assessment) -> Composite | None:
    """The composite figure of everybody together, by the law of the assessment."""
    return composite(found.indicators, found.weights, found.grades)


def of_units(found: Assessment) -> dict[str, Composite]:
    """The composite figure of each unit of which anything could be judged."""
    weighed = {
        unit: composite(figures, found.weights, found.grades)
        for unit, figures in found.by("units").items()
    }
    return {unit: one for unit, one in weighed.items() if one is not None}


def fewer_is_better(code: str) -> bool:
    """Whether a share counts what went wrong."""
    return code not in MORE_IS_BETTER and code.partition(".")[0] in FEWER_IS_BETTER


def _part(weight: Weight, figure: Figure | None) -> CompositePart:
    value = figure.value if figure is not None else None
    points = None if value is None else _points(weight.indicator, value)
    return CompositePart(
        indicator=weight.indicator,
        weight=weight.percent,
        value=value,
        points=points,
        owed=figure.tally.owed if figure is not None else 0,
    )


def _points(code: str, value: Decimal) -> Decimal:
    """Of a hundred; a share above the whole, such as two extensions of one order, scores none."""
    return max(Decimal(), HUNDRED - value) if fewer_is_better(code) else value


def _grade(value: Decimal, grades: tuple[Grade, ...]) -> str:
    reached = [grade for grade in grades if value >= grade.at_least]
    return max(reached, key=lambda grade: grade.at_least).name if reached else ""
