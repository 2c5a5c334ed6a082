"""Saved views: lists under names of one's own."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field

from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.desk import saved_views
from services.desk.saved_views import LONGEST, SavedView
from texts import glossed

router = APIRouter(tags=[glossed("openapi.saved_views")], responses=problems(401, 403, 409))
Name = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f/]+$")]


class AddressSaid(BaseModel):
    """The address that shows the list."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    address: Annotated[str, Field(max_length=LONGEST)]


@router.get("/saved-views")
async def listed(office: OfficeOf, principal: NamedOf) -> tuple[SavedView, ...]:
    """One's own saved views in this post, by name."""
    return await saved_views.own_views(principal, office)


@router.put("/saved-views/{name}")
async def save(name: Name, said: AddressSaid, office: OfficeOf, principal: NamedOf) -> SavedView:
    """Save a view; one that bore this name is replaced."""
    view = SavedView(name=name, address=said.address)
    return await saved_views.save_view(principal, office, view)


@router.delete("/saved-views/{name}", status_code=204)
async def dropped(name: Name, office: OfficeOf, principal: NamedOf) -> None:
    """Forget a saved view."""
    await saved_views.drop_view(principal, office, name)
