"""A frozen month beside today: what is otherwise by now, and which facts say so."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Assessment, Period
from domain.assessment.assessing import JUDGING, ExcludedOrder, every_mark
from domain.assessment.figure import Figure, MarkPlace, Tally
from domain.assessment.scorecard import Scorecard
from domain.vocabulary import Channel, ItemType
from readmodel.orders.facts_until import facts_of_orders
from readmodel.scorecards import frozen_months, marks
from readmodel.scorecards.frozen_months import FrozenMonth
from readmodel.scorecards.writing import births
from services.assessment.freezing import Json, name_of, written
from services.assessment.scoring import folded
from services.law.laws import Laws

Shares = Mapping[str, Any]
"""What an order gave each figure."""


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
    return written(then) == written(today)


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
        excluded=tuple(ExcludedOrder(*one) for one in month.figures["excluded"]),
        weights=today.weights,
        grades=today.grades,
    )


def _thawed(today: Figure, frozen: Json, unit: str | None) -> Figure:
    """The frozen figure; it opens to the orders of today."""
    places = {
        MarkPlace(owner, district, ItemType(type_), Channel(channel)): Tally(done, owed)
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
