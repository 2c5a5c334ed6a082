"""Many papers at once, handed in side by side, each again under its key until it is answered."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Final, TypeVar

import httpx

from cli.shared.client import ANSWER_WITHIN, UNSETTLED, UNWELL, Answer, Json, answer_of, insist
from cli.shared.exit_status import ClearNo

AT_ONCE: Final = 16
PATIENCE: Final = 60.0
"""Seconds for which one paper is handed in again while the system does not answer."""
SERVER_ERROR: Final = 500
LONGEST_PAUSE: Final = 5.0
STANDSTILL: Final = 120.0
"""Seconds without any progress after which waiting makes no sense."""
POLL: Final = 0.5
T = TypeVar("T")


class Crowd:
    """A running system that many papers are handed to at once."""

    def __init__(self, http: httpx.AsyncClient, patience: float = PATIENCE) -> None:
        self._http = http
        self._patience = patience

    async def ask(self, path: str) -> Json:
        """Ask a question, again while the system is away; raises BadInput or ClearNo."""
        return insist(await self._sure("GET", path)).body

    async def hand_in(self, path: str, paper: bytes, headers: dict[str, str], **how: str) -> Answer:
        """Hand in one paper until it is answered; a refusal is an answer. Raises ClearNo."""
        return await self._sure("POST", path, content=paper, headers=headers, params=how)

    async def settled(self, command_ids: Iterable[str]) -> dict[str, Json]:
        """What became of commands; one that is not decided when nothing moves is left out."""
        waiting, told = set(command_ids), dict[str, Json]()
        moved = time.monotonic()

        async def look(command_id: str) -> None:
            status = await self.ask(f"/commands/{command_id}")
            if status["status"] not in UNSETTLED:
                told[command_id] = status

        while waiting and time.monotonic() - moved < STANDSTILL:
            await side_by_side(sorted(waiting), look)
            if not waiting.isdisjoint(told):
                waiting, moved = waiting - told.keys(), time.monotonic()
            if waiting:
                await asyncio.sleep(POLL)
        return told

    async def all_started(self) -> bool:
        """Wait until every order that was opened runs; False if that comes to a standstill."""
        fewest, moved = None, time.monotonic()
        while time.monotonic() - moved < STANDSTILL:
            starting = int((await self.ask("/health")).get("starting", 0))
            if starting == 0:
                return True
            if fewest is None or starting < fewest:
                fewest, moved = starting, time.monotonic()
            await asyncio.sleep(POLL)
        return False

    async def _sure(
        self,
        method: str,
        path: str,
        content: bytes | None = None,
        headers: dict[str, str] | None = None,
        params: dict[str, str] | None = None,
    ) -> Answer:
        give_up, attempt = time.monotonic() + self._patience, 0
        while True:
            attempt += 1
            try:
                response = await self._http.request(
                    method, path, content=content, headers=headers, params=params
                )
            except httpx.TransportError as silent:
                pause, why = float(attempt), type(silent).__name__
            else:
                if response.status_code < SERVER_ERROR:
                    return answer_of(response)
                pause, why = _asked_pause(response, attempt), str(response.status_code)
            if time.monotonic() + pause > give_up:
                raise ClearNo(f"the API does not answer ({why}): {UNWELL}")
            await asyncio.sleep(min(pause, LONGEST_PAUSE))


def _asked_pause(response: httpx.Response, attempt: int) -> float:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else float(attempt)


@asynccontextmanager
async def crowd(api: str) -> AsyncIterator[Crowd]:
    """Open the connections to the API at an address."""
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    async with httpx.AsyncClient(
        base_url=api, timeout=ANSWER_WITHIN, trust_env=False, limits=limits
    ) as http:
        yield Crowd(http)


async def side_by_side(items: Iterable[T], work: Callable[[T], Awaitable[None]]) -> None:
    """Work on every item, AT_ONCE at a time; the first error ends it all."""
    waiting = iter(items)

    async def hand() -> None:
        for item in waiting:
            await work(item)

    hands = [asyncio.create_task(hand()) for _ in range(AT_ONCE)]
    try:
        await asyncio.gather(*hands)
    finally:
        for one in hands:
            one.cancel()
        await asyncio.gather(*hands, return_exceptions=True)
