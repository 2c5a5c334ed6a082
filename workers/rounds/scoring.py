"""The scoring clerk: brings scorecards up to what was published, and freezes a month that ended."""

from dataclasses import dataclass

import structlog

from audit.log.checkpoints import Signer
from domain.decide import DamagedFact
from services.archive.log_writer import LogBroken
from services.assessment.freezing import AlreadyFrozen, StillMoving, freeze_last_month
from services.assessment.scoring import BroughtUp, bring_up
from services.law.laws import Laws
from store.city import read_city
from store.engines import Engines

log = structlog.get_logger("scoring")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoringClerk:
    """Scores and freezes for one city."""

    engines: Engines
    laws: Laws
    signer: Signer

    async def go(self) -> None:
        """Go one round; a month that cannot be frozen in it is left to the next."""
        try:
            await self.round()
        except (AlreadyFrozen, StillMoving, DamagedFact) as later:
            log.info("month not frozen in this round", why=str(later))
        except LogBroken as broken:
            log.error("ALARM log of the archive is broken", why=str(broken))
            raise

    async def round(self) -> None:
        """Look once at all that was published; no month is frozen without an unscored order.

        Raises AlreadyFrozen, StillMoving, DamagedFact and LogBroken."""
        found = await bring_up(self.engines.patient, self.laws)
        _tell(found)
        if found.unscored:
            return
        engine = self.engines.patient
        month = await freeze_last_month(engine, self.laws, await read_city(engine), self.signer)
        if month is not None:
            log.info("month frozen", month=month)


def _tell(found: BroughtUp) -> None:
    if found.scored:
        log.info("scored", orders=found.scored)
    for damaged in found.damaged:
        log.error("ALARM a stored fact is damaged", order=damaged.order, seq=damaged.seq)
    for order, fault in found.unscored.items():
        log.error("ALARM order not scored", order=order, error=type(fault).__name__)
