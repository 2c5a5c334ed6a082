"""The inbox: what one was told of orders, one's own alone."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.desk import inbox
from services.desk.inbox import InboxShown
from texts import glossed

router = APIRouter(tags=[glossed("openapi.inbox")], responses=problems(401, 403))
LARGEST: Final = 2**63 - 1
MOST: Final = 500
Id = Annotated[int, Field(ge=1, le=LARGEST)]


class Read(BaseModel):
    """Which lines one has read."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[tuple[Id, ...], Field(max_length=MOST)] = ()
    digests: Annotated[tuple[Id, ...], Field(max_length=MOST)] = ()


class Muted(BaseModel):
    """Of which kinds of facts one wants no sound."""

    model_config = ConfigDict(extra="forbid")

    kinds: Annotated[tuple[Annotated[str, Field(max_length=64)], ...], Field(max_length=MOST)]


@router.get("/inbox")
async def shown(
    office: OfficeOf,
    principal: NamedOf,
    digest: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> InboxShown:
    """What one was told, unread emergencies first; `digest` opens a line that told of many."""
    return await inbox.own_inbox(principal, office, digest=digest)


@router.post("/inbox/read", status_code=204)
async def read(said: Read, office: OfficeOf, principal: NamedOf) -> None:
    """Note that one has read these lines."""
    await inbox.read_entries(principal, office, said.entries, said.digests)


@router.put("/inbox/muted", status_code=204, responses=problems(404))
async def muted(said: Muted, office: OfficeOf, principal: NamedOf) -> None:
    """Want no sound for these kinds of facts, and for no others."""
    await inbox.mute(principal, office, said.kinds)
