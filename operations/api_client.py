"""A client of a running system's API: many requests at once, each again until it is answered."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import httpx

from operations.entrance import Entrance
from operations.own_certificate import trusting

ANSWER_WITHIN: Final = 30.0
AT_ONCE: Final = 16
PATIENCE: Final = 60.0
"""Seconds for which one request is made again while the system does not answer."""
SERVER_ERROR: Final = 500
LONGEST_PAUSE: Final = 5.0
STANDSTILL: Final = 120.0
"""Seconds without any progress after which waiting makes no sense."""
POLL: Final = 0.5
UNSETTLED: Final = frozenset({"received", "delivered"})
"""States of a command that is not decided yet."""
T = TypeVar("T")

Json = dict[str, Any]


class NoAnswer(Exception):
    """The API does not answer, or nothing that can be read."""


class BadAnswer(Exception):
    """The API answered that something is wrong."""

    def __init__(self, answer: "ApiAnswer") -> None:
        super().__init__(answer.words)
        self.answer = answer


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiAnswer:
    """What the API answered; `replayed` says that it had answered the same command before."""

    status: int
    body: Json
    replayed: bool

    @property
    def is_good(self) -> bool:
        """Done, or received with an outcome that is not known yet."""
        return self.status < 300

    @property
    def is_open(self) -> bool:
        """Received; whether it was done is not known yet."""
        return self.status == 202

    @property
    def code(self) -> str:
        """The word for what went wrong."""
        return str(self.body.get("code", self.status))

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The wrong fields of a command that cannot be read, each with the reason."""
        return [(one["field"], plain(one["reason"])) for one in self.body.get("errors") or ()]

    @property
    def words(self) -> str:
        """What went wrong, for people; of a command that cannot be read, every wrong field."""
        fields = "; ".join(f"{field}: {reason}" for field, reason in self.errors)
        return fields or str(self.body.get("detail") or self.body.get("title") or self.status)


def plain(reason: str) -> str:
    """The reason why a field is wrong, without its reader's own label."""
    return reason.removeprefix("Value error, ")


def answer_of(response: httpx.Response) -> ApiAnswer:
    """Read an answer of the API, problem+json included; raises NoAnswer if it is no JSON."""
    try:
        body = response.json()
    except json.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise NoAnswer(f"the API answered {response.status_code} and nothing readable")
    replayed = response.headers.get("Idempotency-Replayed") == "true"
    return ApiAnswer(status=response.status_code, body=body, replayed=replayed)


class ApiClient:
    """The API of a running system, for many requests at once."""

    def __init__(
        self, http: httpx.AsyncClient, entrance: Entrance, patience: float = PATIENCE
    ) -> None:
        self._http = http
        self._entrance = entrance
        self._patience = patience

    async def ask(self, path: str) -> Json:
        """Ask a question, again while the system is away.

        Raises BadAnswer, NoAnswer and NobodyToAct."""
        answer = await self._sure("GET", path, headers=self._entrance.headers())
        if not answer.is_good:
            raise BadAnswer(answer)
        return answer.body

    async def submit(
        self, path: str, paper: bytes, *, person: str, key: str, **how: str
    ) -> ApiAnswer:
        """Submit one command until it is answered; a refusal is an answer.

        Raises NoAnswer and NobodyToAct."""
        headers = self._entrance.command_headers(person, key)
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
    ) -> ApiAnswer:
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
                raise NoAnswer(f"the API does not answer ({why})")
            await asyncio.sleep(min(pause, LONGEST_PAUSE))


def _asked_pause(response: httpx.Response, attempt: int) -> float:
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdecimal() else float(attempt)


@asynccontextmanager
async def api_client(entrance: Entrance) -> AsyncIterator[ApiClient]:
    """Open the connections to a running system's API."""
    limits = httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE)
    # Nothing of the environment: a proxy must never see a citizen's words.
    async with httpx.AsyncClient(
        base_url=entrance.api,
        timeout=ANSWER_WITHIN,
        trust_env=False,
        limits=limits,
        verify=trusting(entrance.certificate),
    ) as http:
        yield ApiClient(http, entrance)


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
