"""The sample city has somebody of every role, and work lies before each who answers for orders."""

from datetime import datetime
from functools import cache
from typing import Final

from domain.allowed import allowed
from domain.order.order import Order
from domain.order.terms import Mode
from domain.vocabulary import Role
from operations.scenarios.drivers.core import acts_of, decide_all
from operations.scenarios.sample_city import sample_orders
from operations.scenarios.scenario import people, shipped_law
from policies.city_file import sample_city
from policies.city_register import Person

BIRTH: Final = datetime.fromisoformat("2026-03-02T09:00+08:00")
CITY: Final = sample_city()
ANSWERS: Final = frozenset(
    {
        *("accept_for_dispatch", "dispatch", "approve_return", "decide_reconsideration"),
        *("accept", "contact", "arrive", "protect", "submit_result", "sub_reply"),
        *("approve_extension", "decide_hard_case", "explain_termination"),
        *("pass_review", "record_callback", "recheck"),
    }
)
"""Acts that are lawful only where something lies before whoever does them."""
WITHOUT_ORDERS: Final = {
    Role.ASSESSOR: "judges what units have done, once there are figures; orders never wait for it",
    Role.OBSERVER: "reads redacted samples and totals (SY19-01)",
    Role.CONTRACTOR: "answers for the seats' staff and sees no content (HD-05)",
    Role.DISCIPLINE: "asks in writing, and reads the log (SY20-26)",
    Role.MONITOR: "reads clocks and states only (AH-10)",
    Role.SYS_ADMIN: "keeps the system, and bears no office beside (6.4)",
    Role.SEC_ADMIN: "keeps accounts, and bears no office beside (6.4)",
    Role.AUDIT_ADMIN: "reads the records of administrators, and bears no office beside (6.4)",
}
"""Before whom no order lies, by the nature of the role."""


@cache
def lived() -> tuple[tuple[Order, datetime], ...]:
    """Every order of the sample city as it stands after what was done about it."""
    law = shipped_law(CITY.pack)
    orders = []
    for sample in sample_orders():
        acts = tuple(acts_of(sample.steps, BIRTH))
        first = acts[0].received_at
        number = f"20260302-{sample.place + 1:06d}"
        orders.append((decide_all(law.unborn(number, Mode.VIRTUAL, first), acts)[0], acts[-1]))
    return tuple((order, last.received_at) for order, last in orders)


def waits(order: Order, now: datetime, person: Person) -> bool:
    """Whether an order lies before a person; another platform is asked about its own only."""
    if person.role is Role.UPSTREAM:
        return bool(order.source and order.info_asked) and "add_info" in opened(order, now, person)
    return bool(ANSWERS & opened(order, now, person))


def opened(order: Order, now: datetime, person: Person) -> set[str]:
    """The acts that are open to a person."""
    return {act.name for act in allowed(order, people()[person.code], now) if act.is_open}


def test_the_sample_city_has_somebody_of_every_role_that_a_person_may_bear() -> None:
    assert {person.role for person in CITY.persons} == set(Role) - {Role.CALLER, Role.SYSTEM}
    assert any(one.outsourced for one in CITY.persons if one.role is Role.CONTRACTOR)
    assert any(one.outsourced for one in CITY.persons if one.role is Role.SEAT_AGENT)


def test_it_has_two_districts_each_with_a_government_above_other_units() -> None:
    above = {unit.above for unit in CITY.units if unit.above}
    governed = {unit.district for unit in CITY.units if unit.code in above}
    assert governed == {district.code for district in CITY.districts}
    assert len(governed) == 2


def test_work_waits_for_every_role_that_acts_on_orders() -> None:
    busy = {
        person.role
        for person in CITY.persons
        for order, now in lived()
        if person.role not in WITHOUT_ORDERS and waits(order, now, person)
    }
    acting = {person.role for person in CITY.persons} - WITHOUT_ORDERS.keys()
    assert busy == acting, f"nothing waits for {', '.join(sorted(acting - busy))}"


def test_no_order_lies_before_whoever_has_none_by_nature() -> None:
    idle = [person for person in CITY.persons if person.role in WITHOUT_ORDERS]
    assert [p.role for p in idle for order, now in lived() if waits(order, now, p)] == []
