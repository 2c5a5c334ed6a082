"""The archivist's round: sweeps again and again, and cries when what closed is not stored."""

import asyncio
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.service import RPCError

from services.archive.archiving import Archivist
from services.archive.log_writer import LogBroken

log = structlog.get_logger("archive")


async def keep_archive(archivist: Archivist, *, every: timedelta, alarm: timedelta) -> None:
    """Sweep until cancelled; whatever is away is waited for, but not in silence."""
    last = datetime.now(UTC)
    while True:
        try:
            swept = await archivist.sweep()
            now = last = datetime.now(UTC)
            if swept is not None and (lag := swept.lag(now)) > alarm:
                log.error("ALARM archive lags", seconds=lag.total_seconds(), runs=len(swept.left))
        except LogBroken as broken:
            log.error("ALARM log of the archive is broken", why=str(broken))
        except (DBAPIError, PoolTimeout, OSError, RPCError) as away:
            log.warning("archive waits", error=type(away).__name__)
        if (silent := datetime.now(UTC) - last) > alarm:
            log.error("ALARM archive lags", seconds=silent.total_seconds())
        await asyncio.sleep(every.total_seconds())
