"""Drafts: what one has begun to write, one's own alone."""

import uuid
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.desk import drafts
from services.desk.drafts import DraftListed, DraftSaid, DraftShown
from services.submission.command_json import Text
from texts import glossed

router = APIRouter(tags=[glossed("openapi.drafts")], responses=problems(401, 404, 409, 413))
MOST_FIELDS: Final = 100
MOST_VERSIONS: Final = 2**31 - 2
Field64 = Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,64}$")]


class DraftWritten(BaseModel):
    """What was written so far, and the version that one goes on with; 0 begins."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    form: Field64
    order: Annotated[str, Field(pattern=r"^[!-~]{1,64}$")] | None = None
    texts: Annotated[dict[Field64, Text], Field(max_length=MOST_FIELDS)]
    version: Annotated[int, Field(ge=0, le=MOST_VERSIONS)]


@router.put("/drafts/{id}")
async def save(
    id: uuid.UUID, said: DraftWritten, office: OfficeOf, principal: NamedOf
) -> DraftListed:
    """Keep a draft; whoever goes on with a version that is not the latest is told which is."""
    draft = DraftSaid(form=said.form, order=said.order, texts=said.texts, version=said.version)
    return await drafts.save_draft(principal, office, id, draft)


@router.get("/drafts")
async def listed(office: OfficeOf, principal: NamedOf) -> tuple[DraftListed, ...]:
    """One's own drafts in this post, the latest first."""
    return await drafts.own_drafts(principal, office)


@router.get("/drafts/{id}")
async def shown(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> DraftShown:
    """One draft, and what is written in it."""
    return await drafts.show_draft(principal, office, id)


@router.delete("/drafts/{id}", status_code=204)
async def dropped(id: uuid.UUID, office: OfficeOf, principal: NamedOf) -> None:
    """Destroy a draft."""
    await drafts.drop_draft(principal, office, id)
