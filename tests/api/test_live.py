"""An open page is told what moves of the orders that its reader sees, and nothing of others."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import text

from operations.virtual import VirtualHotline
from tests.acting import named
from tests.api.live_page import open_page
from tests.api.test_catalogue import does, queued
from tests.api.window import is_problem, registered
from tests.served import served

DESK, WATER, HOUSING = "dispatcher-1", "water-clerk", "housing-clerk"


@pytest.fixture(scope="module")
async def address(hotline: VirtualHotline) -> AsyncIterator[str]:
    """Where the hotline's window is open to real connections."""
    async with served(hotline) as address:
        yield address


async def test_a_unit_hears_of_an_order_that_comes_to_it_and_that_it_has_left_again(
    window: httpx.AsyncClient, address: str
) -> None:
    number = await queued(window, category="water-supply")
    async with (
        open_page(address, named(WATER)) as water,
        open_page(address, named(HOUSING)) as housing,
        open_page(address, named(DESK)) as desk,
    ):
        for page in (water, housing, desk):
            await page.stands()
        sent = await does(window, number, "dispatch", DESK, unit="water", rule="D-water")
        await water.hears("order", number=number, version=sent.json()["version"])
        back = await does(window, number, "recall_dispatch", DESK, reason="派错单位。")
        await water.hears("gone", number=number)
        await desk.hears("order", number=number, version=back.json()["version"])
        assert housing.of(number) == []


async def test_a_page_is_told_by_another_process_what_it_missed_and_what_it_sees_no_more(
    window: httpx.AsyncClient, hotline: VirtualHotline, address: str
) -> None:
    kept, lost = [await queued(window, category="water-supply") for _ in range(2)]
    for number in (kept, lost):
        await does(window, number, "dispatch", DESK, unit="water", rule="D-water")
    async with open_page(address, named(WATER)) as before:
        await before.stands()
    accepted = await does(window, kept, "accept", WATER)
    await does(window, lost, "recall_dispatch", DESK, reason="派错单位。")
    await does(window, lost, "dispatch", DESK, unit="housing", note="属地处理。")
    async with (
        served(hotline) as elsewhere,
        open_page(elsewhere, named(WATER), before.place) as again,
    ):
        await again.hears("order", number=kept, version=accepted.json()["version"])
        await again.hears("gone", number=lost)
        assert "anew" not in again.words()


async def test_who_comes_from_a_place_that_nobody_knows_looks_anew(address: str) -> None:
    for strange in ("12", "beat", "0" * 96):
        async with open_page(address, named(DESK), strange) as page:
            await page.hears("anew")


async def test_whom_a_report_does_not_concern_hears_nothing_of_it(
    window: httpx.AsyncClient, address: str
) -> None:
    async with (
        open_page(address, named("market-clerk")) as market,
        open_page(address, named(DESK)) as desk,
    ):
        await market.stands()
        await desk.stands()
        born = (await registered(window, type="report")).json()
        report = born["number"]
        await desk.hears("order", number=report, version=born["version"])
        ordinary = await queued(window, category="water-supply")
        sent = await does(window, ordinary, "dispatch", DESK, unit="market", note="属地处理。")
        await market.hears("order", number=ordinary, version=sent.json()["version"])
        assert market.of(report) == []


async def test_who_may_read_no_order_follows_none(window: httpx.AsyncClient) -> None:
    refused = await window.get("/live?once=true", headers=named("security-1"))
    assert is_problem(refused, 403) == "role_may_not"


async def test_a_line_that_breaks_costs_no_news(
    window: httpx.AsyncClient, hotline: VirtualHotline, address: str
) -> None:
    cut = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'"
        " OR (query = 'SELECT 1' AND datname = current_database() AND pid <> pg_backend_pid())"
    )
    number = await queued(window, category="water-supply")
    async with open_page(address, named(WATER)) as water:
        await water.stands()
        async with hotline.engines.patient.connect() as connection:
            await connection.execute(cut)
        sent = await does(window, number, "dispatch", DESK, unit="water", rule="D-water")
        await water.hears("order", number=number, version=sent.json()["version"])
