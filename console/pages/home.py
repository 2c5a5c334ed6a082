"""The home: a browser that comes to the address alone is led to the desk of its human."""

from fastapi import Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from api.door import to_sign_in
from api.people import NOT_LET_IN, asker_of
from console.pages.desks import desks_of
from console.pages.page import see_other
from console.pages.page_route import page_router
from services.accounts.sessions import Visitor

router = page_router()


@router.get("/")
async def home(request: Request, office: OfficeOf) -> Response:
    """Lead whoever signed in to his desk, and everybody else to the door."""
    try:
        asker = await asker_of(office, request)
    except NOT_LET_IN:
        return to_sign_in(request)
    principal = asker.principal if isinstance(asker, Visitor) else asker
    return see_other(desks_of(principal)[0].address)
