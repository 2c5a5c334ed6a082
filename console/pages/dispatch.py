"""The dispatcher's desk: the queue, and beside it the order that is looked at with its proposal."""

from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import Response

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from console.pages.desk_page import NamedList, desk_list
from console.pages.page import page
from console.pages.page_route import page_router
from services.orders.dispatch_view import beside_row, dispatch_view
from services.orders.named_lists import OF_DISPATCH

router = page_router()
ON_A_PAGE: Final = 50


@router.get("/dispatch")
async def queue(
    request: Request,
    office: OfficeOf,
    principal: NamedOf,
    list_: Annotated[NamedList, Query(alias="list")] = "all",
    at: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """The queue, the most pressing order first and open beside it."""
    shown = await desk_list(principal, office, OF_DISPATCH, list_, at, limit=ON_A_PAGE)
    rows = shown.found.rows
    return page(
        request,
        "dispatch.html",
        lists=shown,
        address="/dispatch",
        beside=await beside_row(principal, office, rows[0]) if rows else None,
    )


@router.get("/dispatch/orders/{number}")
async def beside(
    request: Request, office: OfficeOf, principal: NamedOf, number: Number
) -> Response:
    """One order as it stands beside the queue."""
    shown = await dispatch_view(principal, office, number)
    return page(request, "dispatch_beside.html", beside=shown)
