"""One running order under a law as offices write them: due the same day, by the office's hours."""

from datetime import timedelta

from domain.time.counting import due
from operations.virtual import VirtualHotline
from policies.library import load_pack
from policies.pack_file import read_pack
from tests.hotline import opens
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
