"""What the city makes public (公示): its ways in, its procedure, and limits kept or not."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

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
from services.assessment.report import days_told
from services.law.laws import Laws, UnknownLaw

Json = dict[str, Any]
AN_HOUR: Final = timedelta(hours=1)
PLACES: Final = 2
STEPS: Final = ("受理", "派单", "办理", "回复", "督办", "办结", "回访", "评价")
"""The eight steps of the national procedure, as callers are told them."""


async def published_limits(engine: AsyncEngine, laws: Laws, city_pack: str, wish: Wish) -> Json:
    """Hold the city's promises against every order closed in these days; totals only.

    Everybody may ask, so nothing is scored or written for it: the answer says until when all that
    was published is in it. Raises BadPeriod, PeriodNotEnded and UnknownLaw."""
    law = await laws.to_read(city_pack)
    if law is None:
        raise UnknownLaw(city_pack)
    period = await ended_period(engine, law, wish)
    scored = (await scored_until(engine)).astimezone(ZoneInfo(law.calendar.time_zone))
    found = catalogue(await closed_cases(engine, period), period, law)
    return {**found, "scored_until": scored.isoformat()}


def catalogue(cases: Iterable[Case], period: Period, law: Law) -> Json:
    """Write the public catalogue (WF-35); no order, unit or person is in it."""
    hours = law.pack.office_hours.value

    def worked(since: datetime, until: datetime) -> timedelta:
        return working_time_between(since, until, law.calendar, hours)

    return {
        "period": days_told(period),
        "basis": ["WF-35"],
        "law": {"pack": law.pack.id, "title": law.pack.title, "edition": law.pack.edition},
        "channels": [_way_in(way) for way in law.pack.channels],
        "procedure": list(STEPS),
        "measure": "office hours 工作小时",
        "fewest_for_times": FEWEST,
        "limits": [_line(line) for line in limits_kept(cases, law.pack, worked)],
    }


def _way_in(way: WayIn) -> Json:
    return {"channel": way.channel, "title": way.title, "source": way.source}


def _line(line: Promised) -> Json:
    return {
        "type": line.matter.type,
        "class": line.matter.class_,
        "category": line.matter.category,
        "handling": _limit(line.handling),
        "total": _limit(line.total),
        "closed": line.closed,
        "late": line.late,
        "from_birth": _times(line.from_birth),
        "from_dispatch": _times(line.from_dispatch),
    }


def _limit(rule: LimitRule | None) -> Json | None:
    return None if rule is None else {"limit": rule.limit.text(), "source": rule.source}


def _times(times: Times | None) -> Json | None:
    if times is None:
        return None
    return {"median": _hours(times.median), "ninetieth": _hours(times.ninetieth)}


def _hours(span: timedelta) -> float:
    return round(span / AN_HOUR, PLACES)
