"""A worker process: it stops in order when it is asked to, and ends when a round of it ends."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest

from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.installation.settings import Settings
from tests.hotline import comes_true

WITHIN_S = 60
ENDING = "tests.workers.process.with_a_round_that_ends"


@pytest.fixture
def settings(hotline: VirtualHotline, services: Services, tmp_path: Path) -> Settings:
    """The settings of a worker beside the hotline."""
    return Settings(
        database_url=hotline.engines.patient.url.render_as_string(hide_password=False),
        temporal_address=services.temporal_address,
        temporal_namespace=services.namespace,
        task_queue="nobody's",
        data_dir=hotline.data_dir,
        ready_note=tmp_path / "ready",
    )


async def started(module: str, settings: Settings, *words: str) -> asyncio.subprocess.Process:
    """A process of its own."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *words),
        env={**os.environ, **settings.environment()},
        stderr=asyncio.subprocess.PIPE,
    )


async def test_a_worker_whose_round_ends_ends_with_an_error(settings: Settings) -> None:
    async with asyncio.timeout(WITHIN_S):
        process = await started(ENDING, settings)
        _, said = await process.communicate()
    assert process.returncode == 1
    lines = [json.loads(line) for line in said.splitlines()]
    assert [x["round"] for x in lines if x["event"] == "ALARM round ended"] == ["ending"]


async def test_a_worker_that_is_asked_to_stop_ends_well(settings: Settings) -> None:
    process = await started("workers.main", settings)

    async def is_ready() -> bool:
        return settings.ready_note is not None and settings.ready_note.exists()

    await comes_true(is_ready)
    process.terminate()
    async with asyncio.timeout(WITHIN_S):
        _, said = await process.communicate()
    assert process.returncode == 0
    assert not [line for line in said.splitlines() if b"ALARM" in line]
