"""Scoring, filing, archiving and reconciling: one order that fails keeps no other waiting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.archive.filing import file_quiet_orders
from services.archive.reconciling import Reconciler
from services.assessment.assessing import Wish, assess_records
from services.law.laws import UnknownLaw
from tests.audit.archives import archivist_of, say
from tests.audit.lives import dispatched
from tests.earlier_orders import become_earlier
from tests.hotline import comes_true
from tests.services.assessment.assessed import MARCH
from tests.services.assessment.on_record import CITY, an_office
from tests.services.assessment.test_scorecards import closed as a_closed_case
from tests.workers.test_scoring import FIRST, SCORED, SECOND, WAITING, clerk_of
from tests.workflows.test_coming_back import closed

LOSE_LAW = "UPDATE work_order SET pack_edition = 'lost' WHERE number = :n"
DAMAGE = "UPDATE fact SET body = body - 'content' WHERE order_number = :n AND seq = 2"
PUT_BACK = """
UPDATE fact SET body = jsonb_set(body, '{content}', CAST(:content AS jsonb))
 WHERE order_number = :n AND seq = 2
"""
CONTENT = "SELECT CAST(body->'content' AS text) FROM fact WHERE order_number = :n AND seq = 2"
REFUSES = """
CREATE OR REPLACE FUNCTION refuses_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'not this one'; END $$
"""
TRIGGER = """
CREATE TRIGGER refuses_one BEFORE INSERT OR UPDATE ON {table}
   FOR EACH ROW WHEN (NEW.order_number = '{number}') EXECUTE FUNCTION refuses_one()
"""


def named(lines: list[Any]) -> dict[str, str]:
    """Which order was cried about, with the class of the error."""
    alarms = (line for line in lines if line["event"].startswith("ALARM") and "error" in line)
    return {line["order"]: line["error"] for line in alarms}


@asynccontextmanager
async def refused_by(hotline: VirtualHotline, table: str, number: str) -> AsyncIterator[None]:
    """For the length of a block the database takes no row of this order into a table."""
    await say(hotline, REFUSES)
    await say(hotline, TRIGGER.format(table=table, number=number))
    yield
    await say(hotline, f"DROP TRIGGER refuses_one ON {table}")


async def test_an_order_under_an_unknown_law_is_named_and_the_others_are_scored(
    services: Services,
) -> None:
    async with an_office(services) as office:
        await office.record(a_closed_case(FIRST), a_closed_case(SECOND))
        await office.say(LOSE_LAW, n=FIRST)
        with capture_logs() as lines:
            await clerk_of(office).go()
        assert named(lines) == {FIRST: "UnknownLaw"}
        assert await office.say(SCORED) == [(SECOND,)]
        assert [number for number, _ in await office.say(WAITING)] == [FIRST]
        march = Wish(first=MARCH.first, until_day=MARCH.until_day)
        with pytest.raises(UnknownLaw):
            await assess_records(office.database.engines.patient, office.laws, CITY, march)


async def test_a_quiet_order_with_a_damaged_fact_keeps_no_other_from_being_filed(
    hotline: VirtualHotline,
) -> None:
    unwell, sound = await closed(hotline), await closed(hotline)
    for case in (unwell, sound):
        await case.passes(days=31)
    [(content,)] = await say(hotline, CONTENT, n=unwell.number)
    await say(hotline, DAMAGE, n=unwell.number)
    with capture_logs(processors=[merge_contextvars]) as lines:
        filed = await file_quiet_orders(hotline.engines.patient, hotline.laws)
    await say(hotline, PUT_BACK, n=unwell.number, content=content)
    assert sound.number in filed
    assert unwell.number not in filed
    assert named(lines) == {unwell.number: "DamagedFact"}
    await hotline.delivery.deliver(sound.number)


async def test_a_quiet_order_of_an_earlier_edition_is_not_filed(hotline: VirtualHotline) -> None:
    case = await closed(hotline)
    await case.passes(days=31)
    await become_earlier(hotline.engines.patient, case.number)
    with capture_logs(processors=[merge_contextvars]) as lines:
        assert case.number not in await file_quiet_orders(hotline.engines.patient, hotline.laws)
    assert case.number not in named(lines)


async def test_a_run_that_cannot_be_stored_keeps_no_other_out_of_the_archive(
    hotline: VirtualHotline,
) -> None:
    unwell, sound = await closed(hotline), await closed(hotline)
    kept = "SELECT 1 FROM archive_history WHERE order_number = :n"

    async def is_stored() -> bool:
        swept = await archivist_of(hotline).sweep()
        assert swept is not None
        lost = {run.order for run in swept.left}
        return unwell.number in lost and bool(await say(hotline, kept, n=sound.number))

    async with refused_by(hotline, "archive_history", unwell.number):
        with capture_logs() as lines:
            await comes_true(is_stored)
    assert unwell.number in named(lines)
    assert not await say(hotline, kept, n=unwell.number)
    await archivist_of(hotline).sweep()
    assert await say(hotline, kept, n=unwell.number)


async def test_a_run_that_cannot_be_judged_keeps_no_other_from_being_reconciled(
    hotline: VirtualHotline,
) -> None:
    unwell, sound = await dispatched(hotline), await dispatched(hotline)
    seen = "SELECT 1 FROM seen_run WHERE order_number = :n"
    reconciler = Reconciler(
        engines=hotline.engines, client=hotline.client, archived_within=timedelta(minutes=15)
    )

    async def is_seen() -> bool:
        await reconciler.go_round()
        return bool(await say(hotline, seen, n=sound)) and unwell in named(lines)

    async with refused_by(hotline, "seen_run", unwell):
        with capture_logs() as lines:
            await comes_true(is_seen)
    assert sound not in named(lines)
    assert not await say(hotline, seen, n=unwell)
    await reconciler.go_round()
    assert await say(hotline, seen, n=unwell)
