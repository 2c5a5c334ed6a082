"""The unit's desk: what is to be signed, what is in hand, what is late."""

from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from api.people import NamedOf
from console.pages.desk_page import NamedList, desk_list
from console.pages.page import page
from console.pages.page_route import page_router
from services.orders.named_lists import OF_UNIT

router = page_router()
ON_A_PAGE: Final = 30


@router.get("/unit")
async def lists(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    list_: Annotated[NamedList, Query(alias="list")] = "all",
    at: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """What lies with the unit of whoever asks, the most pressing order first."""
    shown = await desk_list(principal, office, OF_UNIT, list_, at, limit=ON_A_PAGE)
    return page(request, "unit.html", lists=shown, address="/unit")
