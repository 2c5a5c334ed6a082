"""Assessing what is on record: the period's days, whether it has ended, and every figure."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from activities.laws import Law, Laws, UnknownLaw
from activities.scorecards import scorecards
from domain.assessment import Assessment, BadPeriod, Period, assess
from readmodel.moved_time import latest_now


class PeriodNotEnded(ValueError):
    """What has not ended cannot be assessed: its dues are still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which days are wanted, the last one not included, and of which unit."""

    first: date
    until_day: date
    unit: str | None = None


async def assess_records(engine: AsyncEngine, laws: Laws, city_pack: str, wish: Wish) -> Assessment:
    """Assess the orders on record, in the local days of the city whose pack this is.

    Raises BadPeriod, PeriodNotEnded and UnknownLaw."""
    law, period = await period_of(engine, laws, city_pack, wish)
    cards = [card async for card in scorecards(engine, laws)]
    found = assess(cards, period, unit=wish.unit)
    return replace(found, weights=law.pack.weights, grades=law.pack.grades)


async def period_of(
    engine: AsyncEngine, laws: Laws, city_pack: str, wish: Wish
) -> tuple[Law, Period]:
    """The city's law, and the days that are wanted in its zone; they must be over.

    Raises BadPeriod, PeriodNotEnded and UnknownLaw."""
    law = await laws.in_force(city_pack)
    if law is None:
        raise UnknownLaw(city_pack)
    zone = ZoneInfo(law.calendar.time_zone)
    period = Period.of(wish.first, wish.until_day, zone)
    _require_ended(period, await latest_now(engine), zone)
    return law, period


def _require_ended(period: Period, now: datetime, zone: ZoneInfo) -> None:
    if not period.has_ended(now):
        today = now.astimezone(zone).date()
        raise PeriodNotEnded(
            f"the period before {period.until_day} has not ended: today is {today} · 考核期未结束"
        )


__all__ = ["BadPeriod", "PeriodNotEnded", "Wish", "assess_records", "period_of"]
