"""The round of reconciliation in a worker: what was done behind our back is named in a minute."""

import asyncio
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.service import RPCError

from services.archive.reconciling import Reconciler

log = structlog.get_logger("reconciliation")


async def keep_reconciled(reconciler: Reconciler, *, every: timedelta) -> None:
    """Go round until cancelled; whatever is away is asked again at the next round."""
    while True:
        try:
            done = await reconciler.go_round()
            if done is not None:
                log.info("reconciled", runs=done.runs, read=done.read, named=len(done.named))
        except (DBAPIError, PoolTimeout, OSError, RPCError) as away:
            log.warning("reconciliation waits", error=type(away).__name__)
        await asyncio.sleep(every.total_seconds())
