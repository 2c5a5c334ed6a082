"""Signing in with the city's single sign-on: to the provider by a link, and back from it.

It is a link and no form: a form's answer may lead to no other address than ours (form-action)."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from console.pages.page import keep_cookie, page, see_other
from console.pages.sign_in_page import sign_in_page
from console.pages.visitors import HOME_TRIED
from services.accounts.sign_in import CodeAsked
from services.accounts.tries import SignInRefused
from services.office import Office
from services.sign_on.faults import SignOnFault, SignOnRefused
from services.sign_on.journey import LASTS, ComingBack, NoSignOn, begin_sign_on, come_back
from services.sign_on.registration import BEGINNING, COMING_BACK

BEGUN: Final = "__Host-paidan-sign-on"
"""Kept by the browser that began, for as long as the provider may take."""
TOLD: Final = {
    SignOnFault.PROVIDER_AWAY: (503, "console.sign_on_away"),
    SignOnFault.NOT_LINKED: (401, "console.sign_on_unknown"),
    SignOnFault.NO_POST: (401, "console.sign_on_unknown"),
    SignOnFault.NAME_TAKEN: (409, "console.sign_on_name_taken"),
    SignOnFault.NOT_APART: (409, "problems.administrators_apart"),
}
"""What a human can do something about; what else was wrong only the log of the door says."""
OTHERWISE: Final = (401, "console.sign_on_refused")
router = APIRouter()


@router.get(BEGINNING)
async def begun(request: Request, office: OfficeOf) -> Response:
    """Send a browser to the city's provider."""
    try:
        begun = await begin_sign_on(office)
    except (NoSignOn, SignOnRefused) as no:
        return _told(request, office, no)
    reply = see_other(begun.url)
    reply.set_cookie(
        BEGUN,
        begun.kept,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=True,
        httponly=True,
        # The provider sends the browser back from an address of its own.
        samesite="lax",
    )
    return reply


@router.get(COMING_BACK)
async def came_back(
    request: Request,
    office: OfficeOf,
    state: str = "",
    code: str = "",
    iss: str = "",
    error: str = "",
) -> Response:
    """Let in whomever the provider sends back to the browser that began."""
    kept = request.cookies.get(BEGUN, "")
    said = ComingBack(kept=kept, state=state, code=code, issuer=iss, error=error)
    return _forget(await _answered(request, office, said))


async def _answered(request: Request, office: Office, said: ComingBack) -> Response:
    try:
        cookie = await come_back(office, said)
    except CodeAsked as asked:
        return page(request, "code.html", username=asked.username, known=asked.known, refused="")
    except (NoSignOn, SignOnRefused, SignInRefused) as no:
        return _told(request, office, no)
    return keep_cookie(see_other(HOME_TRIED), cookie)


def _told(request: Request, office: Office, no: Exception) -> Response:
    if isinstance(no, NoSignOn):
        return sign_in_page(request, office, 404, refused="problems.no_sign_on")
    fault = no.fault if isinstance(no, SignOnRefused) else None
    status, words = OTHERWISE if fault is None else TOLD.get(fault, OTHERWISE)
    return sign_in_page(request, office, status, refused=words)


def _forget(reply: Response) -> Response:
    reply.delete_cookie(BEGUN, path="/", secure=True, httponly=True, samesite="lax")
    return reply
