"""docs/a-day.md: what its twelve calls say is what happens when they are lived again."""

import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
import time_machine

from operations.embedded import Services
from operations.virtual import VirtualHotline
from store.city import CityAsked
from tests.cli.run import types
from tests.e2e.day_page import Retelling, calls, masked
from tests.hotlines import open_hotline
from tests.pretended_day import STEP
from tests.running_system import station_of
from tests.served import served

pytestmark = pytest.mark.long(seconds=90)

PAGE: Final = Path(__file__).parents[2] / "docs" / "a-day.md"
MORNING: Final = datetime.fromisoformat("2026-09-24T09:00+08:00")
"""Five working days later a holiday has gone by, and the next day is a Saturday that is worked."""
OFFICE: Final = CityAsked(pack="weifang-2021")


@pytest.fixture(scope="module")
def morning() -> Iterator[None]:
    """It is the page's day, for this process and for the database that it makes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STEP, str(MORNING.timestamp() - time.time()))
        patch.setenv("COLUMNS", "100")
        with time_machine.travel(MORNING, tick=True):
            yield


@pytest.fixture(scope="module")
async def office(
    morning: None, services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """The hotline of the page's city, where the command line finds it."""
    del morning
    keys = tmp_path_factory.mktemp("keys")
    async with (
        open_hotline(services, keys, "a_day", OFFICE) as hotline,
        served(hotline) as window,
    ):
        with (
            station_of(hotline, services, keys / "station", window) as data_dir,
            pytest.MonkeyPatch.context() as patch,
        ):
            patch.setenv("PAIDAN_DATA_DIR", data_dir)
            yield hotline


@pytest.mark.parametrize("call", calls(PAGE.read_text(encoding="utf-8")), ids=lambda c: c[3:20])
async def test_each_call_goes_as_the_page_tells(
    call: str, office: VirtualHotline, capsys: pytest.CaptureFixture[str]
) -> None:
    async def typed(words: list[str]) -> str:
        _, out, err = await types(capsys, *words)
        return "".join(line.rstrip() + "\n" for line in (out + err).splitlines())

    told = await Retelling(hotline=office, typed=typed).told(call)
    if os.environ.get("DAY_OUT"):
        with open(os.environ["DAY_OUT"], "a") as out:
            out.write(told)
    assert masked(told) == masked(call)
