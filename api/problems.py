"""Errors as problem+json (RFC 9457): typed, readable, and never with what the caller wrote."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.middleware.exceptions import ExceptionMiddleware

from api.problem_table import TABLE, ProblemTold
from api.wants_page import wants_page
from services.access.refusals import note_refusal
from services.access.rights import MayNot

HEADERS: Final = {
    401: {"WWW-Authenticate": 'Bearer realm="paidan"'},
    503: {"Retry-After": "2"},
}
PROBLEM_JSON: Final = "application/problem+json"


class Problem(BaseModel):
    """A problem as it is answered; some problems say more."""

    type: str
    title: str
    status: int
    code: str
    detail: str


def answer(told: ProblemTold, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Make a problem+json answer."""
    body = {
        "type": f"urn:paidan:problem:{told.code}",
        "title": told.code.replace("_", " "),
        "status": told.status,
        "code": told.code,
        "detail": told.words,
        **told.more,
    }
    return JSONResponse(body, told.status, headers, media_type=PROBLEM_JSON)


ProblemPage = Callable[[Request, ProblemTold], Awaitable[Response]]
"""Tells a problem to whoever asks for pages."""


async def _answered(request: Request, error: Exception) -> Response:
    entry = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    told = entry if isinstance(entry, ProblemTold) else entry(error)
    page: ProblemPage | None = request.app.state.problem_page
    if page is not None and wants_page(request.scope):
        return await page(request, told)
    return answer(told, HEADERS.get(told.status) or getattr(error, "headers", None))


async def _refused(request: Request, error: Exception) -> Response:
    """A right that is refused is on record before whoever asked is told."""
    assert isinstance(error, MayNot)
    await note_refusal(error.principal, request.app.state.office.engine, error.right)
    return await _answered(request, error)


HANDLERS: Final = {**dict.fromkeys(TABLE, _answered), MayNot: _refused}


def answer_problems(app: FastAPI) -> None:
    """Answer every error as a problem: of the paths, and of what was added to the application
    before, such as the door."""
    for kind, handler in HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(ExceptionMiddleware, handlers=HANDLERS)


DESCRIPTIONS: Final = {
    400: "no idempotency key",
    401: "nobody is named",
    403: "the role may not do this",
    404: "there is no such thing",
    410: "the link was used, or is too old; or what was looked at is masked again",
    409: (
        "refused by the rules, or the key was used for another paper, or the order was born under"
        " an earlier edition (order_of_an_earlier_edition)"
    ),
    413: "the body is over 64 KiB",
    422: "the request cannot be read; every wrong field is named",
    503: "the database does not answer; nothing was acknowledged",
}
Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """Declare which problems an endpoint answers with, besides those of every endpoint."""
    schema = Problem.model_json_schema()
    return {
        status: {"description": DESCRIPTIONS[status], "content": {PROBLEM_JSON: {"schema": schema}}}
        for status in (*statuses, 422, 503)
    }
