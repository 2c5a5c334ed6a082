"""Whether this process can do its work, how much waits to be done, and what was counted."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic import BaseModel

from api.dependencies import OfficeOf
from api.gauges import Gauges
from api.problems import problems
from services.access.principal import UNNAMED
from services.health import Backlog, Health, backlog_if_known, health_of, temporal_answers
from services.office import Office
from services.progress import counted
from texts import glossed

router = APIRouter(tags=["health"])


class Ready(BaseModel):
    """Whether papers can be taken in and delivered now, and who answers."""

    ready: bool
    database: bool
    temporal: bool


@router.get("/")
async def signpost() -> dict[str, str]:
    """Where to go from here, until the console stands at this address."""
    return {"name": glossed("openapi.title"), "openapi": "/openapi.json", "health": "/health"}


@router.get("/health", responses=problems())
async def health(office: OfficeOf) -> Health:
    """How much waits, how long ago each background round was completed, and which is late."""
    return await health_of(UNNAMED, office)


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """This process lives and answers; it asks nobody else."""
    return {"status": "ok"}


@router.get("/readyz", response_model=Ready, responses={503: {"model": Ready}})
async def ready(office: OfficeOf) -> Response:
    """Whether papers can be taken in and delivered now; 503 names what does not answer."""
    waiting, temporal = await asyncio.gather(
        backlog_if_known(UNNAMED, office), temporal_answers(UNNAMED, office)
    )
    database = waiting is not None
    found = Ready(ready=database and temporal, database=database, temporal=temporal)
    return JSONResponse(found.model_dump(), status_code=200 if found.ready else 503)


@router.get("/metrics", response_class=Response)
async def metrics(office: OfficeOf) -> Response:
    """What all processes of this machine counted, and what waits now, for Prometheus."""
    waiting = await backlog_if_known(UNNAMED, office)
    told = generate_latest(counted()) + _now(office, waiting)
    return Response(told, media_type=CONTENT_TYPE_LATEST)


def _now(office: Office, waiting: Backlog | None) -> bytes:
    moment = CollectorRegistry()
    moment.register(Gauges(waiting=waiting, verified=office.verified))
    return generate_latest(moment)
