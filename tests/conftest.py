"""What every test may ask for."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings

from domain.order.terms import Mode
from operations.embedded import Services
from operations.virtual import VirtualHotline, virtual_hotline
from services.installation.settings import Settings
from tests.databases import Database, founded
from tests.hotline import CACHED, SANYA
from tests.hotlines import knows_coming_years
from tests.servers import owned_run, quick_place, services_of_this_run

pytest_plugins = ("tests.rule_marker", "tests.tiers", "tests.traveller")


SETTLED = settings(
    derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
"""Examples come the same way every time, and a busy machine is no fault."""
TEMPORARY = "PYTEST_DEBUG_TEMPROOT"
"""Where pytest makes its temporary folders."""
SELDOM = 50_000, 20, 50
"""Rubbish is looked for less often than Python would, which takes a sixth of the time."""


def pytest_configure(config: pytest.Config) -> None:
    """Let all processes of this run share servers, which end with it; chance is settled.

    What tests write lies in memory where there is room: some disks take minutes to forget it."""
    if place := quick_place():
        os.environ.setdefault(TEMPORARY, str(place))
    gc.set_threshold(*SELDOM)
    settings.register_profile("settled", SETTLED)
    settings.load_profile("settled")
    run = ExitStack()
    run.enter_context(owned_run())
    config.add_cleanup(run.close)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: nobody need look for rubbish in it."""
    gc.freeze()


@pytest.fixture(scope="session")
async def services() -> AsyncIterator[Services]:
    """A PostgreSQL and a Temporal that can skip time, shared by all tests of one run."""
    async with services_of_this_run() as services:
        yield services


@pytest.fixture(scope="session")
async def office(services: Services) -> AsyncIterator[Database]:
    """A database in real time."""
    async with founded(services.database_url, Mode.REAL) as database:
        yield database


@pytest.fixture(scope="session")
async def rehearsal(services: Services) -> AsyncIterator[Database]:
    """A database in movable time."""
    async with founded(services.database_url, Mode.VIRTUAL) as database:
        yield database


@pytest.fixture(scope="session")
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline in movable time with a worker that is running."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("hotline"))
    async with founded(services.database_url, Mode.VIRTUAL, SANYA) as database:
        here = replace(services, database_url=database.url)
        async with (
            virtual_hotline(here, settings, task_queue="hotline") as hotline,
            hotline.worker(cached=CACHED),
        ):
            await knows_coming_years(hotline)
            yield hotline
