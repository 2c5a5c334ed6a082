"""Setting up one's second factor, and renewing it."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from api.people import SignedIn, cookie_of
from console.pages.page import page, see_other
from console.pages.visitors import OWN, SECOND_FACTOR, AnyVisitor, Word
from services.accounts.second_factor import (
    OfferVoid,
    Proof,
    UnfitCode,
    offered_factor,
    set_second_factor,
)
from services.accounts.sessions import Visitor
from services.accounts.tries import SignInRefused
from services.office import Office

router = APIRouter()


@router.get(SECOND_FACTOR)
async def shown(request: Request, office: OfficeOf, visitor: SignedIn) -> Response:
    """A secret for a telephone to take."""
    return _page(request, office, visitor)


@router.post(SECOND_FACTOR)
async def set_up(
    request: Request,
    office: OfficeOf,
    visitor: AnyVisitor,
    offered: Word,
    known: Word = "",
    code: Word = "",
    present: Word = "",
) -> Response:
    """Ask for codes of the secret that was shown, from now on."""
    proof = Proof(known=known, code=code, present=present)
    try:
        await set_second_factor(visitor, office, cookie_of(request), offered, proof)
    except OfferVoid:
        return _page(request, office, visitor, "console.offer_void", 422)
    except UnfitCode:
        return _page(request, office, visitor, "problems.unfit_code", 422, offered)
    except SignInRefused:
        return _page(request, office, visitor, "problems.sign_in_refused", 401, offered)
    return see_other(OWN)


def _page(
    request: Request,
    office: Office,
    visitor: Visitor,
    refused: str = "",
    status: int = 200,
    again: str = "",
) -> Response:
    return page(
        request,
        "second_factor.html",
        status,
        visitor=visitor,
        offered=offered_factor(visitor, office, cookie_of(request), again),
        refused=refused,
    )
