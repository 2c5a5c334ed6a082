"""What was changed of settings, laws, rights and registers, over the API."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.configuration.changes import (
    LARGEST_PAGE,
    Asked,
    ChangeKind,
    ChangesListed,
    list_changes,
)
from texts import glossed

router = APIRouter(tags=[glossed("openapi.changes")], responses=problems(401, 403))
Since = Annotated[date, Query(alias="from")]
Until = Annotated[date, Query(alias="to")]


@router.get("/changes")
async def listed(
    office: OfficeOf,
    principal: NamedOf,
    since: Since = date(1970, 1, 1),
    until: Until = date(9999, 1, 1),
    kind: ChangeKind | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
    after: Annotated[str | None, Query(max_length=160, pattern=r"^[^\x00]*$")] = None,
) -> ChangesListed:
    """What was changed from a day up to, not including, another, the newest first: who, when, and
    every value before and after."""
    asked = Asked(first=since, until_day=until, kind=kind, after=after, limit=limit)
    return await list_changes(principal, office, asked)
