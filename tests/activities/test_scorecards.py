"""The assessor reads scorecards; they say what the facts say."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from activities.assessment_report import report
from domain.assessment import Period, assess
from domain.commands import (
    PassReview,
    Recheck,
)
from domain.vocabulary import RecheckDecision
from tests.activities.a_city import a_city, closed
from tests.activities.assessed import APRIL, MARCH, card_of
from tests.activities.on_record import Office, an_office, in_order
from tests.domain.case import CITY
from workers.embedded import Services

WEEK = Period.of(date(2026, 3, 9), date(2026, 3, 16), CITY)
QUARTER = Period.of(date(2026, 1, 1), date(2026, 4, 1), CITY)


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
        core = report(assess(map(card_of, cases), period, unit=unit))
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
    assert in_order(after) == in_order(report(assess([card_of(case)], MARCH)))


async def test_machines_that_publish_late_change_no_figure(services: Services) -> None:
    told = []
    for late in (timedelta(), timedelta(seconds=30), timedelta(minutes=10)):
        async with an_office(services) as office:
            await office.record(*a_city(), late=late)
            told.append(await office.report(MARCH))
    assert told[0] == told[1] == told[2]
    assert told[0]["indicators"]["K3"]["denominator"]
