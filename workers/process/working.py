"""The life of a worker process: it connects, works and goes its rounds, and stops in order."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from services.delivery.order_queue import Delivery
from services.installation import logs
from services.installation.build import build_id
from services.installation.known_keys import settle_keys
from services.installation.process_notes import say_ready
from services.installation.settings import Settings
from services.installation.temporal_connection import LAST_WORDS_S
from services.installation.temporal_connection import connect as connect_temporal
from services.law.laws import Laws
from store.engines import connect as connect_database
from workers.process.order_worker import CACHED_ORDERS, worker_of
from workers.rounds.round import Round
from workers.rounds.runner import go_rounds

RoundsOf = Callable[[Settings, Delivery], Sequence[Round]]


async def work(settings: Settings, rounds: RoundsOf) -> None:
    """Stand ready on the task queue until SIGINT or SIGTERM; raises RoundEnded and UnfitKey."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    async with _delivery(settings) as delivery:
        client, engines = delivery.client, delivery.engines
        await settle_keys(engines.patient, settings)
        async with worker_of(client, engines, settings.task_queue, cached=CACHED_ORDERS):
            logs.logger().info("connected", identity=client.identity, build=build_id())
            going = go_rounds(rounds(settings, delivery), engines.deliveries)
            going_round = asyncio.create_task(going)
            say_ready(settings.ready_note)
            await _until(stopping, going_round)


@asynccontextmanager
async def _delivery(settings: Settings) -> AsyncIterator[Delivery]:
    """The connections of this process, given back at the end."""
    client = await connect_temporal(settings)
    engines = connect_database(str(settings.database_url))
    try:
        yield Delivery(
            engines=engines,
            client=client,
            laws=Laws(engines.patient),
            task_queue=settings.task_queue,
        )
    finally:
        await engines.close()
        await asyncio.sleep(LAST_WORDS_S)


async def _until(stopping: asyncio.Event, going_round: asyncio.Task[None]) -> None:
    asked = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({asked, going_round}, return_when=asyncio.FIRST_COMPLETED)
        if going_round.done():
            await going_round
    finally:
        for task in (asked, going_round):
            task.cancel()
        await asyncio.gather(asked, going_round, return_exceptions=True)
