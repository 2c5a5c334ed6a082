"""The assessment at the window (考核): each number with its orders."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncEngine

from activities.assessing import BadPeriod, PeriodNotEnded, Wish, assess_records
from activities.assessment_report import report
from activities.laws import Laws
from activities.public_supervision import READERS, samples
from activities.published_limits import published_limits
from activities.unit_figures import TOTALS_ONLY, may_see, unit_figures
from api.office import Office, OfficeOf
from api.people import ActorOf
from api.problems import Problem
from api.units import UnitCode

Since = Annotated[date, Query(alias="from")]
Until = Annotated[date, Query(alias="to")]

router = APIRouter(tags=["assessment 考核"])


@router.get("/assessment")
async def assessment(
    office: OfficeOf,
    since: Since,
    until: Until,
    unit: Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")] = None,
) -> dict[str, Any]:
    """K1 to K12 and the monthly figures from a day up to, not including, another."""
    wish = Wish(first=since, until_day=until, unit=unit)
    with _told_of_the_days():
        return report(await assess_records(*_records(office), wish))


@router.get("/public/limits")
async def public_limits(office: OfficeOf, since: Since, until: Until) -> dict[str, Any]:
    """公示: what the city promises and how long it really took; for everybody, totals only."""
    with _told_of_the_days():
        return await published_limits(*_records(office), Wish(first=since, until_day=until))


@router.get("/units/{code}/figures")
async def figures_of_unit(
    code: UnitCode, office: OfficeOf, actor: ActorOf, since: Since, until: Until
) -> dict[str, Any]:
    """单位自查: a unit's own figures and its place; the assessor sees no single order."""
    if not may_see(actor.role, actor.unit, code):
        raise Problem(
            403, "role_may_not", "these are another unit's figures · 只能查看本单位考核结果"
        )
    with _told_of_the_days():
        found = await assess_records(*_records(office), Wish(first=since, until_day=until))
    return unit_figures(found, code, masked=actor.role in TOTALS_ONLY)


@router.get("/public/samples")
async def public_samples(
    office: OfficeOf, actor: ActorOf, since: Since, until: Until
) -> dict[str, Any]:
    """社会监督: what public supervisors read, without anybody's data (SY19-01)."""
    if actor.role not in READERS:
        raise Problem(403, "role_may_not", "public supervisors only · 仅限社会监督员")
    with _told_of_the_days():
        found = await assess_records(*_records(office), Wish(first=since, until_day=until))
    return samples(found)


def _records(office: Office) -> tuple[AsyncEngine, Laws, str]:
    return office.engines.patient, office.laws, office.default_pack


@contextmanager
def _told_of_the_days() -> Iterator[None]:
    """Say it where days are no period, or are not over."""
    try:
        yield
    except BadPeriod as bad:
        raise Problem(422, "bad_period", str(bad)) from None
    except PeriodNotEnded as early:
        raise Problem(409, "period_not_ended", str(early)) from None
