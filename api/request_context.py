"""Every request has an id, and every line that is logged under it names it and the order."""

import re
from typing import Final
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, unbind_contextvars

REQUEST_ID: Final = "X-Request-ID"
SHORT_AND_PLAIN: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
ORDER_IN_PATH: Final = re.compile(r"/orders/([A-Za-z0-9-]{0,16}\d{8}-\d{6,12})(?:/|$)")
"""Only what has an order's form: a path is written by the caller, and may say anything."""


class RequestContext:
    """Binds the request's id and its order for the logs, and returns the id as a header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on under its id."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        request_id = _request_id(Headers(scope=scope))
        # Never unbound at the end: what the same task logs afterwards is of this request still.
        unbind_contextvars("order")
        bind_contextvars(request_id=request_id, **_order(scope["path"]))

        async def with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        return await self.app(scope, receive, with_id)


def _request_id(headers: Headers) -> str:
    given = headers.get(REQUEST_ID, "")
    return given if SHORT_AND_PLAIN.fullmatch(given) else uuid4().hex


def _order(path: str) -> dict[str, str]:
    found = ORDER_IN_PATH.search(path)
    return {"order": found[1]} if found else {}
