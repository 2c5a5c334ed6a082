"""Break-glass over the API: asked for by one administrator, opened by another, shut by any."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from policies.break_glass import LONGEST_HOURS
from services.accounts import break_glass
from services.accounts.break_glass_shown import BreakGlassShown, listed
from services.accounts.break_glass_use import LARGEST_PAGE, UseShown, use_of
from services.submission.command_json import Code, Text
from texts import glossed

router = APIRouter(tags=[glossed("openapi.break_glass")], responses=problems(401, 403, 404, 409))
MOST: int = 2**31 - 1
Id = Annotated[int, Path(ge=1, le=MOST)]
After = Annotated[int, Query(ge=0, le=MOST)]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE)]


class PostAsked(BaseModel):
    """A post by its code in the register, for how many hours, and why."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    person: Annotated[Code, Field(min_length=1)]
    reason: Annotated[Text, Field(min_length=1, max_length=500, pattern=r"\S")]
    hours: Annotated[int, Field(ge=1, le=LONGEST_HOURS)]


class BreakGlasses(BaseModel):
    """What was asked for, and what became of it."""

    break_glasses: tuple[BreakGlassShown, ...]


@router.get("/break-glass")
async def shown(office: OfficeOf, principal: NamedOf) -> BreakGlasses:
    """What was asked for and what became of it, the newest first."""
    return BreakGlasses(break_glasses=await listed(principal, office))


@router.post("/break-glass", status_code=201)
async def asked(said: PostAsked, office: OfficeOf, principal: NamedOf) -> BreakGlassShown:
    """Ask for a post in an emergency; an administrator of another kind opens it."""
    return await break_glass.ask_for_post(
        principal, office, said.person, said.reason.strip(), said.hours
    )


@router.post("/break-glass/{id}/open")
async def opened(id: Id, office: OfficeOf, principal: NamedOf) -> BreakGlassShown:
    """Open what an administrator of another kind has asked for; its hours run from now."""
    return await break_glass.open_post(principal, office, id)


@router.post("/break-glass/{id}/shut")
async def shut(id: Id, office: OfficeOf, principal: NamedOf) -> BreakGlassShown:
    """End it before its time, or turn down what was asked for."""
    return await break_glass.shut_post(principal, office, id)


@router.get("/break-glass/{id}/use")
async def used(
    id: Id, office: OfficeOf, principal: NamedOf, after: After = 0, limit: Limit = 200
) -> UseShown:
    """What was done and asked for under it, and about which orders."""
    return await use_of(principal, office, id, after, limit)
