"""docs/a-day.md: what its twelve calls say is what happens when they are lived again."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from operations.embedded import Services
from operations.virtual import VirtualHotline
from store.city import CityAsked
from tests.e2e.day_page import calls, masked
from tests.e2e.page_office import Calendar, on_the_pages_day, retelling
from tests.hotlines import open_hotline
from tests.running_system import station_of
from tests.served import served

pytestmark = pytest.mark.long(seconds=90)

PAGE: Final = Path(__file__).parents[2] / "docs" / "a-day.md"
MORNING: Final = datetime.fromisoformat("2026-09-28T00:04+08:00")
"""Five working days later a holiday has gone by, and the next day is a Saturday that is worked."""
OFFICE: Final = CityAsked(pack="weifang-2021")


@pytest.fixture(scope="module")
def calendar() -> Iterator[Calendar]:
    """It is the page's day."""
    with on_the_pages_day(MORNING) as calendar:
        yield calendar


@pytest.fixture(scope="module")
async def office(
    calendar: Calendar, services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """The hotline of the page's city, where the command line finds it."""
    keys = tmp_path_factory.mktemp("keys")
    async with (
        open_hotline(services, keys, "a_day", OFFICE) as hotline,
        served(hotline) as window,
    ):
        with station_of(hotline, services, keys / "station", window) as data_dir:
            calendar.patch.setenv("PAIDAN_DATA_DIR", data_dir)
            yield hotline


@pytest.mark.parametrize("call", calls(PAGE.read_text(encoding="utf-8")), ids=lambda c: c[3:20])
async def test_each_call_goes_as_the_page_tells(
    call: str,
    calendar: Calendar,
    office: VirtualHotline,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    told = await retelling(office, calendar, capsys).told(call)
    lived = tmp_path / "call.md"
    lived.write_text(told, encoding="utf-8")
    assert masked(told) == masked(call), f"read the call anew as it went: {lived}"
