"""Freezing a month (月度冻结): its figures under the rules of the day, once and for ever.

What comes to be known later is a new fact and changes no frozen figure; it stands beside it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncEngine

from activities.assessing import Wish, assess_records, city_law
from activities.laws import Laws
from activities.log_book import Leaf, add_leaves
from activities.scorecards import folded
from audit.checkpoints import Signer
from audit.leaves import assessment_leaf, canonical, frozen_digest
from domain.assessment import Assessment, BadPeriod, Period
from domain.assessment.assessing import JUDGING, LeftOut, every_mark
from domain.assessment.figure import Figure, Place, Tally
from domain.assessment.scorecard import Scorecard
from domain.vocabulary import Channel, ItemType
from readmodel import frozen_months, marks
from readmodel.frozen_months import FrozenMonth
from readmodel.scorecards import births
from readmodel.then import facts_of_orders

PARTS: Final = ("indicators", "monthly", "practice")
ATTEMPTS: Final = 5
Json = dict[str, Any]
Shares = Mapping[str, Any]
"""What an order gave each figure."""


class AlreadyFrozen(ValueError):
    """A month is frozen once."""


class StillMoving(ValueError):
    """Facts of the month kept coming while it was added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An order that counts otherwise today than when the month was frozen, and why."""

    order: str
    facts: tuple[int, ...]
    """The facts that were not known then."""
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A frozen month beside what is known of it today."""

    month: FrozenMonth
    then: Assessment
    changed: tuple[Changed, ...]


def month_of(written: str) -> Wish:
    """The days of a month written as 2026-10; raises BadPeriod."""
    try:
        first = date.fromisoformat(f"{written}-01")
    except ValueError as bad:
        raise BadPeriod(f"{written} is no month such as 2026-10") from bad
    return Wish(first=first, until_day=_next_month(first), with_orders=False)


def name_of(period: Period) -> str | None:
    """The name of the month that a period is; None of any other period."""
    whole = period.first.day == 1 and period.until_day == _next_month(period.first)
    return f"{period.first:%Y-%m}" if whole else None


def _next_month(first: date) -> date:
    years, month = divmod(first.month, 12)
    return date(first.year + years, month + 1, 1)


async def freeze(
    engine: AsyncEngine, laws: Laws, city_pack: str, signer: Signer, month: str
) -> None:
    """Write a month down with its leaf in the log.

    Raises AlreadyFrozen, StillMoving, BadPeriod, PeriodNotEnded and UnknownLaw."""
    wish = month_of(month)
    if await frozen_months.frozen_month(engine, month) is not None:
        raise AlreadyFrozen(month)
    law = await city_law(laws, city_pack)
    found, orders = await _at_rest(engine, laws, city_pack, wish)
    figures, known = canonical(_written(found)).decode(), canonical(orders).decode()
    row = {
        "month": month,
        "pack": law.pack.id,
        "pack_edition": law.pack.edition,
        "figures": figures,
        "orders": known,
        "sha256": frozen_digest(figures, known),
        "frozen_at": datetime.now(UTC),
    }
    async with engine.begin() as connection:
        if not await frozen_months.add_month(connection, row):
            raise AlreadyFrozen(month)
        await add_leaves(connection, signer, [Leaf(month, None, assessment_leaf(row))])


async def _at_rest(
    engine: AsyncEngine, laws: Laws, city_pack: str, wish: Wish
) -> tuple[Assessment, dict[str, int]]:
    """The figures of a month and the orders in them, of one moment."""
    for _ in range(ATTEMPTS):
        before = await assess_records(engine, laws, city_pack, wish)
        orders = await frozen_months.counted_orders(
            engine, await marks.kinds(engine), before.period
        )
        if _written(before) == _written(await assess_records(engine, laws, city_pack, wish)):
            return before, orders
    raise StillMoving(f"{wish.first:%Y-%m}")


async def beside_today(
    engine: AsyncEngine, laws: Laws, today: Assessment, unit: str | None
) -> Frozen | None:
    """The frozen month that a period is, and what changed since; None if none is frozen."""
    name = name_of(today.period)
    month = name and await frozen_months.frozen_month(engine, name)
    if not month:
        return None
    then = _read(month, today, unit)
    changed = () if _same(then, today) else await _changed(engine, laws, month, today.period)
    return Frozen(month=month, then=then, changed=changed)


def _same(then: Assessment, today: Assessment) -> bool:
    return _written(then) == _written(today)


def _written(found: Assessment) -> Json:
    """Every figure as it is frozen, readable by hand."""
    parts = {
        part: {code: _figure(figure) for code, figure in getattr(found, part).items()}
        for part in PARTS
    }
    return {**parts, "excluded": [list(one) for one in found.excluded]}


def _figure(figure: Figure) -> Json:
    value = figure.value
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "value": None if value is None else str(value),
        "places": [[*place, *tally] for place, tally in sorted(figure.places.items())],
    }


def _read(month: FrozenMonth, today: Assessment, unit: str | None) -> Assessment:
    """A frozen month as an assessment; figures that came later are not in it."""

    def part(name: str) -> dict[str, Figure]:
        frozen = month.figures[name]
        figures = getattr(today, name).items()
        return {code: _thawed(f, frozen[code], unit) for code, f in figures if code in frozen}

    return Assessment(
        period=today.period,
        indicators=part("indicators"),
        monthly=part("monthly"),
        practice=part("practice"),
        excluded=tuple(LeftOut(*one) for one in month.figures["excluded"]),
    )


def _thawed(today: Figure, frozen: Json, unit: str | None) -> Figure:
    """The frozen figure; it opens to the orders of today."""
    places = {
        Place(owner, district, ItemType(type_), Channel(channel)): Tally(done, owed)
        for owner, district, type_, channel, done, owed in frozen["places"]
        if unit in (None, owner)
    }
    return replace(today, places=places)


async def _changed(
    engine: AsyncEngine, laws: Laws, month: FrozenMonth, period: Period
) -> tuple[Changed, ...]:
    """Fold every order that moved since as it was known then and as it is known now."""
    moved = await frozen_months.moved_since(engine, month.month)
    kinds = await marks.kinds(engine)
    known = await frozen_months.known_then(engine, month.month)
    today = await frozen_months.counted_orders(engine, kinds, period)
    then = {**moved, **dict.fromkeys(today.keys() - known, 0)}
    found = [await _one_changed(engine, laws, order, then[order], period) for order in sorted(then)]
    return tuple(one for one in found if one.figures)


async def _one_changed(
    engine: AsyncEngine, laws: Laws, order: str, version: int, period: Period
) -> Changed:
    [birth] = await births(engine, [order])
    facts = (await facts_of_orders(engine, [order]))[order]
    now = await folded(laws, birth, facts)
    before = await folded(laws, birth, facts[:version]) if version else None
    was, is_ = _shares(before, period), _shares(now, period)
    figures = tuple(code for code in sorted({*was, *is_}) if was.get(code) != is_.get(code))
    since = tuple(fact.seq for fact in facts[version:])
    return Changed(order=order, facts=since, figures=figures)


def _shares(card: Scorecard | None, period: Period) -> Shares:
    shares = defaultdict[str, list[Any]](list)
    for indicator, mark in every_mark(card) if card else ():
        judged = indicator.code in JUDGING and card is not None and card.excluded is not None
        if mark.when.within(period) and not judged:
            shares[indicator.code].append((mark.unit, mark.done, mark.owed))
    return shares


__all__ = [
    "AlreadyFrozen",
    "Changed",
    "Frozen",
    "StillMoving",
    "beside_today",
    "freeze",
    "month_of",
]
