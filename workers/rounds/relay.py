"""The relay: takes up what a process left behind between PostgreSQL and Temporal.

Whoever receives a command that is waited for delivers it at once; what is posted (批量与机器来件)
is delivered from here. What is older than a moment was left behind by a process that died or by a
Temporal that did not answer.
"""

import asyncio
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services import meters
from services.delivery.order_queue import Delivery
from store.commands.birth import not_started
from store.commands.command_table import orders_with_undecided

log = structlog.get_logger("relay")
ROUND_S: Final = 0.25
LEFT_BEHIND: Final = timedelta(seconds=2)
AT_ONCE: Final = 8


async def relay(delivery: Delivery) -> None:
    """Go round until cancelled; a database that is away is waited for."""
    while True:
        try:
            await one_round(delivery)
            meters.relay_round("done")
        except (DBAPIError, PoolTimeout, OSError) as away:
            meters.relay_round("database_away")
            log.warning("database away", error=type(away).__name__)
        await asyncio.sleep(ROUND_S)


async def one_round(delivery: Delivery) -> None:
    """Start the orders and deliver the commands that were left behind."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def deliver(number: str) -> None:
        async with limit:
            await delivery.deliver(number)

    for order in await not_started(delivery.engines.patient, LEFT_BEHIND):
        await delivery.start(order.record, order.act, order.number)
    waiting = await orders_with_undecided(delivery.engines.patient, LEFT_BEHIND)
    await asyncio.gather(*(deliver(number) for number in waiting))
