"""The assessment at the window (考核): each number with its orders."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from activities.assessing import BadPeriod, PeriodNotEnded, Wish, assess_records
from activities.assessment_report import report
from api.office import OfficeOf
from api.problems import Problem

router = APIRouter(tags=["assessment 考核"])


@router.get("/assessment")
async def assessment(
    office: OfficeOf,
    since: Annotated[date, Query(alias="from")],
    until: Annotated[date, Query(alias="to")],
    unit: Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")] = None,
) -> dict[str, Any]:
    """K1 to K12 and the monthly figures from a day up to, not including, another."""
    wish = Wish(first=since, until_day=until, unit=unit)
    engine, laws = office.engines.patient, office.laws
    try:
        return report(await assess_records(engine, laws, office.default_pack, wish))
    except BadPeriod as bad:
        raise Problem(422, "bad_period", str(bad)) from None
    except PeriodNotEnded as early:
        raise Problem(409, "period_not_ended", str(early)) from None
