"""What is missing is named until it is there again; what people cleared is not named again."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from audit.reconcile.findings import What, kept_findings
from operations.embedded import Services
from operations.virtual import VirtualHotline
from services.archive.reconciling import Reconciler
from services.archive.redelivery import hand_again
from services.installation.settings import Settings
from store.archive.findings import clear_by_hand
from tests.audit.archives import archivist_of, say
from tests.audit.lives import dispatched, short_life
from tests.hotline import comes_true

A_MINUTE_S = 60
AT_ONCE = timedelta()
LATER = timedelta(minutes=15)
PROMISES_MORE = """
UPDATE command SET answered_at = answered_at - :early,
       response = jsonb_set(response, '{version}', '99')
 WHERE order_number = :n AND name = 'dispatch'
"""


async def named_of(
    hotline: VirtualHotline, number: str, archived_within: timedelta = LATER
) -> set[What]:
    """What a round names of one order, Temporal being shared with other offices."""
    reconciler = Reconciler(
        engines=hotline.engines, client=hotline.client, archived_within=archived_within
    )
    done = await reconciler.go_round()
    assert done is not None
    return {one.what for one in done.named if one.order == number}


async def open_of(hotline: VirtualHotline, number: str) -> set[What]:
    """What stands open of one order."""
    kept = await kept_findings(hotline.engines.patient)
    return {one.finding.what for one in kept if one.finding.order == number}


async def test_a_run_that_is_not_archived_is_named_until_it_is(hotline: VirtualHotline) -> None:
    number = await short_life(hotline)

    async def lags() -> bool:
        await named_of(hotline, number, AT_ONCE)
        return await open_of(hotline, number) == {What.NOT_ARCHIVED}

    async def is_over() -> bool:
        await archivist_of(hotline).sweep()
        await named_of(hotline, number, AT_ONCE)
        return not await open_of(hotline, number)

    await comes_true(lags)
    await comes_true(is_over)


async def test_a_standing_that_lost_its_fact_is_named(hotline: VirtualHotline) -> None:
    number = await dispatched(hotline)
    await say(hotline, "UPDATE order_state SET version = version + 7 WHERE number = :n", n=number)
    assert await named_of(hotline, number) == {What.STANDING_WITHOUT_FACT}
    await say(hotline, "UPDATE order_state SET version = version - 7 WHERE number = :n", n=number)
    assert await named_of(hotline, number) == set()
    assert await open_of(hotline, number) == set()


async def test_an_answer_without_a_fact_is_named(hotline: VirtualHotline) -> None:
    number, early = await dispatched(hotline), timedelta(minutes=5)
    reconciler = Reconciler(engines=hotline.engines, client=hotline.client, archived_within=LATER)
    await reconciler.go_round()
    await say(hotline, PROMISES_MORE, n=number, early=early)
    reconciler.changed = {order: at - early for order, at in reconciler.changed.items()}
    done = await reconciler.go_round()
    assert done is not None
    named = [one.what for one in done.named if one.order == number]
    assert named == [What.ANSWER_WITHOUT_FACT]


async def test_what_a_person_cleared_is_not_named_again(hotline: VirtualHotline) -> None:
    number = await dispatched(hotline)
    await hotline.handle(number).terminate("tidy")
    assert await named_of(hotline, number) == {What.TERMINATED, What.STOPPED}
    for one in await kept_findings(hotline.engines.patient):
        if one.finding.order == number:
            assert await clear_by_hand(hotline.engines.patient, one.id, "supervisor-1")
    assert await named_of(hotline, number) == set()
    assert await open_of(hotline, number) == set()


async def test_a_temporal_put_back_by_a_restore_is_no_deed(hotline: VirtualHotline) -> None:
    number = await dispatched(hotline)
    await named_of(hotline, number)
    lost = "UPDATE seen_run SET run_id = 'lost since' WHERE order_number = :n"
    await say(hotline, lost, n=number)
    await hand_again(hotline.client, hotline.engines.patient, datetime.now(UTC))
    assert await named_of(hotline, number) == set()


async def test_the_alarm_quotes_nothing_of_what_a_stranger_wrote(hotline: VirtualHotline) -> None:
    number = await dispatched(hotline)
    await hotline.handle(number).signal("张三 13800000000", "张三")
    with capture_logs() as lines:
        assert await named_of(hotline, number) == {What.UNKNOWN_SIGNAL}
    [line] = [line for line in lines if line.get("order") == number]
    assert line["event"].startswith("ALARM")
    assert "张三" not in str(line)


@asynccontextmanager
async def a_worker(hotline: VirtualHotline, services: Services) -> AsyncIterator[None]:
    """A worker process as it is shipped, beside the hotline."""
    database = hotline.engines.patient.url.render_as_string(hide_password=False)
    settings = Settings(
        database_url=database,
        temporal_address=services.temporal_address,
        temporal_namespace=services.namespace,
        task_queue=hotline.task_queue,
        data_dir=hotline.data_dir,
    )
    words = (sys.executable, "-m", "workers.main")
    process = await asyncio.create_subprocess_exec(
        *words, env={**os.environ, **settings.environment()}
    )
    try:
        yield
    finally:
        process.terminate()
        assert await process.wait() == 0


async def was_seen(hotline: VirtualHotline, number: str) -> None:
    """Wait until a round has seen an order."""

    async def is_seen() -> bool:
        seen = "SELECT 1 FROM seen_run WHERE order_number = :n"
        return bool(await say(hotline, seen, n=number))

    await comes_true(is_seen)


@pytest.mark.long(seconds=40)
async def test_a_running_worker_names_it_within_a_minute(
    hotline: VirtualHotline, services: Services
) -> None:
    terminated, signalled = await dispatched(hotline), await dispatched(hotline)

    async def is_named() -> bool:
        found = await open_of(hotline, terminated) | await open_of(hotline, signalled)
        return found == {What.TERMINATED, What.STOPPED, What.UNKNOWN_SIGNAL}

    async with a_worker(hotline, services):
        await was_seen(hotline, signalled)
        await hotline.handle(terminated).terminate("tidy")
        await hotline.handle(signalled).signal("close-it")
        async with asyncio.timeout(A_MINUTE_S):
            while not await is_named():  # noqa: ASYNC110
                await asyncio.sleep(1)
