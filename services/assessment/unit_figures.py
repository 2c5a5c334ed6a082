"""A unit's own figures (单位考核自查): its shares, its place, and the orders behind each."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Assessment
from domain.assessment.composite import of_units
from domain.assessment.figure import Figure
from domain.assessment.place import places
from domain.order.terms import OF_A_UNIT
from domain.vocabulary import Role
from services.assessment.assessing import Wish, assess_records, require_known
from services.assessment.report import composite_told, days_told, figure_told, lines_told
from services.law.laws import Laws

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


async def figures_on_record(engine: AsyncEngine, laws: Laws, city_pack: str, wish: Wish) -> Json:
    """A unit's figures out of the records; orders are named only if they are wished for.

    Raises BadPeriod, PeriodNotEnded, UnfitUnit, UnknownLaw and DamagedFact."""
    everybody = replace(wish, unit=None, with_orders=False)
    found = await assess_records(engine, laws, city_pack, everybody)
    await require_known(engine, found.period, wish.unit)
    own = await assess_records(engine, laws, city_pack, wish) if wish.with_orders else None
    return unit_figures(found, wish.unit or "", own)


def unit_figures(found: Assessment, unit: str, own: Assessment | None) -> Json:
    """Write a unit's figures and its place among all; no other unit is named, and no order where
    its own assessment, which leads to them, is kept back."""
    period, figures = found.period, found.by("units").get(unit, {})
    weighed = of_units(found).get(unit)
    return {
        "unit": unit,
        "period": days_told(period),
        "indicators": {
            code: _told(figure, own.indicators[code] if own else None)
            for code, figure in figures.items()
        },
        "composite": None if weighed is None else composite_told(weighed),
        "places": {code: place._asdict() for code, place in places(found, unit).items()},
    }


def _told(figure: Figure, own: Figure | None) -> Json:
    return {**figure_told(figure), **({"orders": lines_told(own.behind)} if own else {})}
