"""A unit's own figures (单位考核自查): its shares, its place, and the orders behind each."""

from dataclasses import replace
from typing import Any, Final

from activities.assessment_report import composite_told, figure_told, lines_told
from domain.assessment import Assessment
from domain.assessment.composite import of_units
from domain.assessment.figure import Figure
from domain.assessment.place import places
from domain.interruption import OF_A_UNIT
from domain.vocabulary import Role

Json = dict[str, Any]
OWN_UNIT: Final = OF_A_UNIT | {Role.TERRITORIAL, Role.COHOST}
"""Who sees the figures of the own unit, and the orders behind them."""
EVERY_UNIT: Final = frozenset({Role.HOTLINE_HEAD})
"""Default: who sees those of every unit."""
TOTALS_ONLY: Final = frozenset({Role.ASSESSOR})
"""Who sees those of every unit, but of single orders only how many there are."""


def may_see(role: Role, home: str, unit: str) -> bool:
    """Whether somebody of this role and unit may read a unit's figures."""
    return role in EVERY_UNIT | TOTALS_ONLY or (role in OWN_UNIT and home == unit)


def unit_figures(found: Assessment, unit: str, *, masked: bool) -> Json:
    """Write a unit's figures; no other unit is named, and where masked no order is."""
    period, own = found.period, found.by("units").get(unit, {})
    weighed = of_units(found).get(unit)
    return {
        "unit": unit,
        "period": {"from": period.first.isoformat(), "to": period.until_day.isoformat()},
        "indicators": {code: _told(figure, unit, masked) for code, figure in own.items()},
        "composite": None if weighed is None else composite_told(weighed),
        "places": {code: place._asdict() for code, place in places(found, unit).items()},
    }


def _told(figure: Figure, unit: str, masked: bool) -> Json:
    lines = lines_told(replace(figure, unit=unit).lines())
    behind: Json = {"lines": len(lines)} if masked else {"orders": lines}
    return {**figure_told(figure), **behind}
