"""docs/your-city.md: an empty database, a city's file, and the first closed order."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest

from operations.embedded import Services
from operations.virtual import VirtualHotline
from policies.city_register import CityRegister
from store.city import CityAsked
from tests.e2e.day_page import masked
from tests.e2e.page_office import Calendar, on_the_pages_day, retelling
from tests.hotlines import open_hotline
from tests.running_system import station_of
from tests.served import served

pytestmark = pytest.mark.long(seconds=20)

PAGE: Final = Path(__file__).parents[2] / "docs" / "your-city.md"
FILE: Final = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MONDAY: Final = datetime.fromisoformat("2026-09-28T08:00+08:00")
NOBODY: Final = CityRegister(name="", title="", pack="", units=(), persons=())


@pytest.fixture
def calendar() -> Iterator[Calendar]:
    """It is the page's day."""
    with on_the_pages_day(MONDAY) as calendar:
        yield calendar


@pytest.fixture
async def office(
    calendar: Calendar, services: Services, tmp_path: Path
) -> AsyncIterator[VirtualHotline]:
    """A hotline of nobody, where the command line finds it."""
    law = CityAsked(pack="national-default")
    async with (
        open_hotline(services, tmp_path / "keys", "your_city", law, NOBODY) as hotline,
        served(hotline) as window,
    ):
        with station_of(hotline, services, tmp_path / "station", window) as data_dir:
            calendar.patch.setenv("PAIDAN_DATA_DIR", data_dir)
            yield hotline


async def test_an_empty_database_comes_to_its_first_closed_order(
    calendar: Calendar,
    office: VirtualHotline,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    calendar.patch.chdir(tmp_path)
    (said,) = FILE.findall(page)
    (tmp_path / "yuntang.toml").write_text(said, encoding="utf-8")
    told = await retelling(office, calendar, capsys).told(page)
    (lived := tmp_path / "your-city.md").write_text(told, encoding="utf-8")
    assert masked(told) == masked(page), f"read the page anew as it went: {lived}"
    assert " CLOSED" in told
