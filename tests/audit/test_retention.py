"""Retention takes closed orders out of Temporal within seconds; nothing of them is lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from os import environ

import pytest

from audit.history.histories import NoHistory, facts_of, opening_of, read_runs
from audit.ledger.arithmetic import clocks_of, explain_lines
from audit.ledger.lines import LedgerLine, read_ledger
from audit.verify.comparison import check_order
from audit.verify.verification import Question, verify
from operations.embedded import embedded_services
from operations.virtual import VirtualHotline
from services.archive.rebuilding import rebuild_order
from services.assessment.scoring import bring_up, cards_of
from tests.audit.archives import SIGNER, forgotten, say, sweep
from tests.audit.lives import short_life
from tests.audit.sweepers import sweepers
from tests.hotline import Case
from tests.hotlines import open_hotline
from workflows.search_attributes import SEARCH_ATTRIBUTES

pytestmark = pytest.mark.long(seconds=45)

LIVES = int(environ.get("PAIDAN_LIVES", "5"))
AT_ONCE = 8
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
    """Closed orders that Temporal forgot, with their ledgers from before; whoever swept them into
    the archive was killed again and again."""
    before, turns, closed = Ledgers(), asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(0)

    async def live() -> None:
        async with turns:
            number = await short_life(hotline)
            before[number] = await read_ledger(hotline.client, number)
            closed.release()

    async with sweepers(hotline, KILLED) as others, asyncio.TaskGroup() as lives:
        for _ in range(LIVES):
            lives.create_task(live())
        for sweeper in others:
            sweeper.told.set()
            for _ in range(LIVES // KILLED):
                await closed.acquire()
            await sweeper.kill()
    while len(await say(hotline, "SELECT 1 FROM archive_history")) < LIVES:
        await sweep(hotline)
    for number in before:
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


async def test_every_figure_counts_what_temporal_forgot(
    hotline: VirtualHotline, ledgers: Ledgers
) -> None:
    engine = hotline.engines.patient
    await bring_up(engine, hotline.laws)
    closed = await say(hotline, "SELECT order_number FROM scorecard WHERE closed IS NOT NULL")
    assert {row.order_number for row in closed} == ledgers.keys()
    cards = await cards_of(engine, hotline.laws, list(ledgers))
    assert {card.number for card in cards if card.closed} == ledgers.keys()


async def test_every_clock_is_explained(hotline: VirtualHotline, ledgers: Ledgers) -> None:
    for number in ledgers:
        runs = await read_runs(hotline.client, number, hotline.engines.patient)
        dossier, facts = opening_of(runs[0]).order.dossier, facts_of(runs)
        told = {clock: explain_lines(dossier, facts, clock) for clock in clocks_of(facts)}
        assert {"accept/1", "handle/1"} <= told.keys()
        assert all(told.values())


async def test_a_forgotten_order_is_come_back_to(hotline: VirtualHotline, ledgers: Ledgers) -> None:
    number = next(iter(ledgers))
    await Case(hotline=hotline, number=number).does("reopen", by="supervisor-1", reason="又坏了")
    runs = await read_runs(hotline.client, number, hotline.engines.patient)
    assert len(runs) == 2
    assert await check_order(hotline.client, hotline.engines.patient, number) == []
