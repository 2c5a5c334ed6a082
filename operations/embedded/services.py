"""Both embedded services in one context: for tests, the demonstration and small tools."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from signal import Signals
from typing import Protocol

from operations.embedded.ports import Ports, all_free, known_ports, new_ports
from operations.embedded.postgres import PostgresServer
from operations.embedded.processes import POLL, Launch, StartFailure, dying_with_parent, spawn, stop
from operations.embedded.temporal import RETENTION, TemporalOptions, TemporalServer
from services.installation.data_directory import Station
from services.installation.settings import Settings

READY_WITHIN = 60.0


class Program(Protocol):
    """One program of the system, as the supervisor and the tests start and stop it."""

    @property
    def name(self) -> str: ...
    @property
    def log(self) -> Path: ...
    @property
    def stop_signal(self) -> Signals: ...
    @property
    def grace(self) -> float: ...
    async def prepare(self) -> None: ...
    def launch(self) -> Launch: ...
    async def is_ready(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Where the database and Temporal are; `temporal_ui` is None where we serve no pages of it."""

    database_url: str
    temporal_address: str
    temporal_ui: str | None
    namespace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedServers:
    """The servers we run ourselves; None where the settings name one that runs elsewhere."""

    postgres: PostgresServer | None
    temporal: TemporalServer | None


async def embedded_servers(
    settings: Settings, data_dir: Path, options: TemporalOptions
) -> EmbeddedServers:
    """The servers of a data directory, on its own ports if these are free, else on new ones.

    What a killed run left behind is ended first, for it may hold the ports."""
    ports = known_ports(data_dir) or new_ports(data_dir)
    servers = _on(ports, settings, data_dir, options)
    await _clear(servers)
    if all_free(ports):
        return servers
    return _on(new_ports(data_dir), settings, data_dir, options)


async def clear_leftovers(settings: Settings, data_dir: Path) -> None:
    """End the embedded servers that a killed run left behind in a data directory."""
    ports = known_ports(data_dir)
    if ports is not None:
        await _clear(_on(ports, settings, data_dir, TemporalOptions()))


async def _clear(servers: EmbeddedServers) -> None:
    for server in (servers.temporal, servers.postgres):
        if server is not None:
            await server.clear_leftovers()


def _on(
    ports: Ports, settings: Settings, data_dir: Path, options: TemporalOptions
) -> EmbeddedServers:
    return EmbeddedServers(
        postgres=None
        if settings.database_url
        else PostgresServer(data_dir=data_dir, port=ports.postgres),
        temporal=None
        if settings.temporal_address
        else TemporalServer(data_dir=data_dir, ports=ports, options=options),
    )


@asynccontextmanager
async def embedded_services(
    data_dir: Path,
    *,
    time_skipping: bool = False,
    search_attributes: Mapping[str, str] | None = None,
    dynamic_config: Mapping[str, object] | None = None,
    retention: timedelta = RETENTION,
) -> AsyncIterator[Services]:
    """PostgreSQL and Temporal for the length of a block; what the settings name is not started.

    Raises StartFailure, with the end of its log, when one of them does not come up, and
    AlreadyRunning when another process uses the data directory."""
    settings = Settings()
    options = TemporalOptions(
        namespace=settings.temporal_namespace,
        search_attributes=search_attributes or {},
        time_skipping=time_skipping,
        dynamic_config=dynamic_config or {},
        retention=retention,
        pages=settings.temporal_pages,
    )
    async with AsyncExitStack() as stack:
        stack.enter_context(Station(opened(data_dir)).held())
        servers = await _started(stack, settings, opened(data_dir), options)
        postgres, temporal = servers.postgres, servers.temporal
        yield Services(
            database_url=postgres.database_url if postgres else str(settings.database_url),
            temporal_address=temporal.address if temporal else str(settings.temporal_address),
            temporal_ui=temporal.ui_url if temporal else None,
            namespace=settings.temporal_namespace,
        )


async def _started(
    stack: AsyncExitStack, settings: Settings, data_dir: Path, options: TemporalOptions
) -> EmbeddedServers:
    """Start the servers; once more, on other ports, if somebody took one meanwhile."""
    for last in (False, True):
        servers = await embedded_servers(settings, data_dir, options)
        try:
            async with AsyncExitStack() as starting:
                for server in (servers.postgres, servers.temporal):
                    if server is not None:
                        await starting.enter_async_context(running(server))
                stack.push_async_callback(starting.pop_all().aclose)
                return servers
        except StartFailure:
            ports = known_ports(data_dir)
            if last or ports is None or all_free(ports):
                raise
    raise AssertionError("the last attempt returns or raises")


def opened(data_dir: Path) -> Path:
    """The data directory by its full name, made if it is not there."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return data_dir.resolve()


@asynccontextmanager
async def running(part: Program) -> AsyncIterator[asyncio.subprocess.Process]:
    """One part for the length of a block, ready at its beginning and stopped at its end."""
    await part.prepare()
    process = await spawn(dying_with_parent(part.launch()))
    try:
        await until_ready(part, process)
        yield process
    finally:
        await stop(process, part.stop_signal, part.grace)


async def until_ready(part: Program, process: asyncio.subprocess.Process) -> None:
    """Wait for a part that was just started; raises StartFailure when it ends or stays silent."""
    try:
        async with asyncio.timeout(READY_WITHIN):
            while process.returncode is None:
                if await part.is_ready():
                    return
                await asyncio.sleep(POLL)
    except TimeoutError as silence:
        reason = f"was not ready after {READY_WITHIN:.0f} s"
        raise StartFailure(part.name, part.log, reason) from silence
    raise StartFailure(part.name, part.log, f"ended with {process.returncode}")
