"""Retention takes closed orders out of Temporal within seconds; nothing of them is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from activities.rebuilding import rebuild_order
from audit.comparison import check_order
from audit.history import NoHistory, read_runs
from audit.ledger import LedgerLine, read_ledger
from audit.verification import Question, verify
from tests.audit.archives import SIGNER, archivist_of, forgotten, say, sweep
from tests.audit.lives import short_life
from tests.hotline import Case
from tests.hotlines import open_hotline
from workers.embedded import embedded_services
from workers.virtual import VirtualHotline
from workflows.attributes import SEARCH_ATTRIBUTES

LIVES = 4
KILLED = 5
SHORT = timedelta(seconds=10)
SOON = {
    "system.namespaceMinRetentionLocal": "1s",
    "history.retentionTimerJitterDuration": "1s",
}
Ledgers = dict[str, list[LedgerLine]]


@pytest.fixture(scope="module")
async def hotline(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[VirtualHotline]:
    """A hotline on a Temporal that forgets what closed ten seconds ago."""
    async with (
        embedded_services(
            tmp_path_factory.mktemp("forgetful"),
            time_skipping=True,
            search_attributes=SEARCH_ATTRIBUTES,
            dynamic_config=SOON,
            retention=SHORT,
        ) as services,
        open_hotline(services, tmp_path_factory.mktemp("keys"), "forgetful") as hotline,
    ):
        yield hotline


@pytest.fixture(scope="module")
async def ledgers(hotline: VirtualHotline) -> Ledgers:
    """Closed orders that Temporal forgot, with their ledgers from before; the sweep was killed."""
    numbers = await asyncio.gather(*(short_life(hotline) for _ in range(LIVES)))
    before = {number: await read_ledger(hotline.client, number) for number in numbers}
    for moment in range(KILLED):
        killed = asyncio.create_task(archivist_of(hotline).sweep())
        await asyncio.sleep(0.01 * moment)
        killed.cancel()
        await asyncio.gather(killed, return_exceptions=True)
    while len(await say(hotline, "SELECT 1 FROM archive_history")) < LIVES:
        await sweep(hotline)
    for number in numbers:
        await forgotten(hotline.client, number)
    return before


async def test_every_ledger_reads_the_same(hotline: VirtualHotline, ledgers: Ledgers) -> None:
    for number, before in ledgers.items():
        with pytest.raises(NoHistory):
            await read_ledger(hotline.client, number)
        assert await read_ledger(hotline.client, number, hotline.engines.patient) == before


async def test_the_read_model_is_rebuilt_and_all_verifies(
    hotline: VirtualHotline, ledgers: Ledgers
) -> None:
    engine, number = hotline.engines.patient, next(iter(ledgers))
    await say(hotline, "DELETE FROM fact WHERE order_number = :n", n=number)
    assert await check_order(hotline.client, engine, number) != []
    await rebuild_order(hotline.client, engine, number)
    found = await verify(hotline.client, engine, Question(key=SIGNER.key))
    assert found.faults == []
    assert (found.histories, found.facts > LIVES) == (LIVES, True)


async def test_a_forgotten_order_is_come_back_to(hotline: VirtualHotline, ledgers: Ledgers) -> None:
    number = next(iter(ledgers))
    await Case(hotline=hotline, number=number).does("reopen", by="supervisor-1", reason="又坏了")
    runs = await read_runs(hotline.client, number, hotline.engines.patient)
    assert len(runs) == 2
    assert await check_order(hotline.client, hotline.engines.patient, number) == []
