"""One's own account: who one is here, in which post one acts, one's password and one's tokens."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.dependencies import OfficeOf
from api.people import SignedIn, cookie_of
from console.pages.page import forget_cookie, page, see_other
from console.pages.visitors import OWN, SECOND_FACTOR, VisitorOf, Word
from services.accounts.passwords import change_password
from services.accounts.posts import own_posts
from services.accounts.secret_words import UnfitPassword
from services.accounts.sessions import NoSuchPost, Visitor, act_in_post
from services.accounts.tokens import NoSuchToken, own_tokens, revoke_own
from services.accounts.tries import SignInRefused
from services.office import Office

router = APIRouter()


@router.get(OWN)
async def shown(request: Request, office: OfficeOf, visitor: SignedIn) -> Response:
    """Who one is here; whoever owes a second factor sets it up first."""
    if visitor.owes_second_factor:
        return see_other(SECOND_FACTOR)
    return await _page(request, office, visitor)


@router.post("/me/post")
async def post_chosen(
    request: Request, office: OfficeOf, visitor: VisitorOf, person: Word
) -> Response:
    """Act in another post from now on."""
    try:
        await act_in_post(visitor, office, cookie_of(request), person)
    except NoSuchPost:
        return await _page(request, office, visitor, "problems.no_such_post", 404)
    return see_other(OWN)


@router.post("/me/password")
async def password_changed(
    request: Request, office: OfficeOf, visitor: VisitorOf, known: Word = "", password: Word = ""
) -> Response:
    """Change one's password; every session of it ends, this one too."""
    try:
        await change_password(visitor, office, known, password)
    except UnfitPassword:
        return await _page(request, office, visitor, "problems.unfit_password", 422)
    except SignInRefused:
        return await _page(request, office, visitor, "problems.sign_in_refused", 401)
    return forget_cookie(see_other("/sign-in"))


@router.post("/me/token")
async def token_revoked(
    request: Request, office: OfficeOf, visitor: VisitorOf, token: Word
) -> Response:
    """Let one of one's own tokens let nobody in any more."""
    try:
        await revoke_own(visitor, office, UUID(token))
    except (NoSuchToken, ValueError):
        return await _page(request, office, visitor, "problems.no_such_token", 404)
    return see_other(OWN)


async def _page(
    request: Request, office: Office, visitor: Visitor, refused: str = "", status: int = 200
) -> Response:
    return page(
        request,
        "own_account.html",
        status,
        visitor=visitor,
        posts=await own_posts(visitor, office),
        tokens=await own_tokens(visitor, office),
        refused=refused,
    )
