"""A unit's place among the others, which names none of them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from domain.assessment.assessing import Assessment
from domain.assessment.composite import WEIGHED, fewer_is_better, of_units

COMPOSITE: Final = "composite"


class UnitPlace(NamedTuple):
    """The first is the best; who is equally good shares a place."""

    place: int
    of: int


def places(found: Assessment, unit: str) -> dict[str, UnitPlace]:
    """Where a unit stands in each share and in the composite figure, if anything was owed of it."""
    units = found.by("units")
    standing: dict[str, UnitPlace] = {}
    for code in WEIGHED:
        shares = {name: figures[code].value for name, figures in units.items() if code in figures}
        if (place := _place(shares, unit, fewer=fewer_is_better(code))) is not None:
            standing[code] = place
    weighed = {name: one.value for name, one in of_units(found).items()}
    overall = _place(weighed, unit, fewer=False)
    return standing if overall is None else {**standing, COMPOSITE: overall}


def _place(shares: Mapping[str, Decimal | None], unit: str, *, fewer: bool) -> UnitPlace | None:
    own = shares.get(unit)
    if own is None:
        return None
    judged = [share for share in shares.values() if share is not None]
    return UnitPlace(place=1 + _better(judged, own, fewer=fewer), of=len(judged))


def _better(shares: Iterable[Decimal], own: Decimal, *, fewer: bool) -> int:
    return sum(share < own if fewer else share > own for share in shares)
