"""The filing clerk: looks round every hour for orders that are due to be archived (T49)."""

import asyncio
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from services.archive.filing import file_quiet_orders
from services.delivery.order_queue import Delivery

log = structlog.get_logger("filing")
ROUND_S: Final = 3600.0


async def file_away(delivery: Delivery) -> None:
    """Go round until cancelled; a database that is away is asked again an hour later."""
    while True:
        try:
            filed = await file_quiet_orders(delivery.engines.patient, delivery.laws)
            log.info("filed", orders=len(filed))
        except (DBAPIError, PoolTimeout, OSError) as away:
            log.warning("database away", error=type(away).__name__)
        await asyncio.sleep(ROUND_S)
