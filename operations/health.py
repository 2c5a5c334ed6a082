"""How every part of a running system stands, asked now and of the part itself."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg

from operations.embedded.processes import runs
from operations.entrance import Entrance, NobodyToAct
from operations.own_certificate import trusting
from operations.own_processes import answers
from operations.preflight import listens
from services.installation.data_directory import RunningSystem, Station

ANSWER_WITHIN = 3
REFUSED = (401, 403, 404)
"""Whoever is answered so is told nothing."""
LATE = "late"
ANSWERS = ("ok", LATE)
"""What /health says of itself if it could look at everything."""
READY_WORDS = ("ready", LATE)
"""What /readyz says to strangers where papers can be taken in and delivered."""
CHECKS = ("database", "temporal")
"""What /readyz says of its connections to whoever is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartHealth:
    """Whether one part does its work; `pid` is None for a service that is not ours."""

    name: str
    healthy: bool
    pid: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Whether papers can be taken in and delivered now, what waits and which rounds are late."""

    checks: dict[str, bool]
    """What /readyz says of the API's own connections, or in a bare word of the API where whoever
    asks is a stranger to it; empty if it did not answer."""
    waiting: dict[str, Any] | None
    """What /health says of the backlog and of the rounds; None if it said nothing."""
    known: bool = True
    """Whether the API knows whoever asks, and so tells more than a bare word."""
    some_round_is_late: bool = False
    """What a stranger is told of the rounds."""

    @property
    def is_ready(self) -> bool:
        """Whether everything that was asked answered well."""
        return bool(self.checks) and all(self.checks.values())

    @property
    def late(self) -> dict[str, float]:
        """The background rounds that make no progress, each with its silence in seconds."""
        told = self.waiting or {}
        return {name: told["rounds"][name] for name in told.get("late", ())}

    @property
    def is_well(self) -> bool:
        """Whether papers are taken in and every background round makes progress."""
        return self.is_ready and not self.late and not self.some_round_is_late


async def readiness(entrance: Entrance) -> Readiness:
    """Ask the API: all that it tells who is known to it, else in a bare word as any stranger."""
    async with _client(entrance.certificate) as http:
        try:
            http.headers.update(entrance.headers())
        except NobodyToAct:
            return await _in_a_word(http, entrance.api)
        ready, waiting = await asyncio.gather(
            _told(http, f"{entrance.api}/readyz"), _told(http, f"{entrance.api}/health")
        )
    checks = {name: bool(said) for name, said in (ready or {}).items() if name in CHECKS}
    whole = waiting if waiting and waiting.get("status") in ANSWERS else None
    return Readiness(checks=checks, waiting=whole)


async def _in_a_word(http: httpx.AsyncClient, api: str) -> Readiness:
    reply = await _answer(http, f"{api}/readyz")
    word = "" if reply is None else reply.text
    return Readiness(
        checks={"api": word in READY_WORDS} if word else {},
        waiting=None,
        known=False,
        some_round_is_late=word == LATE,
    )


async def open_door(system: RunningSystem, http_port: int) -> str:
    """The HTTP address of a Temporal that is not ours, where it answers whoever asks.

    By it any page in a browser could end orders; nothing where nobody answers a stranger."""
    if system.pids.temporal is not None:
        return ""
    host = system.urls.temporal_grpc.rpartition(":")[0]
    address = f"{host}:{http_port}"
    asked = f"http://{address}/api/v1/namespaces/{system.namespace}"
    async with _client() as http:
        return "" if await _told(http, asked) is None else address


def _client(certificate: Path | None = None) -> httpx.AsyncClient:
    verify = trusting(certificate)
    return httpx.AsyncClient(timeout=ANSWER_WITHIN, trust_env=False, verify=verify)


async def _told(http: httpx.AsyncClient, url: str) -> dict[str, Any] | None:
    reply = await _answer(http, url)
    try:
        said: dict[str, Any] = {} if reply is None else reply.json()
    except ValueError:
        return None
    return said if reply is not None and reply.status_code not in REFUSED else None


async def _answer(http: httpx.AsyncClient, url: str) -> httpx.Response | None:
    try:
        return await http.get(url)
    except httpx.HTTPError:
        return None


async def examine(system: RunningSystem) -> list[PartHealth]:
    """Ask every part of the system; the answers in the order in which the parts are started."""
    pids, urls = system.pids, system.urls
    certificate = Station(Path(system.data_dir)).certificate()
    database, temporal, api = await asyncio.gather(
        _database_answers(urls.database),
        _temporal_answers(system),
        answers(f"{urls.api}/healthz", certificate),
    )
    workers = [
        PartHealth(name=f"worker-{number}", healthy=runs(pid), pid=pid)
        for number, pid in enumerate(pids.worker, start=1)
    ]
    return [
        PartHealth(name="postgres", healthy=database, pid=pids.postgres),
        PartHealth(name="temporal", healthy=temporal, pid=pids.temporal),
        *workers,
        PartHealth(name="api", healthy=api, pid=pids.api),
        PartHealth(name="supervisor", healthy=runs(pids.supervisor), pid=pids.supervisor),
    ]


async def _database_answers(url: str) -> bool:
    try:
        async with await psycopg.AsyncConnection.connect(
            url, connect_timeout=ANSWER_WITHIN
        ) as connection:
            await connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


async def _temporal_answers(system: RunningSystem) -> bool:
    ui = system.urls.temporal_ui
    if ui is not None:
        return await answers(f"{ui}/api/v1/namespaces/{system.namespace}")
    host, _, port = system.urls.temporal_grpc.rpartition(":")
    return await listens(host, int(port))
