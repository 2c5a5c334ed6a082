"""Whether this process can do its work, how much waits to be done, and what was counted."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic import BaseModel

from api.dependencies import OfficeOf
from api.gauges import Gauges
from api.people import PrincipalOf
from api.problems import problems
from services.access.rights import Right, may
from services.health import Backlog, Health, ReadinessNow, backlog_if_known, health_of, readiness_of
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
    """Where a program goes from here; a browser is led to the console."""
    return {"name": glossed("openapi.title"), "openapi": "/openapi.json", "health": "/health"}


@router.get("/health", responses=problems(401, 403))
async def health(office: OfficeOf, principal: PrincipalOf) -> Health:
    """How much waits, how long ago each background round was completed, and which is late."""
    return await health_of(principal, office)


@router.get("/healthz", response_class=PlainTextResponse)
async def alive() -> str:
    """This process lives and answers; it asks nobody else."""
    return "ok"


@router.get("/readyz", response_model=Ready, responses={503: {"model": Ready}})
async def ready(office: OfficeOf, principal: PrincipalOf) -> Response:
    """Whether papers can be taken in and delivered now: strangers are told in a bare word, others
    what does not answer."""
    found = await readiness_of(principal, office)
    status = 200 if found.ready else 503
    if not may(principal, Right.READ_HEALTH):
        return PlainTextResponse(_word(found), status)
    told = Ready(ready=found.ready, database=found.database, temporal=found.temporal)
    return JSONResponse(told.model_dump(), status)


def _word(found: ReadinessNow) -> str:
    if not found.ready:
        return "not ready"
    return "late" if found.late else "ready"


@router.get("/metrics", response_class=Response, responses=problems(401, 403))
async def metrics(office: OfficeOf, principal: PrincipalOf) -> Response:
    """What all processes of this machine counted, and what waits now, for Prometheus."""
    waiting = await backlog_if_known(principal, office)
    told = generate_latest(counted()) + _now(office, waiting)
    return Response(told, media_type=CONTENT_TYPE_LATEST)


def _now(office: Office, waiting: Backlog | None) -> bytes:
    moment = CollectorRegistry()
    moment.register(Gauges(waiting=waiting, verified=office.verified))
    return generate_latest(moment)
