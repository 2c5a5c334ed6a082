"""The assessment at the window (考核): each number with its orders."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlalchemy.ext.asyncio import AsyncEngine

from api.dependencies import OfficeOf
from api.people import ActorOf
from api.problems import Problem
from api.units import UnitCode
from domain.vocabulary import Channel, ItemType
from services.assessment.assessing import (
    LARGEST_PAGE,
    PAGE,
    BadCursor,
    BadPeriod,
    Opening,
    PeriodNotEnded,
    UnfitUnit,
    UnknownFigure,
    Wish,
    assess_records,
    open_figure,
)
from services.assessment.frozen_comparison import beside_today
from services.assessment.public_supervision import READERS, samples
from services.assessment.published_limits import published_limits
from services.assessment.report import opened, report
from services.assessment.unit_figures import TOTALS_ONLY, figures_on_record, may_see
from services.law.laws import Laws
from services.office import Office

router = APIRouter(tags=["assessment 考核"])
WORD = r"^[^\x00]*$"
Since = Annotated[date, Query(alias="from")]
Until = Annotated[date, Query(alias="to")]
Unit = Annotated[str | None, Query(max_length=64, pattern=WORD)]


@router.get("/assessment")
async def assessment(
    office: OfficeOf,
    since: Since,
    until: Until,
    unit: Unit = None,
    orders: Annotated[bool, Query(description="With every order behind every figure.")] = True,
) -> dict[str, Any]:
    """K1 to K12 and the monthly figures from a day up to, not including, another."""
    wish = Wish(first=since, until_day=until, unit=unit, with_orders=orders)
    with _told():
        found = await assess_records(*_records(office), wish)
        frozen = await beside_today(office.engines.patient, office.laws, found, unit)
        return report(found, frozen, with_orders=orders)


@router.get("/assessment/{indicator}")
async def one_figure(
    office: OfficeOf,
    indicator: Annotated[str, Path(max_length=64)],
    since: Since,
    until: Until,
    unit: Unit = None,
    district: Annotated[str | None, Query(max_length=64, pattern=WORD)] = None,
    type: ItemType | None = None,
    channel: Channel | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
    after: Annotated[str, Query(max_length=200, pattern=WORD)] = "",
) -> dict[str, Any]:
    """The orders and facts behind one figure, also of one group, a page at a time."""
    wish = Wish(first=since, until_day=until, unit=unit)
    opening = Opening(
        code=indicator,
        district=district,
        type=type,
        channel=channel,
        after=after,
        most=limit,
    )
    with _told():
        return opened(await open_figure(*_records(office), wish, opening))


@router.get("/public/limits")
async def public_limits(office: OfficeOf, since: Since, until: Until) -> dict[str, Any]:
    """公示: what the city promises and how long it really took; for everybody, totals only."""
    with _told():
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
    masked = actor.role in TOTALS_ONLY
    wish = Wish(first=since, until_day=until, unit=code, with_orders=not masked)
    with _told():
        return await figures_on_record(*_records(office), wish)


@router.get("/public/samples")
async def public_samples(
    office: OfficeOf, actor: ActorOf, since: Since, until: Until
) -> dict[str, Any]:
    """社会监督: what public supervisors read, without anybody's data (SY19-01)."""
    if actor.role not in READERS:
        raise Problem(403, "role_may_not", "public supervisors only · 仅限社会监督员")
    wish = Wish(first=since, until_day=until, with_orders=False)
    with _told():
        return await samples(*_records(office), wish)


def _records(office: Office) -> tuple[AsyncEngine, Laws, str]:
    return office.engines.patient, office.laws, office.city.pack


@contextmanager
def _told() -> Iterator[None]:
    """Say it where days are no period, or are not over, and where nobody knows whose they are."""
    try:
        yield
    except BadPeriod as bad:
        raise Problem(422, "bad_period", str(bad)) from None
    except BadCursor as bad:
        raise Problem(422, "bad_cursor", str(bad)) from None
    except UnknownFigure as unknown:
        raise Problem(404, "unknown_figure", str(unknown)) from None
    except UnfitUnit as unfit:
        raise Problem(404, unfit.code, str(unfit)) from None
    except PeriodNotEnded as early:
        raise Problem(409, "period_not_ended", str(early)) from None
