"""The checks of the deadlines catch a shell that waits naively."""

from datetime import timedelta

import pytest
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker

from operations.virtual import VirtualHotline
from tests.hotline import with_queue
from tests.mutants.naive_shell import BelievesItsTimers, JudgesByItsOwnClock, WhoWakesFirstWins
from tests.workflows.short_limits import Scenario, check, timer_first, tried, update_first
from workers.process.order_worker import worker_of
from workflows.plugin import PaidanPlugin

pytestmark = pytest.mark.long(seconds=20)

EARLY, LATE = timedelta(milliseconds=-1), timedelta(seconds=2)


def naive_worker(hotline: VirtualHotline, shell: type) -> Worker:
    """A worker of another shell on the same servers."""
    config = hotline.client.config()
    config["plugins"] = [PaidanPlugin(workflows=(shell,), runner=UnsandboxedWorkflowRunner())]
    return worker_of(Client(**config), hotline.engines, hotline.task_queue, cached=100)


@pytest.mark.parametrize(
    ("shell", "scenario", "apart"),
    [
        (BelievesItsTimers, timer_first, EARLY),
        (JudgesByItsOwnClock, timer_first, EARLY),
        (JudgesByItsOwnClock, update_first, LATE),
        (WhoWakesFirstWins, update_first, LATE),
    ],
)
async def test_the_check_catches_it(
    hotline: VirtualHotline, shell: type, scenario: Scenario, apart: timedelta
) -> None:
    elsewhere = with_queue(hotline, f"naive-{shell.__name__}-{scenario.__name__}")
    async with naive_worker(elsewhere, shell):
        found = await tried(scenario, elsewhere, (apart,))
    with pytest.raises(AssertionError):
        check(apart, found[apart])
