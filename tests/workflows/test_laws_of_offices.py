"""Running orders under the laws that offices write: due and lapsed as the law says."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from domain.time.counting import due
from operations.virtual import VirtualHotline
from policies.law import Law
from policies.library import load_pack
from policies.pack_file import read_pack
from services.law.publication import publish_calendar, publish_place
from tests.hotline import opens, side_by_side
from tests.people import PUBLISHER
from tests.policies.law_table import CITY, LAWS, LawRow
from tests.policies.offices_law import OFFICES_LAW


async def test_an_order_is_due_by_the_close_of_its_own_day(hotline: VirtualHotline) -> None:
    await hotline.laws.publish(read_pack(OFFICES_LAW, load_pack))
    law = await hotline.laws.in_force("test-town")
    assert law is not None
    case = await opens(hotline, type="consult", pack="test-town", id_number="110101199003070011")
    await case.dispatched()
    clock = await case.clock("handle/1")
    hours = law.pack.office_hours.value
    assert clock.limit.text() == "0 WD close"
    assert clock.due == due(clock.started, clock.limit, law.calendar, hours).at
    local = clock.due.astimezone(law.calendar.workdays.zone)
    assert local.time() == hours.spans_of(local.toordinal())[-1][1]
    told = await case.asked("clocks")
    assert any("当日下班前办结" in str(one) for one in told)
    await case.passes_until(clock.due + timedelta(minutes=1))
    if not clock.provisional:
        assert (await case.clock("handle/1")).lapsed == clock.due


AHEAD = timedelta(days=18)


async def in_force(hotline: VirtualHotline, row: LawRow) -> Law:
    """The law of a row, published as an office does it: the place, its years, the pack."""
    calendar = row.law.calendar
    if row.calendar:
        await publish_place(PUBLISHER, hotline.laws, row.place)
        for year in calendar.years:
            await publish_calendar(PUBLISHER, hotline.laws, hotline.counter, calendar.name, year)
    await hotline.laws.publish(row.read)
    law = await hotline.laws.in_force(row.name)
    assert law is not None
    assert set(calendar.years) <= set(law.calendar.years)
    assert law.calendar == replace(calendar, years=law.calendar.years)
    return law


def brought(row: LawRow) -> dict[str, Any]:
    """What the demand of a row brings; a promised day lies as far ahead as in the table."""
    demand = {"type": "help", "id_number": "110101199003070011", **row.demand}
    if "promised_day" in demand:
        demand["promised_day"] = (datetime.now(CITY) + AHEAD).date()
    return demand


async def is_due_and_lapses(hotline: VirtualHotline, row: LawRow, law: Law) -> None:
    """An order lives under the law of a row until the unit has missed its due."""
    demand = brought(row)
    case = await opens(hotline, pack=row.name, **demand)
    by_entry = {"rule": "D-water"} if "category" in demand else {}
    await case.does("accept_for_dispatch", by="seat-1")
    await case.does("dispatch", by="dispatcher-1", unit="water", **by_entry)
    clock = await case.clock("handle/1")
    if "promised_day" in demand:
        day = datetime.combine(demand["promised_day"], time(), CITY)
        expected = (day + timedelta(days=1), False)
    else:
        found = due(clock.started, clock.limit, law.calendar, law.pack.office_hours.value)
        expected = (found.at, found.provisional)
        assert clock.limit.text() == row.limit, row.name
    assert (clock.due, clock.provisional) == expected, row.name
    await case.passes_until(clock.due + timedelta(minutes=1))
    lapsed = (await case.clock("handle/1")).lapsed
    assert lapsed == (None if clock.provisional else clock.due), row.name


async def test_running_orders_are_due_and_lapse_by_each_law(hotline: VirtualHotline) -> None:
    rows = [row for row in LAWS if not row.provisional]
    laws = [await in_force(hotline, row) for row in rows]
    await side_by_side(
        [is_due_and_lapses(hotline, row, law) for row, law in zip(rows, laws, strict=True)]
    )
