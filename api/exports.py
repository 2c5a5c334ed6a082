"""Exports of texts: asked for by one person, answered by another, fetched once by the first."""

import uuid
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.commands import KeyOf
from api.dependencies import OfficeOf
from api.looks import PageOf
from api.people import NamedOf, PrincipalOf
from api.problems import problems
from policies.sight import SightField
from services.orders.export_views import ExportFetched, ExportShown, ExportsListed
from services.orders.exports import (
    MOST_ORDERS,
    ExportWanted,
    answer_export,
    ask_export,
    exports_listed,
    exports_waiting,
    fetch_export,
)
from services.submission.command_json import Text
from texts import glossed

router = APIRouter(tags=[glossed("openapi.exports")], responses=problems(401, 403, 404, 409, 410))
Number = Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]


class Wanted(BaseModel):
    """What is to leave, and why."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    orders: Annotated[tuple[Number, ...], Field(min_length=1, max_length=MOST_ORDERS)]
    fields: Annotated[tuple[SightField, ...], Field(min_length=1)]
    reason: Text


@router.post("/exports", status_code=201)
async def ask(said: Wanted, office: OfficeOf, principal: NamedOf, key: KeyOf) -> ExportShown:
    """Ask that texts of orders leave the system; another person has a day to agree."""
    wanted = ExportWanted(orders=said.orders, fields=said.fields, reason=said.reason)
    return await ask_export(principal, office, wanted, key)


@router.get("/exports")
async def waiting(office: OfficeOf, principal: PrincipalOf) -> tuple[ExportShown, ...]:
    """What waits for somebody who agrees, the oldest first."""
    return await exports_waiting(principal, office)


@router.post("/exports/{id}/approve")
async def approve(id: uuid.UUID, office: OfficeOf, principal: NamedOf, _: KeyOf) -> ExportShown:
    """Agree to an export that somebody else asked for."""
    return await answer_export(principal, office, id, approved=True)


@router.post("/exports/{id}/refuse")
async def refuse(id: uuid.UUID, office: OfficeOf, principal: NamedOf, _: KeyOf) -> ExportShown:
    """Refuse an export that somebody else asked for."""
    return await answer_export(principal, office, id, approved=False)


@router.post("/exports/{id}/fetch")
async def fetch(id: uuid.UUID, office: OfficeOf, principal: NamedOf, _: KeyOf) -> ExportFetched:
    """Fetch one's own export, once and within half an hour; every order has it on record first."""
    return await fetch_export(principal, office, id)


@router.get("/sight/exports")
async def listed(office: OfficeOf, principal: PrincipalOf, page: PageOf) -> ExportsListed:
    """Every export that was asked for and what became of it, the newest first."""
    return await exports_listed(principal, office, page)
