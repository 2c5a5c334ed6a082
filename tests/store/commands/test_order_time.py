"""There is one clock, PostgreSQL's: nobody moves it in a real database, nothing turns it back."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from domain.chapters.supervision.commands import Urge
from domain.order.terms import Mode
from store.commands.birth import mark_started
from store.commands.command_table import mark_refused
from store.commands.order_time import RealTime, database_mode, move_clock, now
from store.commands.receiving import RECEIVE, asking
from store.commands.settlement import UnknownOrder, settlement
from store.migrate import upgrade
from tests.databases import MASTER, Database, a_number, received, registered, request
from tests.store.commands.test_command_table import REFUSAL

WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


async def test_the_tables_are_made_once_when_several_processes_start_together(
    office: Database,
) -> None:
    starts = (asyncio.to_thread(upgrade, office.url, Mode.VIRTUAL) for _ in range(4))
    assert await asyncio.gather(*starts) == [Mode.REAL] * 4
    assert await database_mode(office.engines.patient) is Mode.REAL


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE database_mode SET mode = 'virtual'",
        "DELETE FROM database_mode",
        "TRUNCATE database_mode CASCADE",
        "INSERT INTO database_mode VALUES ('virtual')",
        "UPDATE work_order SET mode = 'virtual'",
    ],
)
async def test_a_database_stays_in_the_time_it_was_born_in(
    office: Database, tampering: str
) -> None:
    await a_number(office)
    with pytest.raises(IntegrityError):
        async with office.engines.patient.begin() as connection:
            await connection.execute(text(tampering))


async def test_nobody_moves_real_time(office: Database) -> None:
    number = await a_number(office)
    with pytest.raises(RealTime):
        await move_clock(office.engines.patient, number, SECOND)
    with pytest.raises(IntegrityError):
        await registered(office, offset=WEEK)
    drift = await now(office.engines.patient, number) - datetime.now(UTC)
    assert abs(drift) < SECOND


async def test_virtual_time_moves_for_one_order_only(rehearsal: Database) -> None:
    engine = rehearsal.engines.patient
    moved, other = await a_number(rehearsal), await a_number(rehearsal)
    before = await now(engine, moved)
    await move_clock(engine, moved, WEEK)
    late = (await received(rehearsal, moved, request(Urge()))).command
    assert WEEK < late.received_at - before < WEEK + SECOND
    assert abs(await now(engine, other) - before) < SECOND


async def test_an_order_number_carries_the_day_on_which_the_order_was_born(
    rehearsal: Database,
) -> None:
    row = await registered(rehearsal, offset=timedelta(days=400))
    day = (row.received_at + timedelta(hours=8)).strftime("%Y%m%d")
    assert str(row.order_number).startswith(f"{day}-")


async def test_a_ring_counts_only_when_the_clock_is_there_and_nothing_waits(
    rehearsal: Database,
) -> None:
    engine = rehearsal.engines.patient
    registration = await registered(rehearsal)
    number = str(registration.order_number)
    await mark_refused(engine, registration.id, REFUSAL)
    due = registration.received_at + WEEK
    assert not (await settlement(engine, number, due)).covers(due)
    early = (await received(rehearsal, number, request(Urge()))).command
    await move_clock(engine, number, WEEK)
    waiting = await settlement(engine, number, due)
    assert waiting.until == early.received_at - timedelta.resolution
    await mark_refused(engine, early.id, REFUSAL)
    assert (await settlement(engine, number, due)).covers(due)


async def test_an_act_received_after_the_due_does_not_hold_the_lapse_up(
    rehearsal: Database,
) -> None:
    engine = rehearsal.engines.patient
    registration = await registered(rehearsal)
    number = str(registration.order_number)
    await mark_started(engine, number)
    await mark_refused(engine, registration.id, REFUSAL)
    due = await now(engine, number)
    late = (await received(rehearsal, number, request(Urge()))).command
    found = await settlement(engine, number, due)
    assert due <= found.until < late.received_at


async def test_a_stamp_that_is_not_committed_yet_is_waited_for(rehearsal: Database) -> None:
    engine = rehearsal.engines.patient
    registration = await registered(rehearsal)
    number = str(registration.order_number)
    await mark_refused(engine, registration.id, REFUSAL)
    async with engine.begin() as slow:
        asked = await asking(slow, MASTER, number, request(Urge()))
        stamped = asked.received((await slow.execute(RECEIVE, asked.parameters)).one()).command
        due = stamped.received_at + timedelta.resolution
        ring = asyncio.create_task(settlement(engine, number, due))
        await _is_waiting(rehearsal)
        assert not ring.done()
    assert not (await ring).covers(due)


async def test_a_clock_turned_back_stamps_nothing_before_a_lapse_that_is_final(
    rehearsal: Database,
) -> None:
    engine = rehearsal.engines.patient
    registration = await registered(rehearsal, offset=WEEK)
    number = str(registration.order_number)
    await mark_refused(engine, registration.id, REFUSAL)
    lapsed = await settlement(engine, number, registration.received_at)
    await move_clock(engine, number, -WEEK)
    act = (await received(rehearsal, number, request(Urge()))).command
    assert act.received_at > lapsed.until


async def test_an_unknown_order_has_no_time(office: Database) -> None:
    with pytest.raises(UnknownOrder):
        await now(office.engines.patient, "20260101-999999")
    with pytest.raises(UnknownOrder):
        await settlement(office.engines.patient, "20260101-999999", datetime.now(UTC))


async def _is_waiting(database: Database) -> None:
    """Return once some session of this database waits for a lock."""
    question = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with asyncio.timeout(2), database.engines.hurried.connect() as connection:
        while not await connection.scalar(question):
            await connection.rollback()
