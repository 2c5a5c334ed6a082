"""The scoring clerk: brings scorecards up to what was published, and freezes a month that ended."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from audit.log.checkpoints import Signer
from domain.decide import DamagedFact
from services.archive.log_writer import LogBroken
from services.assessment.freezing import AlreadyFrozen, StillMoving, freeze_last_month
from services.assessment.scoring import bring_up
from services.law.laws import Laws, UnknownLaw
from store.commands.delivery_lock import DeliveryBusy, delivery_lock
from store.engines import Engines

log = structlog.get_logger("scoring")
ROUND_S: Final = 20.0
ONE_ROUND: Final = "the scoring of orders"
AT_ONCE: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringClerk:
    """Scores and freezes for one city."""

    engines: Engines
    laws: Laws
    city_pack: str
    signer: Signer

    async def round(self) -> None:
        """Look once at all that was published, unless another worker does."""
        async with delivery_lock(self.engines.deliveries, ONE_ROUND, AT_ONCE):
            found = await bring_up(self.engines.patient, self.laws)
            if found.scored:
                log.info("scored", orders=found.scored)
            for damaged in found.damaged:
                log.error("ALARM a stored fact is damaged", order=damaged.order, seq=damaged.seq)
            month = await freeze_last_month(
                self.engines.patient, self.laws, self.city_pack, self.signer
            )
            if month is not None:
                log.info("month frozen", month=month)


async def keep_scores(clerk: ScoringClerk) -> None:
    """Go round until cancelled; a database that is away is asked again in the next round."""
    while True:
        try:
            await clerk.round()
        except DeliveryBusy:
            log.debug("another worker scores")
        except (AlreadyFrozen, StillMoving, DamagedFact) as later:
            log.info("month not frozen in this round", why=str(later))
        except LogBroken as broken:
            log.error("ALARM log of the archive is broken", why=str(broken))
        except UnknownLaw as unknown:
            log.error("ALARM an order is under a law that nobody knows", law=str(unknown))
        except (DBAPIError, PoolTimeout, OSError) as away:
            log.warning("database away", error=type(away).__name__)
        await asyncio.sleep(ROUND_S)
