"""Whether this process can do its work, how much waits to be done, and what was counted."""

import asyncio
import time
from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from temporalio.service import RPCError

from api.dependencies import OfficeOf
from api.gauges import Gauges
from readmodel.backlog import Backlog, backlog
from services.office import Office
from services.progress import counted, rounds_progress

router = APIRouter(tags=["health"])
ANSWER_WITHIN: Final = timedelta(seconds=2)


@router.get("/")
async def signpost() -> dict[str, str]:
    """Where to go from here, until the console stands at this address."""
    return {"name": "Paidan 派单", "openapi": "/openapi.json", "health": "/health"}


@router.get("/health")
async def health(office: OfficeOf) -> dict[str, Any]:
    """How much waits, how long ago each background round was completed, and which is late."""
    found = await backlog(office.engines.patient)
    rounds = rounds_progress(counted(), time.time())
    late = sorted(name for name, one in rounds.items() if one.is_late)
    return {
        "status": "late" if late else "ok",
        "late": late,
        "rounds": {name: round(one.silent_s, 1) for name, one in sorted(rounds.items())},
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
    told = generate_latest(counted()) + _now(office, waiting)
    return Response(told, media_type=CONTENT_TYPE_LATEST)


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
