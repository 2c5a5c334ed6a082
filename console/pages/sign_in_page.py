"""The page at the door: the form and, where the city has one, the way to its single sign-on."""

from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse

from console.pages.page import page
from services.office import Office
from services.sign_on.registration import BEGINNING

FORM: Final = "/sign-in"


def sign_in_page(
    request: Request, office: Office, status: int = 200, *, refused: str = "", way_out: str = ""
) -> HTMLResponse:
    """The form, with why somebody was not let in, or where he signs out of the provider too."""
    sign_on = office.sign_on
    return page(
        request,
        "sign_in.html",
        status,
        refused=refused,
        way_out=way_out,
        beginning="" if sign_on is None else BEGINNING,
        label="" if sign_on is None else sign_on.registration.label,
    )
