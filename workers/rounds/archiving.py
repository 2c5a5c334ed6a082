"""The archivist's round: sweeps, and tells people when what closed is not stored."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from services.archive.archiving import Archivist
from services.archive.log_writer import LogBroken
from store.commands.delivery_lock import DeliveryBusy

log = structlog.get_logger("archive")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRound:
    """Sweeps for one worker."""

    archivist: Archivist
    alarm: timedelta

    async def go(self) -> None:
        """Sweep once; raises DeliveryBusy where another process is at it."""
        try:
            swept = await self.archivist.sweep()
        except LogBroken as broken:
            log.error("ALARM log of the archive is broken", why=str(broken))
            raise
        if swept is None:
            raise DeliveryBusy("sweep")
        if (lag := swept.lag(datetime.now(UTC))) > self.alarm:
            log.error("ALARM archive lags", seconds=lag.total_seconds(), runs=len(swept.left))
