"""The scoring clerk: brings scorecards up to what was published, so that nobody waits for them."""

import asyncio
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from activities.laws import Laws, UnknownLaw
from activities.scorecards import bring_up
from readmodel.delivery_lock import DeliveryBusy, delivery_lock
from readmodel.engines import Engines

log = structlog.get_logger("scoring")
ROUND_S: Final = 20.0
ONE_ROUND: Final = "the scoring of orders"
AT_ONCE: Final = timedelta(milliseconds=1)


async def keep_scores(engines: Engines, laws: Laws) -> None:
    """Go round until cancelled; a database that is away is asked again in the next round."""
    while True:
        try:
            async with delivery_lock(engines.deliveries, ONE_ROUND, AT_ONCE):
                if scored := await bring_up(engines.patient, laws):
                    log.info("scored", orders=scored)
        except DeliveryBusy:
            log.debug("another worker scores")
        except UnknownLaw as unknown:
            log.error("ALARM an order is under a law that nobody knows", law=str(unknown))
        except (DBAPIError, PoolTimeout, OSError) as away:
            log.warning("database away", error=type(away).__name__)
        await asyncio.sleep(ROUND_S)
