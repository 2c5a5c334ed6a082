"""A frozen month stays as it was; what comes to be known later stands beside it."""

import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import DBAPIError

from domain.assessment import BadPeriod
from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from operations.embedded import Services
from services.assessment.assessing import PeriodNotEnded, Wish, assess_records
from services.assessment.freezing import AlreadyFrozen, freeze
from services.assessment.frozen_comparison import beside_today
from services.assessment.report import report
from services.views import as_json
from tests.audit.archives import SIGNER
from tests.services.assessment.assessed import MARCH
from tests.services.assessment.on_record import CITY, Json, Office, an_office
from tests.services.assessment.test_scorecards import closed


@pytest.fixture
async def office(services: Services) -> AsyncIterator[Office]:
    """An office with nothing on record."""
    async with an_office(services) as office:
        yield office


async def freezes(office: Office, month: str = "2026-03") -> None:
    """Freeze a month of this office."""
    await freeze(office.database.engines.patient, office.laws, CITY, SIGNER, month)


async def march(office: Office, unit: str | None = None) -> Json:
    """The report on March, frozen or not."""
    engine = office.database.engines.patient
    wish = Wish(first=MARCH.first, until_day=MARCH.until_day, unit=unit)
    today = await assess_records(engine, office.laws, CITY, wish)
    told: Json = as_json(report(today, await beside_today(engine, office.laws, today, unit)))
    return told


async def test_a_frozen_month_shows_what_is_otherwise_today_and_why(office: Office) -> None:
    good, bad = closed("20260302-000001"), closed("20260302-000002", satisfied=5)
    await office.record(good, bad)
    await freezes(office)
    known = len(bad.facts)
    bad.by("assessor").does(ExcludeFromAssessment(), "reason")
    bad.by("hotline_head").does(ApproveExclusion())
    await office.publish(bad, known)
    told = await march(office)
    figure = told["indicators"]["K5"]
    assert (figure["value"], figure["today"]["value"]) == (50, 100)
    assert "today" not in told["monthly"]["dispatched"]
    [changed] = told["frozen"]["changed"]
    assert changed["order"] == bad.order.number
    assert changed["facts"] == [known + 1, known + 2]
    assert {"K1", "K5"} <= set(changed["figures"])


async def test_an_order_that_came_to_light_later_is_named(office: Office) -> None:
    await office.record(closed("20260302-000001"))
    await freezes(office)
    late = closed("20260302-000002")
    await office.record(late)
    told = await march(office)
    assert told["monthly"]["dispatched"]["numerator"] == 1
    assert told["monthly"]["dispatched"]["today"]["numerator"] == 2
    assert [one["order"] for one in told["frozen"]["changed"]] == [late.order.number]


async def test_while_nothing_changes_the_frozen_month_is_the_month(office: Office) -> None:
    await office.record(closed("20260302-000001"), closed("20260302-000002", satisfied=4))
    before, of_water = await march(office), await march(office, "water")
    await freezes(office)
    after = await march(office)
    assert after.pop("frozen")["changed"] == []
    assert (before.pop("frozen", None), after) == (None, before)
    assert (await march(office, "water"))["indicators"] == of_water["indicators"]


async def test_a_month_is_frozen_once_and_nobody_changes_it(office: Office) -> None:
    await office.record(closed("20260302-000001"))
    await freezes(office)
    with pytest.raises(AlreadyFrozen):
        await freezes(office)
    for words in ("UPDATE frozen_month SET figures = '{}'", "DELETE FROM frozen_month"):
        with pytest.raises(DBAPIError, match="append-only"):
            await office.say(words)
    [[leaf]] = await office.say("SELECT content FROM archive_leaf WHERE kind = 'assessment'")
    assert json.loads(leaf)["month"] == "2026-03"


async def test_only_a_month_that_is_over_can_be_frozen(office: Office) -> None:
    for month in ("March", "2026-13", "2026-03-01"):
        with pytest.raises(BadPeriod, match="no month"):
            await freezes(office, month)
    with pytest.raises(PeriodNotEnded):
        await freezes(office, "9998-01")
