"""No zone stands in product code: the city says in which zone it counts its days, or its calendar.

What a place is, the data of policies say; a city may be of any country.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_no_chinese_in_code import ROOT, modules

ZONE = re.compile(r"Shanghai|['\"(](?:Africa|America|Asia|Europe|Pacific)/[A-Z]\w+", re.IGNORECASE)
AN_EXAMPLE = "Europe/Lisbon"
"""What a docstring names where it has to show what the name of a zone looks like."""
ADVICE = (
    "A zone stands in product code: take it from the City of the database (store.city, "
    "Records.city, city_day in SQL), or from the calendar by which an order counts."
)


def zones(source: str) -> Iterator[str]:
    """The lines that name a zone."""
    for place, line in enumerate(source.splitlines(), start=1):
        if ZONE.search(line.replace(AN_EXAMPLE, "")):
            yield f"line {place}: {line.strip()}"


def test_no_zone_stands_in_product_code() -> None:
    found = [
        f"{module}: {said}"
        for module in modules()
        for said in zones((ROOT / module).read_text("utf-8"))
    ]
    assert not found, ADVICE


@pytest.mark.parametrize(
    "source",
    [
        'ZONE = ZoneInfo("Asia/Shanghai")',
        "SHANGHAI: Final = zone",
        "SELECT (at AT TIME ZONE 'Europe/Paris')::date",
        '"""Days are those of Shanghai."""',
    ],
)
def test_a_zone_is_seen_wherever_it_stands(source: str) -> None:
    assert list(zones(source))
    assert not list(zones("zone = city.zone  # such as Europe/Lisbon"))


def test_a_calendar_may_say_its_zone() -> None:
    places = (ROOT / "policies" / "calendars").glob("*/calendar.toml")
    assert all("time_zone" in Path(place).read_text("utf-8") for place in places)
