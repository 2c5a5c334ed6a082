"""The door in front of every path: a stranger is answered where the city opens it, nowhere else.

It stands before the paths are looked at: what is there and what is not, an order or a method, a
stranger finds out by no difference between two answers."""

from typing import Final

from fastapi import Request
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.people import NOT_LET_IN, asker_of
from api.wants_page import wants_page
from policies.strangers import is_open_to_strangers
from services.accounts.break_glass_use import note_use
from services.accounts.sessions import Visitor

SIGN_IN: Final = "/sign-in"
TRIED: Final = "tried"
"""Says that whoever comes has just signed in: without a cookie now, the browser refused it."""


class FrontDoor:
    """Lets strangers through to what is open to them, and everybody else who is let in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; a browser of a stranger is led to the form, others raise."""
        if scope["type"] == "http":
            request = Request(scope)
            try:
                await _require_let_in(request)
            except NOT_LET_IN:
                if request.method != "GET" or not wants_page(scope):
                    raise
                return await to_sign_in(request)(scope, receive, send)
        return await self.app(scope, receive, send)


async def _require_let_in(request: Request) -> None:
    if is_open_to_strangers(request.method, request.url.path):
        return
    office = request.app.state.office
    asker = await asker_of(office, request)
    principal = asker.principal if isinstance(asker, Visitor) else asker
    if principal is not None:
        await note_use(principal, office, request.method, request.url.path)


def to_sign_in(request: Request) -> RedirectResponse:
    """Lead a browser to the form; one that has just signed in is told why it is there again."""
    tried = request.query_params.get(TRIED) == "true"
    return RedirectResponse(f"{SIGN_IN}?{TRIED}=true" if tried else SIGN_IN, 303)
