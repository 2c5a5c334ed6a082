"""What the city makes public: its ways in, its procedure, and limits kept or not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment import Period
from domain.assessment.times import FEWEST, Case, Promised, Times, limits_kept
from domain.chapters.intake.rules import WayIn
from domain.law.limit_rule import LimitRule
from domain.time.counting import working_time_between
from policies.law import Law
from readmodel.scorecards.marks import closed_cases
from readmodel.scorecards.writing import scored_until
from services.assessment.assessing import Wish, ended_period
from services.assessment.public_documents import (
    LawTold,
    LimitTold,
    PromiseTold,
    PublicLimits,
    TimesTold,
    WayInTold,
)
from services.assessment.report import days_told
from services.law.laws import Laws, UnknownLaw
from store.city import City
from texts import glossed, zh

AN_HOUR: Final = timedelta(hours=1)
PLACES: Final = 2
STEPS: Final = (
    *("intake", "dispatch", "handling", "reply"),
    *("supervision", "closing", "callback", "rating"),
)
"""The eight steps of the national procedure, as callers are told them."""


async def published_limits(engine: AsyncEngine, laws: Laws, city: City, wish: Wish) -> PublicLimits:
    """Hold the city's promises against every order closed in these days; totals only.

    Everybody may ask, so nothing is scored or written for it: the answer says until when all that
    was published is in it. Raises BadPeriod, PeriodNotEnded and UnknownLaw."""
    law = await laws.to_read(city.pack)
    if law is None:
        raise UnknownLaw(city.pack)
    period = await ended_period(engine, city, wish)
    scored = (await scored_until(engine)).astimezone(city.zone)
    found = catalogue(await closed_cases(engine, period), period, law)
    return replace(found, scored_until=scored)


def catalogue(cases: Iterable[Case], period: Period, law: Law) -> PublicLimits:
    """Tell the public catalogue (WF-35); no order, unit or person is in it."""
    hours = law.pack.office_hours.value

    def worked(since: datetime, until: datetime) -> timedelta:
        return working_time_between(since, until, law.calendar, hours)

    return PublicLimits(
        period=days_told(period),
        basis=("WF-35",),
        law=LawTold(pack=law.pack.id, title=law.pack.title, edition=law.pack.edition),
        channels=tuple(_way_in(way) for way in law.pack.channels),
        procedure=tuple(zh(f"assessment.steps.{step}") for step in STEPS),
        measure=glossed("assessment.limits.office_hours"),
        fewest_for_times=FEWEST,
        limits=tuple(_line(line) for line in limits_kept(cases, law.pack, worked)),
    )


def _way_in(way: WayIn) -> WayInTold:
    return WayInTold(channel=way.channel, title=way.title, source=way.source)


def _line(line: Promised) -> PromiseTold:
    return PromiseTold(
        type=line.matter.type,
        class_=line.matter.class_,
        category=line.matter.category,
        handling=_limit(line.handling),
        total=_limit(line.total),
        closed=line.closed,
        late=line.late,
        from_birth=_times(line.from_birth),
        from_dispatch=_times(line.from_dispatch),
    )


def _limit(rule: LimitRule | None) -> LimitTold | None:
    return None if rule is None else LimitTold(limit=rule.limit.text(), source=rule.source)


def _times(times: Times | None) -> TimesTold | None:
    if times is None:
        return None
    return TimesTold(median=_hours(times.median), ninetieth=_hours(times.ninetieth))


def _hours(span: timedelta) -> float:
    return round(span / AN_HOUR, PLACES)
