"""The assessment at the window (考核): each number with its orders."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from activities.assessing import (
    BadCursor,
    BadPeriod,
    PeriodNotEnded,
    UnknownFigure,
    Wish,
    assess_records,
    open_figure,
)
from activities.assessment_report import opened, report
from activities.beside_today import beside_today
from api.office import OfficeOf
from api.problems import Problem

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
        engine, laws = office.engines.patient, office.laws
        found = await assess_records(engine, laws, office.default_pack, wish)
        frozen = await beside_today(engine, laws, found, unit)
        return report(found, frozen, with_orders=orders)


@router.get("/assessment/{indicator}")
async def one_figure(
    office: OfficeOf,
    indicator: Annotated[str, Path(max_length=64)],
    since: Since,
    until: Until,
    unit: Unit = None,
    after: Annotated[str, Query(max_length=200, pattern=WORD)] = "",
) -> dict[str, Any]:
    """The orders and facts behind one figure, a page at a time."""
    wish = Wish(first=since, until_day=until, unit=unit)
    engine, laws = office.engines.patient, office.laws
    with _told():
        page = await open_figure(engine, laws, office.default_pack, wish, indicator, after)
        return opened(page)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except BadPeriod as bad:
        raise Problem(422, "bad_period", str(bad)) from None
    except BadCursor as bad:
        raise Problem(422, "bad_cursor", str(bad)) from None
    except UnknownFigure as unknown:
        raise Problem(404, "unknown_figure", str(unknown)) from None
    except PeriodNotEnded as early:
        raise Problem(409, "period_not_ended", str(early)) from None
