"""A city in Lisbon lives whole orders on real servers: its days are told in its own zone.

Every order here stands on one day in Lisbon and on another in Shanghai or in UTC.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from domain.bulletin import Bulletin, draw_up
from operations.embedded import Services
from operations.virtual import VirtualHotline
from policies.library import load_pack
from policies.pack_file import read_pack
from services.access.principal import OPERATOR
from services.assessment.assessing import Wish
from services.assessment.reading import read_assessment, read_bulletin
from services.law.publication import publish_pack
from store.city import OtherZone
from tests.acting import named
from tests.api.window import front_window
from tests.hotline import Case
from tests.lisbon import DEMAND, PACK, born, closed, lisbon, local, records_of
from tests.people import PUBLISHER

SATURDAY = "2031-03-29T23:30"
"""In winter time, half an hour before midnight; the clocks go forward in the night after it."""
MONDAY = "2031-03-31T00:10"
"""In summer time: in UTC it is Sunday still."""
MARCH = {"from": "2031-03-01", "to": "2031-04-01"}
MONTH = Wish(first=date(2031, 3, 1), until_day=date(2031, 4, 1))


@pytest.fixture(scope="module")
async def city(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    async with lisbon(services, tmp_path_factory.mktemp("lisbon")) as hotline:
        yield hotline


@pytest.fixture(scope="module")
async def window(city: VirtualHotline) -> AsyncIterator[httpx.AsyncClient]:
    async with front_window(city, city.engines) as client:
        yield client


@pytest.fixture(scope="module")
async def saturday(city: VirtualHotline) -> Case:
    """A whole life over the change of the clocks, closed half an hour before the month ends."""
    return await closed(await born(city, SATURDAY), "2031-03-31T23:30")


@pytest.fixture(scope="module")
async def monday(city: VirtualHotline) -> Case:
    """A whole life that is closed when the month has just ended."""
    return await closed(await born(city, MONDAY), "2031-04-01T00:10")


@pytest.fixture(scope="module")
async def others(city: VirtualHotline) -> tuple[Case, ...]:
    """Orders of the months before and after, which begin elsewhere at other hours."""
    february, april = await born(city, "2031-02-28T23:30"), await born(city, "2031-04-01T00:20")
    await april.passes_until(local("2031-05-02T12:00"))
    return february, april


async def told(window: httpx.AsyncClient, path: str, **asked: str) -> Any:
    reply = await window.get(path, params=asked)
    assert reply.status_code == 200, reply.text
    return reply.json()


async def numbers(window: httpx.AsyncClient, **asked: str) -> set[str]:
    return {order["number"] for order in (await told(window, "/orders", **asked))["orders"]}


async def test_everybody_learns_whose_hotline_it_is(window: httpx.AsyncClient) -> None:
    assert await told(window, "/public/city") == {
        "name": "Lisboa",
        "time_zone": "Europe/Lisbon",
        "pack": "lisbon-2031",
        "number_prefix": "LX-",
    }


async def test_a_number_bears_the_day_of_lisbon(
    saturday: Case, monday: Case, others: tuple[Case, ...]
) -> None:
    cases = (saturday, monday, *others)
    begins = [case.number.rpartition("-")[0] for case in cases]
    assert begins == ["LX-20310329", "LX-20310331", "LX-20310228", "LX-20310401"]


async def test_a_demand_at_the_window_is_born_under_the_law_of_the_city(
    window: httpx.AsyncClient, city: VirtualHotline
) -> None:
    who = {**named("seat-1"), "Idempotency-Key": "one"}
    number = (await window.post("/orders", json=DEMAND, headers=who)).json()["number"]
    order = await told(window, f"/orders/{number}", min_version="1")
    begun = datetime.fromisoformat(order["born_at"])
    assert order["pack"] == "lisbon-2031"
    assert number.startswith(f"LX-{begun:%Y%m%d}-")
    assert begun.utcoffset() == begun.astimezone(city.city.zone).utcoffset()


async def test_a_working_day_of_lisbon_ends_at_its_midnight_after_the_clocks_went_forward(
    window: httpx.AsyncClient, saturday: Case, monday: Case
) -> None:
    assert (await saturday.clock("handle/1")).due == datetime(2031, 3, 31, 23, tzinfo=UTC)
    assert (await monday.clock("handle/1")).due == local("2031-04-02T00:00")
    shown = await told(window, f"/orders/{saturday.number}")
    handle = next(clock for clock in shown["clocks"] if clock["id"] == "handle/1")
    assert (handle["due"], handle["outcome"]) == ("2031-04-01T00:00:00+01:00", "met")
    assert handle["provisional"] is False
    assert shown["born_at"].startswith("2031-03-29T23:30:")
    assert shown["born_at"].endswith("+00:00")


async def test_a_list_tells_every_birth_in_local_time(
    window: httpx.AsyncClient, saturday: Case, monday: Case
) -> None:
    orders = (await told(window, "/orders", limit="200"))["orders"]
    births = {order["number"]: order["born_at"] for order in orders}
    assert births[saturday.number][:16] == SATURDAY
    assert births[monday.number][:16] == MONDAY
    assert births[saturday.number][-6:] == "+00:00"
    assert births[monday.number][-6:] == "+01:00"


@pytest.mark.usefixtures("others")
async def test_a_list_as_of_a_local_hour_is_of_that_hour(
    window: httpx.AsyncClient, saturday: Case, monday: Case
) -> None:
    both = {saturday.number, monday.number}
    assert await numbers(window, as_of="2031-03-29T23:00") & both == set()
    assert await numbers(window, as_of="2031-03-31T00:00") & both == {saturday.number}
    assert await numbers(window, as_of="2031-03-31T00:30") & both == both


@pytest.mark.usefixtures("others")
async def test_the_month_of_the_assessment_is_lisbons(
    window: httpx.AsyncClient, saturday: Case, monday: Case
) -> None:
    found = await told(window, "/assessment", **MARCH)
    dispatched = found["monthly"]["dispatched"]
    assert {line["order"] for line in dispatched["orders"]} == {saturday.number, monday.number}
    content = found["monthly"]["satisfied"]
    assert {line["order"] for line in content["orders"]} == {saturday.number}


async def bulletin(city: VirtualHotline) -> Bulletin:
    """The bulletin of March, as an assessor has it drawn up."""
    records = records_of(city)
    found = await read_assessment(OPERATOR, records, MONTH)
    return draw_up(await read_bulletin(OPERATOR, records, MONTH, found.published))


@pytest.mark.usefixtures("saturday", "monday", "others")
async def test_the_bulletin_counts_by_the_days_of_lisbon(city: VirtualHotline) -> None:
    drawn = await bulletin(city)
    counted = {day.day: day.count for day in drawn.demands.intake if day.count}
    assert counted == {date(2031, 3, 29): 1, date(2031, 3, 31): 1}


async def test_no_pack_of_another_zone_becomes_the_law_of_the_city(city: VirtualHotline) -> None:
    elsewhere = read_pack(PACK.replace('calendar = "pt"', 'calendar = "cn"'), load_pack)
    in_force = await city.laws.published(city.city.pack)
    with pytest.raises(OtherZone, match="its rule pack lisbon-2031 counts them in Asia/Shanghai"):
        await publish_pack(PUBLISHER, records_of(city), elsewhere)
    assert await city.laws.published(city.city.pack) == in_force
