"""Publication: a new law touches new orders; a new calendar year is told to the running ones."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.time.calendar import CalendarYear, WorkCalendar
from operations.embedded import Services
from operations.virtual import VirtualHotline
from policies.calendar_library import UnknownCalendar, built_in_library
from policies.library import load_pack
from policies.pack_file import read_pack
from services.law.laws import OtherPlace
from services.law.publication import Announced, publish_calendar, publish_place
from tests.earlier_orders import become_earlier
from tests.hotline import Case, opens
from tests.hotlines import open_hotline
from tests.people import PUBLISHER
from tests.policies.law_table import HARBOUR, YEAR
from tests.policies.pack_texts import town

YEAR_END = datetime(2026, 12, 30, 2, tzinfo=UTC)
NEXT_YEAR = CalendarYear(
    year=2027,
    edition="2027.1",
    source="invented for this test",
    days_off=(date(2027, 1, 1), date(2027, 1, 4)),
    make_up_days=(date(2027, 1, 2),),
)


@pytest.fixture
async def city(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline whose calendar nobody else publishes anything to."""
    async with open_hotline(services, tmp_path_factory.mktemp("city"), "publication") as city:
        yield city


async def publish(city: VirtualHotline) -> Announced:
    """The city publishes next year's calendar."""
    return await publish_calendar(PUBLISHER, city.laws, city.counter, "cn", NEXT_YEAR)


async def at_the_end_of_the_year(city: VirtualHotline) -> Case:
    """An order that is dispatched when next year's calendar is not known."""
    case = await opens(city)
    await case.passes_until(max(YEAR_END, await city.now(case.number)))
    return await case.dispatched()


async def test_a_due_across_the_year_is_provisional_until_its_calendar_comes(
    city: VirtualHotline,
) -> None:
    case = await at_the_end_of_the_year(city)
    assert (await case.clock("handle/1")).provisional
    assert (await publish(city)).told == 1
    clock = await case.clock("handle/1")
    assert not clock.provisional
    assert clock.calendar == "cn 2026.1+2027.1"
    # 31 December, the make-up Saturday, then 5, 6 and 7 January.
    assert clock.due == datetime(2027, 1, 7, 16, tzinfo=UTC)
    assert (await case.kinds())[-1] == "CalendarChanged"


def harbour(*texts: str) -> WorkCalendar:
    """The calendar of a place and its years, as its files say."""
    library = built_in_library()
    for number, text in enumerate(texts):
        library = library.with_file(text, f"{number}.toml")
    return library.calendar("harbour")


async def test_a_further_place_is_published_and_then_its_years(city: VirtualHotline) -> None:
    law = read_pack(
        town('calendar = "harbour"'), load_pack, built_in_library().with_file(HARBOUR, "p")
    )
    with pytest.raises(UnknownCalendar):
        await city.laws.calendar("harbour")
    await publish_place(PUBLISHER, city.laws, harbour(HARBOUR))
    await publish_place(PUBLISHER, city.laws, harbour(HARBOUR))
    await city.laws.publish(law)
    before = await (await opens(city, pack="test-town")).dispatched()
    assert (await before.clock("handle/1")).calendar == "harbour regular"

    (year,) = harbour(HARBOUR, YEAR).years
    await publish_calendar(PUBLISHER, city.laws, city.counter, "harbour", year)
    after = await (await opens(city, pack="test-town")).dispatched()
    assert (await after.clock("handle/1")).calendar == "harbour 2026.1"
    assert await city.laws.calendar("harbour") == harbour(HARBOUR, YEAR)


async def test_a_place_stays_as_it_was_published(city: VirtualHotline) -> None:
    await publish_place(PUBLISHER, city.laws, harbour(HARBOUR))
    other = harbour(HARBOUR + 'holidays = [{ day = "03-04" }]\n')
    with pytest.raises(OtherPlace):
        await publish_place(PUBLISHER, city.laws, other)
    assert await city.laws.calendar("harbour") == harbour(HARBOUR)


async def test_the_same_edition_is_told_once(city: VirtualHotline) -> None:
    case = await at_the_end_of_the_year(city)
    await publish(city)
    await publish(city)
    assert (await case.kinds()).count("CalendarChanged") == 1


async def test_an_order_that_has_ended_needs_no_calendar(city: VirtualHotline) -> None:
    case = await opens(city)
    await case.does("transfer_out", by="seat-1", target="110", warm=True, told=True)
    assert await publish(city) == Announced(told=0, ended=0, waiting=())


async def test_an_order_of_an_earlier_edition_is_told_of_no_calendar(city: VirtualHotline) -> None:
    case = await at_the_end_of_the_year(city)
    await become_earlier(city.engines.patient, case.number)
    assert await publish(city) == Announced(told=0, ended=0, waiting=())
    assert "CalendarChanged" not in await case.kinds()


async def test_a_new_law_touches_new_orders_only(city: VirtualHotline) -> None:
    before = await (await opens(city, pack="national-default")).dispatched()
    stricter = load_pack("sanya-2018")
    await city.laws.publish(replace(stricter, id="national-default", edition="stricter"))
    after = await (await opens(city, pack="national-default")).dispatched()
    assert (await before.clock("accept/1")).limit.text() == "1 WD"
    assert (await after.clock("accept/1")).limit.text() == "24 h"
