"""A hotline on services that other tests use too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from secrets import randbelow

from sqlalchemy import text

from domain.vocabulary import Mode
from tests.databases import founded
from workers.embedded import Services
from workers.settings import Settings
from workers.virtual import VirtualHotline, virtual_hotline

NUMBERS = 900_000


@asynccontextmanager
async def open_hotline(
    services: Services, data_dir: Path, task_queue: str
) -> AsyncIterator[VirtualHotline]:
    """A hotline with a worker and a database of its own.

    Temporal is shared, so the orders of two databases must not bear the same numbers."""
    async with founded(services.database_url, Mode.VIRTUAL) as database:
        first = randbelow(NUMBERS) + 1
        async with database.engines.patient.begin() as connection:
            await connection.execute(text(f"ALTER SEQUENCE order_number_seq RESTART {first}"))
        here, settings = replace(services, database_url=database.url), Settings(data_dir=data_dir)
        async with (
            virtual_hotline(here, settings, task_queue=task_queue) as hotline,
            hotline.worker(),
        ):
            yield hotline
