"""Signing in, signing out, and choosing a password by a link."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from api.people import COOKIE, cookie_of, require_no_other_page
from console.pages.page import (
    forget_cookie,
    keep_cookie,
    page,
    require_own_form,
    see_other,
)
from console.pages.shown import remembered
from console.pages.sign_in_page import FORM, sign_in_page
from console.pages.visitors import HOME_TRIED, Word
from services.accounts.opening import CHOOSING
from services.accounts.passwords import VoidLink, choose_password
from services.accounts.preferences import Theme
from services.accounts.secret_words import SecretWord, UnfitPassword
from services.accounts.sessions import sign_out
from services.accounts.sign_in import CodeAsked, SignIn, sign_in
from services.accounts.tries import SignInRefused
from services.sign_on.journey import way_out
from texts import Language

router = APIRouter()


@router.get(FORM)
async def form(
    request: Request,
    office: OfficeOf,
    tried: bool = False,
    left: bool = False,
    language: Language | None = None,
    theme: Theme | None = None,
) -> Response:
    """The form; whoever was just let in and comes back without a cookie is told why, and whoever
    left, where the city's single sign-on is left too. A browser may choose how it is shown."""
    if language or theme:
        return remembered(see_other(FORM), language, theme)
    refused = "console.cookies_refused" if tried and COOKIE not in request.cookies else ""
    out = await way_out(office) if left else ""
    return sign_in_page(request, office, refused=refused, way_out=out)


@router.post(FORM)
async def signed_in(
    request: Request,
    office: OfficeOf,
    username: Word = "",
    password: Word = "",
    known: Word = "",
    code: Word = "",
) -> Response:
    """Let in whoever knows the password, and the code where one is asked; what was wrong nobody at
    the door is told."""
    require_no_other_page(request)
    said = SignIn(username=username, password=password, known=known, code=code)
    try:
        cookie = await sign_in(office, said)
    except CodeAsked as asked:
        return page(request, "code.html", username=asked.username, known=asked.known, refused="")
    except SignInRefused:
        return sign_in_page(request, office, 401, refused="problems.sign_in_refused")
    return keep_cookie(see_other(HOME_TRIED), cookie)


@router.post("/sign-out")
async def signed_out(request: Request, office: OfficeOf, form_word: Word) -> Response:
    """End the session, and let the browser forget it."""
    require_own_form(request, form_word)
    by_sign_on = await sign_out(office, cookie_of(request))
    return forget_cookie(see_other(f"{FORM}?left=true" if by_sign_on else FORM))


@router.get(CHOOSING)
async def choosing(request: Request) -> Response:
    """The form in which a password is chosen; the code comes with the link."""
    return page(request, "choose_password.html", refused="")


@router.post(CHOOSING)
async def chosen(
    request: Request, office: OfficeOf, link: Word = "", password: Word = ""
) -> Response:
    """Choose the password of the account that the link was made for, and go to the door."""
    require_no_other_page(request)
    try:
        await choose_password(office, SecretWord(word=link), password)
    except UnfitPassword:
        return page(request, "choose_password.html", 422, refused="problems.unfit_password")
    except VoidLink:
        return page(request, "choose_password.html", 410, refused="problems.void_link")
    return see_other(FORM)
