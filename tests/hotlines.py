"""A hotline on services that other tests use too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from domain.order.terms import Mode
from operations.demonstration.invented_years import publish_invented_years
from operations.embedded import Services
from operations.virtual import VirtualHotline, virtual_hotline
from policies.city_register import CityRegister
from services.installation.settings import Settings
from store.city import CityAsked
from store.commands.order_time import latest_now
from tests.databases import founded
from tests.hotline import SANYA


@asynccontextmanager
async def open_hotline(
    services: Services,
    data_dir: Path,
    task_queue: str,
    asked: CityAsked = SANYA,
    people: CityRegister | None = None,
) -> AsyncIterator[VirtualHotline]:
    """A hotline with a worker and a database of its own."""
    async with founded(services.database_url, Mode.VIRTUAL, asked) as database:
        here, settings = replace(services, database_url=database.url), Settings(data_dir=data_dir)
        async with (
            virtual_hotline(here, settings, task_queue=task_queue, people=people) as hotline,
            hotline.worker(),
        ):
            yield hotline


@pytest.fixture(scope="module", name="hotline")
async def hotline_of_its_own(
    services: Services, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> AsyncIterator[VirtualHotline]:
    """A hotline with a worker and a database of its own for the module that asks for it."""
    queue = request.module.__name__.rpartition(".")[2]
    async with open_hotline(services, tmp_path_factory.mktemp("keys"), queue) as hotline:
        await knows_coming_years(hotline)
        yield hotline


async def knows_coming_years(hotline: VirtualHotline) -> None:
    """Let no due of a test stay provisional, however late in the year the test is run."""
    today = (await latest_now(hotline.engines.patient)).date()
    await publish_invented_years(hotline.laws, today)
