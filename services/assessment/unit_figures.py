"""A unit's own figures: its shares, its place among its peers, and the orders behind each."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Assessment
from domain.assessment.composite import of_units
from domain.assessment.figure import Figure
from domain.assessment.place import places
from policies.city_register import Unit
from services.assessment.assessing import Wish, assess_records, require_known
from services.assessment.documents import FigureTold, PeersTold, PlaceTold, UnitFigures
from services.assessment.report import composite_told, days_told, figure_told, lines_told
from services.law.laws import Laws
from store.city import City
from store.register.units import units

NO_BARE_RANKING: Final = ("NA-10",)


async def figures_on_record(engine: AsyncEngine, laws: Laws, city: City, wish: Wish) -> UnitFigures:
    """A unit's figures out of the records; orders are named only if they are wished for.

    Raises BadPeriod, PeriodNotEnded, UnfitUnit, UnknownLaw and DamagedFact."""
    everybody = replace(wish, unit=None, with_orders=False)
    found = await assess_records(engine, laws, city, everybody)
    await require_known(engine, found.period, wish.unit)
    own = await assess_records(engine, laws, city, wish) if wish.with_orders else None
    return unit_figures(found, wish.unit or "", own, await units(engine))


def unit_figures(
    found: Assessment, unit: str, own: Assessment | None, register: Iterable[Unit]
) -> UnitFigures:
    """Tell a unit's figures and its place among its peers of the register; no other unit is named,
    and no order where its own assessment, which leads to them, is kept back."""
    peers = peers_of(unit, tuple(register))
    figures, weighed = found.by("units").get(unit, {}), of_units(found).get(unit)
    return UnitFigures(
        unit=unit,
        period=days_told(found.period),
        indicators={
            code: _told(figure, own.indicators[code] if own else None)
            for code, figure in figures.items()
        },
        composite=None if weighed is None else composite_told(weighed),
        peers=_peers_told(peers, found.ranked_from),
        places={
            code: PlaceTold(place=one.place, of=one.of)
            for code, one in places(found, unit, [peer.code for peer in peers]).items()
        },
    )


def peers_of(unit: str, register: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The units of the same kind and level, itself among them; none of one that is not known."""
    own = next((one for one in register if one.code == unit), None)
    if own is None:
        return ()
    return tuple(one for one in register if (one.kind, one.level) == (own.kind, own.level))


def _peers_told(peers: tuple[Unit, ...], ranked_from: int | None) -> PeersTold | None:
    if not peers:
        return None
    own = peers[0]
    return PeersTold(kind=own.kind, level=own.level, ranked_from=ranked_from, basis=NO_BARE_RANKING)


def _told(figure: Figure, own: Figure | None) -> FigureTold:
    return figure_told(figure, orders=lines_told(own.behind) if own else None)
