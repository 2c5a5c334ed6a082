"""Whether this process can do its work, how much waits to be done, and what was counted."""

import asyncio
import os
from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.service import RPCError

from api.dependencies import OfficeOf
from api.gauges import Gauges
from readmodel.backlog import Backlog, backlog
from services.installation.process_notes import SHARED_COUNTS
from services.office import Office

router = APIRouter(tags=["health"])
ANSWER_WITHIN: Final = timedelta(seconds=2)


@router.get("/")
async def signpost() -> dict[str, str]:
    """Where to go from here, until the console stands at this address."""
    return {"name": "Paidan 派单", "openapi": "/openapi.json", "health": "/health"}


@router.get("/health")
async def health(office: OfficeOf) -> dict[str, Any]:
    """The mode of time, the orders not started yet and the commands not decided yet."""
    found = await backlog(office.engines.patient)
    return {
        "status": "ok",
        "mode": found.mode,
        "starting": found.starting,
        "undecided": found.undecided,
        "oldest_undecided_s": round(found.oldest_s, 1),
        "provisional": found.provisional,
        "findings": found.findings,
    }


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """This process lives and answers; it asks nobody else."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(office: OfficeOf) -> JSONResponse:
    """Whether papers can be taken in and delivered now; 503 names what does not answer."""
    checks = dict(
        zip(
            ("database", "temporal"),
            await asyncio.gather(_database_answers(office), _temporal_answers(office)),
            strict=True,
        )
    )
    is_ready = all(checks.values())
    return JSONResponse({"ready": is_ready, **checks}, status_code=200 if is_ready else 503)


@router.get("/metrics")
async def metrics(office: OfficeOf) -> Response:
    """What all processes of this machine counted, and what waits now, for Prometheus."""
    try:
        waiting = await backlog(office.engines.patient)
    except (DBAPIError, PoolTimeout):
        waiting = None
    return Response(_counted() + _now(office, waiting), media_type=CONTENT_TYPE_LATEST)


def _counted() -> bytes:
    if SHARED_COUNTS not in os.environ:
        return generate_latest(REGISTRY)
    everyone = CollectorRegistry()
    MultiProcessCollector(everyone)  # type: ignore[no-untyped-call]
    return generate_latest(everyone)


def _now(office: Office, waiting: Backlog | None) -> bytes:
    moment = CollectorRegistry()
    moment.register(Gauges(waiting=waiting, verified=office.verified))
    return generate_latest(moment)


async def _database_answers(office: Office) -> bool:
    try:
        await backlog(office.engines.patient)
    except (DBAPIError, PoolTimeout):
        return False
    return True


async def _temporal_answers(office: Office) -> bool:
    try:
        return await office.client.service_client.check_health(timeout=ANSWER_WITHIN)
    except (RPCError, RuntimeError):
        return False
