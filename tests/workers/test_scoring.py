"""The scoring clerk's round: orders are scored, and in real time the last month is frozen."""

from datetime import datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.decide import DamagedFact
from domain.order.terms import Mode
from operations.embedded import Services
from services.assessment.assessing import Wish
from services.assessment.published_limits import published_limits
from services.law.laws import Laws
from services.views import as_json
from store.engines import connect
from tests.audit.archives import SIGNER
from tests.services.assessment.assessed import MARCH
from tests.services.assessment.on_record import CITY, YEARS, Office, an_office
from tests.services.assessment.test_scorecards import closed
from workers.rounds.scoring import ScoringClerk

LONG_AGO = "UPDATE scorecard SET opened = '2020-01-01'"
FROZEN = "SELECT month FROM frozen_month"
SCORED = "SELECT order_number FROM scorecard"
WAITING = "TABLE scorecard_behind"
DAMAGE = """
UPDATE fact SET body = jsonb_set(body, '{content,kind}', '"?"') WHERE order_number = :n AND seq = 2
"""
REPAIR = """
UPDATE fact SET body = jsonb_set(body, '{content,kind}', to_jsonb(kind)) WHERE order_number = :n
"""
FIRST, SECOND, THIRD = (f"20260302-{n:06d}" for n in (1, 2, 3))


def clerk_of(office: Office) -> ScoringClerk:
    """The clerk of one worker."""
    return ScoringClerk(engines=office.database.engines, laws=office.laws, signer=SIGNER)


async def test_what_was_published_is_scored_in_the_next_round(services: Services) -> None:
    async with an_office(services) as office:
        case = closed("20260302-000001")
        await office.record(case)
        assert await office.say(WAITING) != []
        await clerk_of(office).round()
        assert await office.say(SCORED) == [(case.order.number,)]
        assert await office.say(WAITING) == []


@pytest.mark.parametrize(("mode", "frozen"), [(Mode.REAL, 1), (Mode.VIRTUAL, 0)])
async def test_the_month_that_ended_is_frozen_once_and_no_rehearsals(
    services: Services, mode: Mode, frozen: int
) -> None:
    async with an_office(services, mode) as office:
        await office.record(closed("20260302-000001"))
        await clerk_of(office).round()
        await office.say(LONG_AGO)
        for _ in range(2):
            await clerk_of(office).round()
        assert len(await office.say(FROZEN)) == frozen


async def test_behind_a_damaged_order_every_other_is_scored_and_it_is_named(
    services: Services,
) -> None:
    async with an_office(services) as office:
        await office.record(*(closed(number) for number in (FIRST, SECOND, THIRD)))
        for number in (FIRST, SECOND):
            await office.say(DAMAGE, n=number)
        with capture_logs() as lines:
            await clerk_of(office).round()
        alarms = [line for line in lines if line["event"].startswith("ALARM")]
        assert [(line["order"], line["seq"]) for line in alarms] == [(FIRST, 2), (SECOND, 2)]
        assert await office.say(SCORED) == [(THIRD,)]
        assert {number for number, _ in await office.say(WAITING)} == {FIRST, SECOND}


async def test_a_damaged_order_is_scored_in_the_round_after_its_repair(services: Services) -> None:
    async with an_office(services) as office:
        await office.record(closed(FIRST))
        await office.say(DAMAGE, n=FIRST)
        await clerk_of(office).round()
        await office.say(REPAIR, n=FIRST)
        await clerk_of(office).round()
        assert await office.say(SCORED) == [(FIRST,)]
        assert await office.say(WAITING) == []


async def test_no_month_is_frozen_without_a_damaged_order_that_may_be_of_it(
    services: Services,
) -> None:
    async with an_office(services, Mode.REAL) as office:
        await office.record(closed(FIRST), closed(SECOND))
        await office.say(DAMAGE, n=FIRST)
        with pytest.raises(DamagedFact, match=FIRST):
            await clerk_of(office).round()
        assert await office.say(SCORED) == [(SECOND,)]
        assert await office.say(FROZEN) == []


async def public_limits(office: Office) -> dict[str, Any]:
    """What a stranger reads of March, who may write nothing."""
    name = office.database.url.rpartition("/")[2]
    await office.say(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    strangers = connect(office.database.url)
    march = Wish(first=MARCH.first, until_day=MARCH.until_day)
    try:
        laws = Laws(strangers.patient)
        told: dict[str, Any] = as_json(await published_limits(strangers.patient, laws, CITY, march))
        return told
    finally:
        await strangers.close()


async def test_strangers_set_no_work_going_and_are_told_until_when_it_is_done(
    services: Services,
) -> None:
    async with an_office(services) as office:
        early, late = closed(FIRST), closed(SECOND, hours=30)
        await office.record(late, early)
        told = await public_limits(office)
        assert datetime.fromisoformat(told["scored_until"]) == early.now
        assert sum(line["closed"] for line in told["limits"]) == 0
        await clerk_of(office).round()
        told = await public_limits(office)
        assert datetime.fromisoformat(told["scored_until"]) > late.now + YEARS
        assert sum(line["closed"] for line in told["limits"]) == 2


async def test_of_a_damaged_order_the_public_learns_only_that_something_waits(
    services: Services,
) -> None:
    async with an_office(services) as office:
        waiting = closed(FIRST)
        await office.record(waiting, closed(SECOND))
        await office.say(DAMAGE, n=FIRST)
        await clerk_of(office).round()
        told = await public_limits(office)
        assert datetime.fromisoformat(told["scored_until"]) == waiting.now
        assert FIRST not in str(told)
