"""An answer that goes on: events as they happen (text/event-stream), to whoever reads them."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import aclosing
from typing import Any, Final

from fastapi.responses import Response
from starlette.types import Receive, Scope, Send

SLOW_S: Final = 10.0
"""Whoever takes nothing for so long is left behind; a browser comes back by itself."""


class EventStream(Response):
    """Sends parts as they come, until whoever reads leaves, does not read, or is let in no more."""

    media_type = "text/event-stream"

    def __init__(
        self, parts: AsyncGenerator[str], over: Callable[[], Coroutine[Any, Any, str]]
    ) -> None:
        # Proxies gather what they pass on, unless they are told.
        super().__init__(headers={"X-Accel-Buffering": "no"})
        del self.headers["content-length"]
        self.parts, self.over = parts, over

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Send until one of the three ends it; what ends it by `over` says the last word."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        sending = asyncio.create_task(self._send(send))
        over = asyncio.create_task(self.over())
        tasks = (sending, over, asyncio.create_task(_left(receive)))
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if sending.done() and not sending.cancelled():
            sending.result()
        last = over.result() if over.done() and not over.cancelled() else ""
        await _bounded(send, last, more=False)

    async def _send(self, send: Send) -> None:
        async with aclosing(self.parts) as parts:
            async for part in parts:
                await _bounded(send, part, more=True)


async def _bounded(send: Send, part: str, *, more: bool) -> None:
    async with asyncio.timeout(SLOW_S):
        await send({"type": "http.response.body", "body": part.encode(), "more_body": more})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
