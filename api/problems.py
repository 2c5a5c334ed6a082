"""Errors as problem+json (RFC 9457): typed, readable, and never with what the caller wrote."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from api.request_context import REQUEST_ID
from audit.history.histories import NoHistory
from audit.ledger.as_of import NotThen
from domain.decide import DamagedFact
from domain.order.refusal import Refusal
from services.submission.command_json import BadPaper
from store.commands.command_table import KeyReused, UnknownOrder
from store.register.units import UnfitUnit
from texts.refusals import in_words

RETRY_AFTER = {"Retry-After": "2"}
FORBIDDEN_CODES = frozenset({"role_may_not"})
log = structlog.get_logger("api")


class Problem(Exception):
    """Something that the asker must be told: a status, a code, and words."""

    def __init__(self, status: int, code: str, detail: str, **more: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.detail, self.more = status, code, detail, more


def refused(refusal: Refusal) -> Problem:
    """The law says no: 403 where the role may not, 409 where it may not now."""
    status = 403 if refusal.code in FORBIDDEN_CODES else 409
    return Problem(
        status,
        refusal.code,
        in_words(refusal),
        basis=list(refusal.basis),
        about=list(refusal.about),
    )


def answer(status: int, code: str, detail: str, headers: Any = None, **more: Any) -> JSONResponse:
    """Make a problem+json answer."""
    body = {
        "type": f"urn:paidan:problem:{code}",
        "title": code.replace("_", " "),
        "status": status,
        "code": code,
        "detail": detail,
        **more,
    }
    return JSONResponse(
        body, status_code=status, headers=headers, media_type="application/problem+json"
    )


async def _problem(_: Request, problem: Exception) -> JSONResponse:
    if not isinstance(problem, Problem):
        raise problem
    headers = RETRY_AFTER if problem.status == 503 else None
    return answer(problem.status, problem.code, problem.detail, headers, **problem.more)


async def _bad_paper(_: Request, bad: Exception) -> JSONResponse:
    if not isinstance(bad, BadPaper):
        raise bad
    errors = [{"field": field, "reason": reason} for field, reason in bad.errors]
    return answer(422, "bad_paper", str(bad), errors=errors)


async def _bad_request(_: Request, bad: Exception) -> JSONResponse:
    if not isinstance(bad, RequestValidationError):
        raise bad
    errors = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "reason": error["msg"]}
        for error in bad.errors()
    ]
    words = "; ".join(f"{error['field']}: {error['reason']}" for error in errors)
    return answer(422, "bad_request", words, errors=errors)


async def _unknown_order(_: Request, __: Exception) -> JSONResponse:
    return answer(404, "unknown_order", "no order has this number · 没有此工单")


async def _unfit_unit(_: Request, unfit: Exception) -> JSONResponse:
    if not isinstance(unfit, UnfitUnit):
        raise unfit
    return answer(409, unfit.code, str(unfit), about=[unfit.unit], basis=["WF-05", "SY20-08"])


async def _not_then(_: Request, no: Exception) -> JSONResponse:
    if not isinstance(no, NotThen):
        raise no
    return answer(409, no.code, str(no))


async def _damaged_fact(_: Request, damaged: Exception) -> JSONResponse:
    if not isinstance(damaged, DamagedFact):
        raise damaged
    log.error("ALARM damaged fact", order=damaged.order, seq=damaged.seq)
    return answer(409, "damaged_fact", str(damaged), number=damaged.order, seq=damaged.seq)


async def _key_reused(_: Request, __: Exception) -> JSONResponse:
    return answer(
        409, "key_reused", "this Idempotency-Key was used for another paper · 幂等键已用于其他请求"
    )


async def _http(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http_error")
    return answer(error.status_code, code, str(error.detail), error.headers)


async def _database_away(_: Request, error: Exception) -> JSONResponse:
    log.warning("database away", error=type(error).__name__)
    return answer(
        503,
        "database_unavailable",
        "the database does not answer; nothing was acknowledged · 数据库暂不可用,请求未受理",
        RETRY_AFTER,
    )


async def _bad_word(_: Request, error: Exception) -> JSONResponse:
    log.warning("no row can hold this", error=type(error).__name__)
    return answer(422, "bad_request", "a word of the request is nothing that can be stored")


async def _fault(request: Request, error: Exception) -> JSONResponse:
    log.error("ALARM fault", exc_info=error)
    words = "this is a fault of the system; the office was told · 系统故障"
    return answer(500, "fault", words, {REQUEST_ID: request.scope[REQUEST_ID]})


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every error of the application as a problem."""
    handlers: dict[type[Exception], Callable[[Request, Exception], Awaitable[JSONResponse]]] = {
        Problem: _problem,
        BadPaper: _bad_paper,
        RequestValidationError: _bad_request,
        HTTPException: _http,
        UnknownOrder: _unknown_order,
        NoHistory: _unknown_order,
        NotThen: _not_then,
        DamagedFact: _damaged_fact,
        KeyReused: _key_reused,
        UnfitUnit: _unfit_unit,
        OperationalError: _database_away,
        InterfaceError: _database_away,
        PoolTimeout: _database_away,
        DataError: _bad_word,
        Exception: _fault,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
