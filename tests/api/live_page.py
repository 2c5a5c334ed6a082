"""A page that stands open and follows what moves, over a real connection."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.hotline import comes_true

Told = tuple[str, Mapping[str, Any]]


@dataclass(slots=True)
class LivePage:
    """What was told to a page, in its order."""

    told: list[Told] = field(default_factory=list)
    place: str = ""
    """What it names when it comes back."""
    is_over: bool = False

    def of(self, number: str) -> list[Told]:
        """What was told of one order."""
        return [one for one in self.told if one[1].get("number") == number]

    def words(self) -> set[str]:
        """Every kind of event that came."""
        return {event for event, _ in self.told}

    async def hears(self, event: str, **data: Any) -> None:
        """Wait until this is told."""

        async def came() -> bool:
            return (event, data) in self.told

        await comes_true(came)

    async def stands(self) -> "LivePage":
        """Wait until it is told that the records answer: from now on it hears what moves."""
        await self.hears("beat", records="here")
        return self

    async def ends(self) -> None:
        """Wait until the answer is over."""

        async def over() -> bool:
            return self.is_over

        await comes_true(over)

    async def read(self, reply: httpx.Response) -> None:
        """Take in what comes until it ends."""
        event = ""
        async for line in reply.aiter_lines():
            name, _, said = line.partition(": ")
            match name:
                case "id":
                    self.place = said
                case "event":
                    event = said
                case "data":
                    self.told.append((event, json.loads(said)))
        self.is_over = True


@asynccontextmanager
async def open_page(
    address: str, headers: Mapping[str, str], since: str = ""
) -> AsyncIterator[LivePage]:
    """Open a page that follows, from a place on where it was before; leave it afterwards."""
    page, back = LivePage(), {"Last-Event-ID": since} if since else {}
    async with (
        httpx.AsyncClient(base_url=address, timeout=60) as client,
        client.stream("GET", "/live", headers={**headers, **back}) as reply,
    ):
        assert reply.status_code == httpx.codes.OK, await reply.aread()
        assert reply.headers["content-type"].startswith("text/event-stream")
        reading = asyncio.create_task(page.read(reply))
        try:
            yield page
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)
