"""No request body over 64 KiB: a larger one could block its order for ever (design 5). A piece of a
file, which enters no order, may be larger."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problem_table import ProblemTold
from api.problems import answer
from services.attachments.sending import LARGEST_PIECE

LARGEST_BODY: Final = 64 * 1024
PIECES: Final = ("PATCH", "/attachments/")
"""How a piece of a file is sent in, and beneath which path."""


class BodyTooLarge(Exception):
    """The body went over the limit while it was being read."""


class BodyLimit:
    """Refuses a large body by its announced length, and a lying one while it arrives."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless its body is too large."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        largest = _largest(scope)
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > largest:
            return await _too_large(scope, receive, send, largest)
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > largest:
                raise BodyTooLarge
            return message

        try:
            await self.app(scope, counted, send)
        except BodyTooLarge:
            await _too_large(scope, receive, send, largest)
        return None


def _largest(scope: Scope) -> int:
    method, path = PIECES
    is_piece = scope["method"] == method and scope["path"].startswith(path)
    return LARGEST_PIECE if is_piece else LARGEST_BODY


async def _too_large(scope: Scope, receive: Receive, send: Send, largest: int) -> None:
    words = f"a body may have at most {largest} bytes"
    refusal = answer(ProblemTold(status=413, code="too_large", words=words))
    await refusal(scope, receive, send)
