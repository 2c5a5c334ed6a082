"""Assessing what is on record: the period's days, whether it has ended, and every figure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Assessment, BadPeriod, Period
from domain.assessment.assessing import INDICATORS, JUDGING
from domain.assessment.figure import Figure, Indicator, MarkedOrder, MarkPlace, Tally
from domain.assessment.missed_calls import MissedCalls
from domain.assessment.monthly import MONTHLY
from domain.assessment.practice import PRACTICE
from domain.assessment.typical import OF_EACH, TYPICAL
from domain.decide import DamagedFact
from policies.law import Law
from readmodel.scorecards import drill_down, marks
from readmodel.scorecards.drill_down import Cell, FigureAsked
from readmodel.scorecards.writing import born_later
from services.assessment.scoring import bring_up
from services.law.laws import Laws, UnknownLaw
from store.city import City
from store.commands.order_time import latest_now
from store.register.missed_calls import missed_in
from store.register.units import NoSuchUnit, UnfitUnit, is_on_register
from texts import both

Places = Mapping[MarkPlace, Tally]


class PeriodNotEnded(ValueError):
    """What has not ended cannot be assessed: its dues are still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which days are wanted, the last one not included, of which unit, and how much of it."""

    first: date
    until_day: date
    unit: str | None = None
    with_orders: bool = True
    """Whether every order and fact behind every figure is read too."""


async def assess_records(engine: AsyncEngine, laws: Laws, city: City, wish: Wish) -> Assessment:
    """Assess the orders on record, in the local days of the city.

    Raises BadPeriod, PeriodNotEnded, UnfitUnit, UnknownLaw and DamagedFact."""
    law, period = await city_period(engine, laws, city, wish)
    await require_known(engine, period, wish.unit)
    return await assess_period(engine, law, period, wish)


async def assess_period(engine: AsyncEngine, law: Law, period: Period, wish: Wish) -> Assessment:
    """Assess a period whose scorecards are brought up."""
    kinds = await marks.kinds(engine)
    found = await _tallies(engine, kinds, period, wish.unit)
    read = drill_down.all_lines if wish.with_orders else _examples
    lines = await read(engine, kinds, period, wish.unit)

    def figures(indicators: Iterable[Indicator]) -> dict[str, Figure]:
        return {
            i.code: _figure(i, found.get(i.code, {}), lines.get(i.code, ())) for i in indicators
        }

    return Assessment(
        period=period,
        indicators=figures(INDICATORS),
        monthly=figures(MONTHLY),
        practice=figures(PRACTICE),
        excluded=tuple(await marks.left_out(engine, period)),
        appealed=tuple(await marks.entries_out(engine, period)),
        typical=figures(TYPICAL),
        weights=law.pack.weights,
        grades=law.pack.grades,
        ranked_from=_ranked_from(law),
        missed=await _missed(engine, period) if wish.unit is None else None,
    )


async def _missed(engine: AsyncEngine, period: Period) -> MissedCalls | None:
    """What became of the missed calls; None where there were none."""
    found = await missed_in(engine, period, await latest_now(engine))
    return found if found.missed else None


def _ranked_from(law: Law) -> int | None:
    rules = law.pack.assessment
    return rules.ranked_from.value if rules and rules.ranked_from else None


async def city_law(laws: Laws, city: City) -> Law:
    """The law in force of the city; raises UnknownLaw."""
    law = await laws.in_force(city.pack)
    if law is None:
        raise UnknownLaw(city.pack)
    return law


async def city_period(
    engine: AsyncEngine, laws: Laws, city: City, wish: Wish
) -> tuple[Law, Period]:
    """The city's law, and the days that are wanted in its zone; scorecards are brought up.

    Raises BadPeriod, PeriodNotEnded, UnknownLaw and DamagedFact."""
    law = await city_law(laws, city)
    period = await ended_period(engine, city, wish)
    found = (await bring_up(engine, laws)).require_scored()
    await _require_whole(engine, found.damaged, period)
    return law, period


async def require_known(engine: AsyncEngine, period: Period, code: str | None) -> None:
    """A unit that was ever on the register may be asked about, and so may whoever has a part in
    the figures of the period, as the desk has. Raises UnfitUnit."""
    if code is None or await is_on_register(engine, code):
        return
    kinds = await marks.kinds(engine)
    if not any((await marks.sums(engine, tuple(kinds), period, code)).values()):
        raise NoSuchUnit.called(code)


async def _require_whole(
    engine: AsyncEngine, damaged: Sequence[DamagedFact], period: Period
) -> None:
    """Nothing is said of days that a damaged order may have had its part in: only one that was
    born after them had none. Raises DamagedFact."""
    orders = [one.order for one in damaged]
    later = await born_later(engine, orders, period.until) if orders else frozenset()
    for one in damaged:
        if one.order not in later:
            raise one


async def ended_period(engine: AsyncEngine, city: City, wish: Wish) -> Period:
    """The period of some days of the city; raises BadPeriod and PeriodNotEnded."""
    period = Period.of(wish.first, wish.until_day, city.zone)
    _require_ended(period, await latest_now(engine), city.zone)
    return period


def _require_ended(period: Period, now: datetime, zone: ZoneInfo) -> None:
    if not period.has_ended(now):
        today = now.astimezone(zone).date()
        until = period.until_day
        raise PeriodNotEnded(both("assessment.period_not_ended", until=until, today=today))


async def _tallies(
    engine: AsyncEngine, kinds: marks.Kinds, period: Period, unit: str | None
) -> dict[str, Places]:
    """What every figure adds up to in every place."""
    tallies = defaultdict[str, dict[MarkPlace, list[int]]](dict)
    for kind, sums in (await marks.sums(engine, tuple(kinds), period, unit)).items():
        for code, done, owed in kinds[kind]:
            places = tallies[code]
            for place, left_out, many in sums:
                if not (left_out and code in JUDGING):
                    tally = places.setdefault(place, [0, 0])
                    tally[0] += done * many
                    tally[1] += owed * many
    return {
        code: {place: Tally(*tally) for place, tally in sorted(places.items())}
        for code, places in tallies.items()
    }


async def _examples(
    engine: AsyncEngine, kinds: marks.Kinds, period: Period, unit: str | None
) -> dict[str, Sequence[MarkedOrder]]:
    """The orders that stand for each kind of typical order, and of the figures none."""
    lines: dict[str, Sequence[MarkedOrder]] = {}
    for indicator in TYPICAL:
        about = FigureAsked(indicator.code, period, Cell(unit))
        lines[indicator.code] = (await drill_down.page(engine, kinds, about, None, OF_EACH)).lines
    return lines


def _figure(indicator: Indicator, places: Places, lines: Iterable[MarkedOrder]) -> Figure:
    return Figure(indicator=indicator, places=places, behind=lines)


__all__ = [
    "BadPeriod",
    "PeriodNotEnded",
    "UnfitUnit",
    "Wish",
    "assess_period",
    "assess_records",
    "city_period",
    "ended_period",
    "require_known",
]
