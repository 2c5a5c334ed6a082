"""The assessment at the window: each number with its orders."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import OfficeOf
from api.people import NamedOf, PrincipalOf
from api.problems import problems
from api.units import UnitCode
from domain.vocabulary import Channel, ItemType
from services.access.principal import UNNAMED
from services.assessment.assessing import Wish
from services.assessment.documents import AssessmentTold, FigureOpened, UnitFigures
from services.assessment.opening_figures import LARGEST_PAGE, PAGE, FigureToOpen
from services.assessment.public_documents import PublicLimits, PublicSamples
from services.assessment.reading import (
    read_assessment,
    read_figure,
    read_public_limits,
    read_public_samples,
    read_unit_figures,
)
from services.assessment.report import opened, report
from texts import glossed

router = APIRouter(tags=[glossed("openapi.assessment")], responses=problems(401, 403, 404, 409))
WORD = r"^[^\x00]*$"
Since = Annotated[date, Query(alias="from")]
Until = Annotated[date, Query(alias="to")]
Unit = Annotated[str | None, Query(max_length=64, pattern=WORD)]


@router.get("/assessment")
async def assessment(
    office: OfficeOf,
    principal: PrincipalOf,
    since: Since,
    until: Until,
    unit: Unit = None,
    orders: Annotated[bool, Query(description="With every order behind every figure.")] = True,
) -> AssessmentTold:
    """K1 to K12 and the monthly figures from a day up to, not including, another."""
    wish = Wish(first=since, until_day=until, unit=unit, with_orders=orders)
    found = await read_assessment(principal, office, wish)
    return report(found.today, found.frozen, with_orders=orders)


@router.get("/assessment/{indicator}")
async def one_figure(
    office: OfficeOf,
    principal: PrincipalOf,
    indicator: Annotated[str, Path(max_length=64)],
    since: Since,
    until: Until,
    unit: Unit = None,
    district: Annotated[str | None, Query(max_length=64, pattern=WORD)] = None,
    type: ItemType | None = None,
    channel: Channel | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = PAGE,
    after: Annotated[str, Query(max_length=200, pattern=WORD)] = "",
) -> FigureOpened:
    """The orders and facts behind one figure, also of one group, a page at a time."""
    wish = Wish(first=since, until_day=until, unit=unit)
    opening = FigureToOpen(
        code=indicator,
        district=district,
        type=type,
        channel=channel,
        after=after,
        most=limit,
    )
    return opened(await read_figure(principal, office, wish, opening))


@router.get("/public/limits")
async def public_limits(office: OfficeOf, since: Since, until: Until) -> PublicLimits:
    """What the city promises and how long it really took; for everybody, totals only."""
    return await read_public_limits(UNNAMED, office, Wish(first=since, until_day=until))


@router.get("/units/{code}/figures")
async def figures_of_unit(
    code: UnitCode, office: OfficeOf, principal: NamedOf, since: Since, until: Until
) -> UnitFigures:
    """A unit's own figures and its place; the assessor sees no single order."""
    wish = Wish(first=since, until_day=until, unit=code)
    return await read_unit_figures(principal, office, wish)


@router.get("/public/samples")
async def public_samples(
    office: OfficeOf, principal: NamedOf, since: Since, until: Until
) -> PublicSamples:
    """What public supervisors read, without anybody's data (SY19-01)."""
    wish = Wish(first=since, until_day=until, with_orders=False)
    return await read_public_samples(principal, office, wish)
