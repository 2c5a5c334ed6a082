"""Services of the demonstration's own: a virtual database and one worker process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from operations.embedded import embedded_services
from operations.embedded.services import running
from operations.own_processes import WorkerPart
from operations.virtual import VirtualHotline, virtual_hotline
from services.installation import logs
from services.installation.data_directory import Station
from services.installation.settings import Settings
from workflows.search_attributes import SEARCH_ATTRIBUTES


@asynccontextmanager
async def demonstration_services(data_dir: Path) -> AsyncIterator[VirtualHotline]:
    """All that scenarios need, for the length of a block; the worker is a process of its own.

    Raises StartFailure and AlreadyRunning."""
    station = Station(data_dir)
    settings = Settings(data_dir=station.data_dir)
    async with embedded_services(
        data_dir, time_skipping=True, search_attributes=SEARCH_ATTRIBUTES
    ) as services:
        with station.log() as log:
            logs.configure("demo", "warning", log)
            async with virtual_hotline(
                services, settings, task_queue=settings.task_queue
            ) as hotline:
                here = settings.model_copy(
                    update={
                        "database_url": services.database_url,
                        "temporal_address": services.temporal_address,
                        "temporal_namespace": services.namespace,
                    }
                )
                async with running(WorkerPart(number=1, settings=here, station=station)):
                    yield hotline
