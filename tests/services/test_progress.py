"""Health is progress: a background round that is not completed for too long is late."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from services.progress import rounds_progress

pytestmark = [pytest.mark.machine_time, pytest.mark.servers]  # processes of their own

MINUTE_S = 60
BEGIN = """
import os
from datetime import timedelta
from services import meters
for outcomes in {processes}:
    if os.fork() == 0:
        meters.round_begins("shared", timedelta(hours=1))
        for outcome in outcomes:
            meters.round_went("shared", outcome)
        break
    assert os.wait()[1] == 0
"""


def counted_by(folder: Path, *processes: tuple[str, ...]) -> CollectorRegistry:
    """Worker processes begin the round, one after the other, and go it so often; what all counted.

    They share the time that a process takes to begin."""
    subprocess.run(
        [sys.executable, "-c", BEGIN.format(processes=processes)],
        env={**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(folder)},
        check=True,
    )
    everyone = CollectorRegistry()
    MultiProcessCollector(everyone, path=str(folder))  # type: ignore[no-untyped-call]
    return everyone


def silence(counted: CollectorRegistry, in_s: float) -> tuple[float, bool]:
    """How long the round will have been silent then, and whether it will be late."""
    progress = rounds_progress(counted, time.time() + in_s)["shared"]
    return progress.silent_s, progress.is_late


def test_a_round_that_was_never_completed_is_late_from_its_beginning_on(tmp_path: Path) -> None:
    everyone = counted_by(tmp_path, ("failed", "away", "elsewhere"))
    assert not silence(everyone, 50 * MINUTE_S)[1]
    assert silence(everyone, 70 * MINUTE_S)[1]


def test_a_completed_round_is_silent_from_then_on(tmp_path: Path) -> None:
    everyone = counted_by(tmp_path, (), ("elsewhere", "done"), ("failed",))
    assert not silence(everyone, 50 * MINUTE_S)[1]
    assert silence(everyone, 70 * MINUTE_S)[1]


def test_a_worker_that_is_started_again_and_again_hides_no_silence(tmp_path: Path) -> None:
    before = silence(counted_by(tmp_path, ()), 0)[0]
    assert silence(counted_by(tmp_path, ("failed",)), 0)[0] > before > 0
