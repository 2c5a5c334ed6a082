"""Processes that keep the archive and are killed without a word."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from multiprocessing.synchronize import Event

from operations.virtual import VirtualHotline
from services.archive.archiving import Archivist
from services.installation.settings import Settings
from services.installation.temporal_connection import connect as connect_temporal
from store.engines import connect
from tests.audit.archives import SIGNER

START_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweeper:
    """A process of its own that keeps the archive."""

    process: SpawnProcess
    ready: Event
    told: Event

    @classmethod
    def start(cls, *place: str) -> "Sweeper":
        """Start it where the database and Temporal are; it waits to be told."""
        processes = multiprocessing.get_context("spawn")
        ready, told = processes.Event(), processes.Event()
        process = processes.Process(target=sweep_for_ever, args=(*place, ready, told))
        process.start()
        return cls(process=process, ready=ready, told=told)

    async def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        await asyncio.to_thread(self.process.join)


def sweep_for_ever(
    database_url: str, address: str, namespace: str, ready: Event, told: Event
) -> None:
    """What such a process does."""

    async def go_on() -> None:
        settings = Settings(temporal_address=address, temporal_namespace=namespace)
        client = await connect_temporal(settings)
        archivist = Archivist(engines=connect(database_url), client=client, signer=SIGNER)
        ready.set()
        await asyncio.to_thread(told.wait)
        while True:
            await archivist.sweep()

    asyncio.run(go_on())


@asynccontextmanager
async def sweepers(hotline: VirtualHotline, number: int) -> AsyncIterator[list[Sweeper]]:
    """Other processes that sweep from when they are told to until they are killed."""
    url = hotline.engines.patient.url.render_as_string(hide_password=False)
    address, namespace = hotline.client.service_client.config.target_host, hotline.client.namespace
    started = [Sweeper.start(url, address, namespace) for _ in range(number)]
    try:
        for sweeper in started:
            assert await asyncio.to_thread(sweeper.ready.wait, START_S)
        yield started
    finally:
        for sweeper in started:
            await sweeper.kill()
