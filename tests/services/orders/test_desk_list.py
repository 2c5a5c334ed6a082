"""A row says of an order what its own page says, and a list counts what its reader sees."""

from collections.abc import AsyncIterator

import pytest

from domain.vocabulary import Admission, State, Urgency
from operations.virtual import VirtualHotline
from services.access.principal import Principal
from services.office import Office
from services.orders.clocks_left import ClockStands
from services.orders.desk_list import ListWanted, OrderRow, Sorting, count_lists, list_for_desk
from services.orders.named_lists import OF_DISPATCH, OF_UNIT
from services.orders.texts import texts_of_order
from services.register.people import principal_called
from store.commands.settlement import UnknownOrder
from tests.api.window import window_process
from tests.hotline import Case, opens
from tests.hotlines import hotline_of_its_own

__all__ = ["hotline_of_its_own"]

SAID = {"name": "王建国", "phone": "13800138000", "place": "建设路八号", "subject": "停水"}
DEMAND = "王建国家停水三天"
READERS = ("dispatcher-1", "water-clerk", "reviewer-1", "head-1", "assessor-1", "lead-1")
TELLING = {"register.subject", "register.demand", "redact_demand.text"}


@pytest.fixture(scope="module")
async def office(hotline: VirtualHotline) -> AsyncIterator[Office]:
    """The office of a city of its own."""
    async with window_process(hotline, hotline.engines) as app:
        yield app.state.office


@pytest.fixture(scope="module")
async def orders(hotline: VirtualHotline) -> dict[str, Case]:
    """An order with a unit, a report with the same unit, and an emergency that waits."""
    plain = await (await opens(hotline, **SAID, demand=DEMAND, district="east")).dispatched()
    report = await (await opens(hotline, **SAID, demand=DEMAND, type="report")).dispatched()
    urgent = await opens(hotline, demand="燃气泄漏", urgency="emergency")
    return {"plain": plain, "report": report, "urgent": urgent}


async def reader(office: Office, person: str) -> Principal:
    """Somebody of the register."""
    return await principal_called(office, person, Admission.LOCAL)


async def rows(office: Office, person: str, wanted: ListWanted) -> tuple[OrderRow, ...]:
    """The rows that somebody is shown."""
    who = await reader(office, person)
    found = await list_for_desk(who, office, wanted, Sorting.URGENT, limit=50)
    assert found.count == len(found.rows)
    return found.rows


@pytest.mark.parametrize("person", READERS)
@pytest.mark.parametrize("kind", ["plain", "report"])
async def test_a_row_shows_of_an_order_what_its_own_page_shows(
    office: Office, orders: dict[str, Case], person: str, kind: str
) -> None:
    number, who = orders[kind].number, await reader(office, person)
    found = await rows(office, person, ListWanted(number=number))
    try:
        page = await texts_of_order(who, office, number)
    except UnknownOrder:
        assert found == ()
        return
    told = {f"{one.act}.{one.text}": one.content for one in page.texts}
    [row] = found
    allowed = {told[key] for key in TELLING & told.keys()}
    assert row.matter.words in (allowed or {""})
    assert row.matter.place == told.get("register.place", "")


async def test_a_badge_counts_what_its_list_shows_to_each_reader(
    office: Office, orders: dict[str, Case]
) -> None:
    assert orders
    for person in READERS:
        for lists in (OF_DISPATCH, OF_UNIT):
            counts = await count_lists(await reader(office, person), office, [*lists.values()])
            shown = [len(await rows(office, person, wanted)) for wanted in lists.values()]
            assert list(counts) == shown, person


async def test_criterion_15_an_emergency_stands_before_what_is_supervised_and_due_before(
    office: Office, orders: dict[str, Case], hotline: VirtualHotline
) -> None:
    ignored = await (await opens(hotline, demand="噪声")).dispatched()
    await ignored.passes(days=20)
    found = await rows(office, "dispatcher-1", ListWanted(is_open=True))
    assert found[0].number == orders["urgent"].number
    assert found[0].urgency is Urgency.EMERGENCY
    assert found[0].clock
    assert found[0].clock.stands in (ClockStands.SOON, ClockStands.RUNNING)
    late = next(row for row in found if row.number == ignored.number)
    assert (found.index(late), late.level > 0) == (1, True)
    assert late.clock
    assert late.clock.stands is ClockStands.LATE
    plain = next(row for row in found if row.number == orders["plain"].number)
    assert (plain.state, plain.unit_title, plain.hands) == (
        State.PENDING_ACCEPT,
        "市水务局",
        1,
    )


async def test_a_number_is_found_by_any_part_of_it_and_by_no_pattern(
    office: Office, orders: dict[str, Case]
) -> None:
    number = orders["plain"].number
    assert [row.number for row in await rows(office, "head-1", ListWanted(number=number[-6:]))] == [
        number
    ]
    assert await rows(office, "head-1", ListWanted(number="%")) == ()
