"""The assessor reads scorecards; they say what the facts say."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from domain.assessment import Period, assess
from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.decide import DamagedFact
from operations.embedded import Services
from tests.domain.case import CITY, Case
from tests.services.assessment.a_city import a_city, closed
from tests.services.assessment.assessed import APRIL, MARCH, card_of, told_of
from tests.services.assessment.on_record import Office, an_office, in_order

WEEK = Period.of(date(2026, 3, 9), date(2026, 3, 16), CITY)
QUARTER = Period.of(date(2026, 1, 1), date(2026, 4, 1), CITY)
BEFORE_IT = Period.of(date(2026, 3, 1), date(2026, 3, 10), CITY)
FALSIFIED = """
UPDATE fact SET body = other.body || jsonb_build_object('seq', :seq) FROM fact AS other
 WHERE fact.order_number = :n AND fact.seq = :seq
   AND other.order_number = fact.order_number AND other.seq = 3
"""
"""Another fact of the order stands in the place of one."""
CUT_OFF = "DELETE FROM fact WHERE order_number = :n AND seq >= :seq"


@pytest.fixture
async def office(services: Services) -> AsyncIterator[Office]:
    """An office with nothing on record."""
    async with an_office(services) as office:
        yield office


@pytest.mark.parametrize("unit", [None, "water"])
async def test_what_the_records_add_up_to_is_what_the_facts_say(
    office: Office, unit: str | None
) -> None:
    cases = a_city()
    await office.record(*cases)
    for period in (MARCH, APRIL, WEEK, QUARTER):
        core = told_of(assess(map(card_of, cases), period, unit=unit))
        assert in_order(await office.report(period, unit)) == in_order(core)


async def test_a_later_fact_is_in_the_next_answer(office: Office) -> None:
    case = closed("20260302-000001", satisfied=5)
    await office.record(case)
    before = await office.report(MARCH)
    known = len(case.facts)
    case.by("supervisor").does(Recheck(decision=RecheckDecision.REWORK), "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    await office.publish(case, known)
    after = await office.report(MARCH)
    assert [told["indicators"]["K6"]["numerator"] for told in (before, after)] == [0, 1]
    assert in_order(after) == in_order(told_of(assess([card_of(case)], MARCH)))


@pytest.mark.parametrize(
    ("damage", "seq"), [(FALSIFIED, 1), (FALSIFIED, 2), (CUT_OFF, 1), (CUT_OFF, 4)]
)
async def test_what_a_damaged_order_may_belong_to_is_not_answered_without_it(
    office: Office, damage: str, seq: int
) -> None:
    number, sound = "20260310-000001", closed("20260302-000001")
    await office.record(Case(at="03-10 09:00", number=number).signed_in(), sound)
    await office.say(damage, n=number, seq=seq)
    for period, unit in ((MARCH, None), (APRIL, "roads"), (WEEK, "water")):
        with pytest.raises(DamagedFact, match=f"{number}: fact {seq} "):
            await office.report(period, unit)
    core = told_of(assess([card_of(sound)], BEFORE_IT))
    assert in_order(await office.report(BEFORE_IT)) == in_order(core)
