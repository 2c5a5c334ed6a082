"""Histories outlive what Temporal keeps: read, explained, rebuilt and come back to all the same."""

import asyncio
import gc
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import DBAPIError

from audit.history.archived_runs import archived_run, last_archived
from audit.history.histories import read_runs
from audit.history.unreadable import UnreadableEvent
from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.archive import archiving
from services.archive.log_writer import LogBroken
from tests.audit.archives import archivist_of, say, sweep
from tests.audit.lives import dispatched, whole_life
from tests.hotlines import open_hotline

KEPT = "SELECT run_id FROM archive_history WHERE order_number = :n"
LEAVES = "SELECT leaf_index, kind, subject FROM archive_leaf ORDER BY leaf_index"


@pytest.fixture
async def hotline(
    services: Services, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[VirtualHotline]:
    """A hotline whose archive is empty."""
    async with open_hotline(services, tmp_path_factory.mktemp("archive"), "archive") as hotline:
        yield hotline


async def test_what_closed_and_every_command_is_kept_once(hotline: VirtualHotline) -> None:
    number, running = await whole_life(hotline), await dispatched(hotline)
    swept = await sweep(hotline, 1)
    assert (swept.histories, swept.left) == (1, ())
    assert swept.commands == len(await say(hotline, "SELECT 1 FROM command")) > 8
    again = await archivist_of(hotline).sweep()
    assert again == archiving.Swept(histories=0, commands=0)
    assert await say(hotline, KEPT, n=running) == []
    leaves = await say(hotline, LEAVES)
    assert [leaf.leaf_index for leaf in leaves] == list(range(1 + swept.commands))
    assert [leaf.kind for leaf in leaves].count("history") == 1
    assert leaves[0].subject == (await read_runs(hotline.client, number))[0].run_id


async def test_a_sweep_that_is_killed_leaves_nothing_half_done(
    hotline: VirtualHotline, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        await whole_life(hotline)
    monkeypatch.setattr(archiving, "RUNS_AT_ONCE", 1)
    for moment in range(12):
        sweeping = asyncio.create_task(archivist_of(hotline).sweep())
        await asyncio.sleep(0.004 * moment)
        sweeping.cancel()
        await asyncio.gather(sweeping, return_exceptions=True)
        # A connection that was just being made hangs up when it is collected; until then the
        # server waits for it a minute, and every database that is dropped waits with it.
        gc.collect()
        kept = await say(hotline, "SELECT run_id FROM archive_history")
        leaves = await say(hotline, LEAVES)
        assert {r.run_id for r in kept} == {x.subject for x in leaves if x.kind == "history"}
        [size] = await say(hotline, "SELECT coalesce(max(size), 0) FROM checkpoint")
        assert size[0] == len(leaves)
    await sweep(hotline)
    assert len(await say(hotline, "SELECT 1 FROM archive_history")) == 3


async def test_two_sweeps_at_once_are_one(hotline: VirtualHotline) -> None:
    await whole_life(hotline)
    both = [archivist_of(hotline).sweep() for _ in range(4)]
    swept = [one for one in await asyncio.gather(*both) if one is not None]
    assert sum(one.commands for one in swept) == len(await say(hotline, "SELECT 1 FROM command"))


async def test_the_archive_refuses_to_be_changed(hotline: VirtualHotline) -> None:
    await whole_life(hotline)
    await sweep(hotline, 1)
    for table in ("archive_history", "archive_leaf", "checkpoint"):
        async with hotline.engines.patient.connect() as connection:
            with pytest.raises(DBAPIError, match="append-only"):
                await connection.exec_driver_sql(f"DELETE FROM {table}")


async def test_a_damaged_history_is_not_believed(hotline: VirtualHotline) -> None:
    number = await whole_life(hotline)
    await sweep(hotline, 1)
    run_id = await last_archived(hotline.engines.patient, number)
    assert run_id is not None
    await say(hotline, "UPDATE archive_history SET packed = set_byte(packed, 200, 7)")
    with pytest.raises(UnreadableEvent, match="archive"):
        await archived_run(hotline.engines.patient, number, run_id)


async def test_nothing_is_signed_on_top_of_a_broken_log(hotline: VirtualHotline) -> None:
    await whole_life(hotline)
    await sweep(hotline, 1)
    await say(hotline, "DELETE FROM archive_leaf WHERE leaf_index > 2")
    await whole_life(hotline)
    with pytest.raises(LogBroken, match="3 leaves"):
        await sweep(hotline, 1)
