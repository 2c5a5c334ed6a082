"""Opening a figure: the orders and facts that one number of the assessment is made of, in pages."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.assessing import EVERY
from domain.assessment.figure import Indicator
from domain.vocabulary import Channel, ItemType
from readmodel.scorecards import drill_down, marks
from readmodel.scorecards.drill_down import Cell, FigureAsked, MarkPage, Total
from readmodel.scorecards.page_keys import BadCursor, read_cursor
from services.assessment.assessing import Wish, city_period, require_known
from services.law.laws import Laws
from store.city import City

BY_CODE: Final = {indicator.code: indicator for indicator in EVERY}
CODES: Final = tuple(BY_CODE)
PAGE: Final = 100
"""Marks of one figure that are shown at a time."""
LARGEST_PAGE: Final = 1000


class UnknownFigure(LookupError):
    """No figure has this code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureToOpen:
    """Which figure is opened, in which group of the assessment, and where its page begins."""

    code: str
    district: str | None = None
    type: ItemType | None = None
    channel: Channel | None = None
    after: str = ""
    """The `next` of the page before."""
    most: int = PAGE


class OpenedFigure(NamedTuple):
    """One page of what is behind a figure, and how much there is in all."""

    indicator: Indicator
    total: Total
    page: MarkPage


async def open_figure(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish, opening: FigureToOpen
) -> OpenedFigure:
    """Open one figure to its orders and facts, a page at a time.

    Raises UnknownFigure, BadCursor, BadPeriod, PeriodNotEnded, UnfitUnit, UnknownLaw and
    DamagedFact."""
    _, found = await _begun(engine, laws, city, wish, opening)
    return found


async def every_page(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish, opening: FigureToOpen
) -> AsyncIterator[OpenedFigure]:
    """Open one figure whole, from a page up to the last one; raises what open_figure does."""
    about, found = await _begun(engine, laws, city, wish, opening)
    yield found
    while found.page.next:
        kinds = await marks.kinds(engine)
        page = await drill_down.page(engine, kinds, about, found.page.next, opening.most)
        found = found._replace(page=page)
        yield found


async def _begun(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish, opening: FigureToOpen
) -> tuple[FigureAsked, OpenedFigure]:
    """What is asked about, and the first page that is wanted of it."""
    begin = read_cursor(opening.after) if opening.after else None
    about = await _asked_about(engine, laws, city, wish, opening)
    kinds = await marks.kinds(engine)
    page, total = await asyncio.gather(
        drill_down.page(engine, kinds, about, begin, opening.most),
        drill_down.total(engine, kinds, about),
    )
    return about, OpenedFigure(BY_CODE[about.code], total, page)


async def _asked_about(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish, opening: FigureToOpen
) -> FigureAsked:
    if opening.code not in BY_CODE:
        raise UnknownFigure(f"{opening.code}: there are {', '.join(CODES)}")
    _, period = await city_period(engine, laws, city, wish)
    await require_known(engine, period, wish.unit)
    cell = Cell(wish.unit, opening.district, opening.type, opening.channel)
    return FigureAsked(opening.code, period, cell)


__all__ = [
    "CODES",
    "LARGEST_PAGE",
    "PAGE",
    "BadCursor",
    "FigureToOpen",
    "OpenedFigure",
    "UnknownFigure",
    "every_page",
    "open_figure",
]
