"""A unit's place among its peers, which names none of them.

One list over unlike units would be a bare ranking, and so would one by a handful of cases: a place
stands only among units of one kind and level, and only where each share is of enough cases."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from domain.assessment.assessing import Assessment
from domain.assessment.composite import WEIGHED, Composite, fewer_is_better, of_units
from domain.assessment.figure import Figure

COMPOSITE: Final = "composite"
TWO: Final = 2
"""Fewer are no company."""


class UnitPlace(NamedTuple):
    """The first is the best; who is equally good shares a place."""

    place: int
    of: int


def places(found: Assessment, unit: str, peers: Collection[str]) -> dict[str, UnitPlace]:
    """Where a unit stands among its peers in each share and in the composite figure, as far as
    the law lets them be compared."""
    fewest = found.ranked_from
    if fewest is None:
        return {}
    units = {name: figures for name, figures in found.by("units").items() if name in peers}
    standing = {
        code: _place(_shares(units, code, fewest), unit, fewer=fewer_is_better(code))
        for code in WEIGHED
    }
    weighed = {name: one for name, one in of_units(found).items() if name in peers}
    whole = {name: one.value for name, one in weighed.items() if _is_told_by(one, fewest)}
    standing[COMPOSITE] = _place(whole, unit, fewer=False)
    return {code: place for code, place in standing.items() if place is not None}


def _shares(
    units: Mapping[str, Mapping[str, Figure]], code: str, fewest: int
) -> dict[str, Decimal]:
    """The share of each unit that has enough cases."""
    figures = {name: own[code] for name, own in units.items() if code in own}
    return {
        name: figure.value
        for name, figure in figures.items()
        if figure.value is not None and figure.tally.owed >= fewest
    }


def _is_told_by(one: Composite, fewest: int) -> bool:
    """Whether each share that is in it is of enough cases."""
    return all(part.owed >= fewest for part in one.parts if part.points is not None)


def _place(shares: Mapping[str, Decimal], unit: str, *, fewer: bool) -> UnitPlace | None:
    own = shares.get(unit)
    if own is None or len(shares) < TWO:
        return None
    return UnitPlace(place=1 + _better(shares.values(), own, fewer=fewer), of=len(shares))


def _better(shares: Iterable[Decimal], own: Decimal, *, fewer: bool) -> int:
    return sum(share < own if fewer else share > own for share in shares)
