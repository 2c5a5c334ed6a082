"""Whose figures may be asked for: of every unit the register ever knew, and of desks (考核对象)."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from domain.assessment.figure import DESK
from operations.embedded import Services
from policies.city_file import sample_city
from services.assessment.assessing import Wish
from services.assessment.opening_figures import FigureToOpen, open_figure
from store.register.city_load import load_register
from store.register.people import FROM_THE_START
from store.register.successions import store_succession
from store.register.units import UnfitUnit
from tests.services.assessment.assessed import APRIL, MARCH
from tests.services.assessment.on_record import CITY, Office, an_office
from tests.services.assessment.test_scorecards import closed

NUMBER = "20260302-000001"


@pytest.fixture
async def office(services: Services) -> AsyncIterator[Office]:
    """An office of the sample city."""
    async with an_office(services) as office:
        await load_register(office.database.engines.patient, sample_city(), FROM_THE_START)
        yield office


async def test_of_a_unit_that_nobody_knows_there_are_no_figures(office: Office) -> None:
    await office.record(closed(NUMBER))
    with pytest.raises(UnfitUnit, match="no unit watre ") as unknown:
        await office.report(MARCH, "watre")
    assert (unknown.value.code, unknown.value.unit) == ("unit_unknown", "watre")
    march = Wish(first=MARCH.first, until_day=MARCH.until_day, unit="watre")
    with pytest.raises(UnfitUnit, match="no unit watre "):
        await open_figure(
            office.database.engines.patient, office.laws, CITY, march, FigureToOpen(code="K3")
        )


async def test_a_unit_that_was_merged_keeps_its_figures(office: Office) -> None:
    await office.record(closed(NUMBER))
    engine = office.database.engines.patient
    await store_succession(engine, "water", "housing", date(2026, 3, 20), "head-1")
    told = await office.report(MARCH, "water")
    assert told["indicators"]["K5"]["denominator"] == 1


async def test_a_known_unit_that_had_nothing_has_empty_figures(office: Office) -> None:
    await office.record(closed(NUMBER))
    for period, unit in ((MARCH, "housing"), (APRIL, "water")):
        told = await office.report(period, unit)
        assert told["indicators"]["K5"]["denominator"] == 0


async def test_the_desk_has_figures_also_where_the_register_does_not_know_it(
    office: Office,
) -> None:
    await office.say("DELETE FROM person")
    await office.say("DELETE FROM unit WHERE code = :desk", desk=DESK)
    await office.record(closed(NUMBER))
    told = await office.report(MARCH, DESK)
    assert told["practice"]["answered_of_received"]["denominator"] == 1


async def test_a_city_without_a_register_is_held_to_none(services: Services) -> None:
    async with an_office(services) as office:
        await office.record(closed(NUMBER))
        told = await office.report(APRIL, "roads")
        assert told["indicators"]["K5"]["denominator"] == 0
