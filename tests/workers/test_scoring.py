"""The scoring clerk's round: orders are scored, and in real time the last month is frozen."""

import pytest

from domain.vocabulary import Mode
from tests.activities.on_record import PACK, Office, an_office
from tests.activities.test_scorecards import closed
from tests.audit.archives import SIGNER
from workers.embedded import Services
from workers.scoring import ScoringClerk

LONG_AGO = "UPDATE scorecard SET opened = '2020-01-01'"
FROZEN = "SELECT month FROM frozen_month"
SCORED = "SELECT order_number FROM scorecard"
WAITING = "TABLE scorecard_behind"


def clerk_of(office: Office) -> ScoringClerk:
    """The clerk of one worker."""
    return ScoringClerk(
        engines=office.database.engines, laws=office.laws, city_pack=PACK, signer=SIGNER
    )


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
