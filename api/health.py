"""Whether this process can do its work, and how much waits to be done."""

from typing import Any

from fastapi import APIRouter

from api.office import OfficeOf
from readmodel.backlog import backlog

router = APIRouter(tags=["health"])


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
        "provisional": found.provisional,
    }
