"""A held act survives whatever is killed meanwhile: it leaves once, or is taken back."""

import signal
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.installation.settings import Settings
from services.orders.holding import own_held_acts, take_back
from store.commands.order_time import move_clock
from tests.api.window import office_at
from tests.hotline import Case, comes_true, opens, principal
from tests.workers.process.test_working import started

OUTCOME = text("SELECT outcome FROM held_act WHERE order_number = :number")
OVER = timedelta(seconds=11)


@pytest.fixture
def settings(hotline: VirtualHotline, services: Services, tmp_path: Path) -> Settings:
    """The settings of another process beside the hotline."""
    return Settings(
        database_url=hotline.engines.patient.url.render_as_string(hide_password=False),
        temporal_address=services.temporal_address,
        temporal_namespace=services.namespace,
        task_queue="nobody's",
        data_dir=hotline.data_dir,
        ready_note=tmp_path / "ready",
    )


async def held_by_a_window_that_was_killed(hotline: VirtualHotline, settings: Settings) -> Case:
    """A dispatch that waits; whoever took it in is dead."""
    case = await opens(hotline)
    await case.does("accept_for_dispatch", by="seat-1")
    window = await started("tests.workers.process.hands_in_and_dies", settings, case.number)
    assert await window.wait() == -signal.SIGKILL
    return case


async def outcome(case: Case) -> str | None:
    """What became of the held act, by its row."""
    async with case.hotline.engines.patient.connect() as connection:
        return await connection.scalar(OUTCOME, {"number": case.number})


async def test_an_act_that_was_sent_by_somebody_killed_leaves_once(
    hotline: VirtualHotline, settings: Settings
) -> None:
    case = await held_by_a_window_that_was_killed(hotline, settings)
    await move_clock(hotline.engines.patient, case.number, OVER)
    dying = await started("tests.workers.process.sends_and_dies", settings)
    assert await dying.wait() == -signal.SIGKILL
    assert await outcome(case) is None
    worker = await started("workers.main", settings)
    try:

        async def has_left() -> bool:
            return await outcome(case) == "left"

        await comes_true(has_left)
    finally:
        worker.kill()
        await worker.wait()
    assert (await case.kinds()).count("Dispatched") == 1


async def test_an_act_whose_window_was_killed_is_still_taken_back(
    hotline: VirtualHotline, settings: Settings
) -> None:
    case = await held_by_a_window_that_was_killed(hotline, settings)
    office = office_at(hotline, hotline.engines)
    [waits] = await own_held_acts(principal("dispatcher-1"), office, case.number)
    await take_back(principal("dispatcher-1"), office, UUID(waits.id))
    await move_clock(hotline.engines.patient, case.number, OVER)
    worker = await started("workers.main", settings)

    async def is_ready() -> bool:
        return settings.ready_note is not None and settings.ready_note.exists()

    await comes_true(is_ready)
    worker.terminate()
    await worker.wait()
    assert await outcome(case) == "taken_back"
    assert "Dispatched" not in await case.kinds()
