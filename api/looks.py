"""Who looked at callers' data: by who looked, by the order, and by the caller's telephone."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import PrincipalOf
from api.problems import problems
from services.orders.looks import (
    LARGEST_PAGE,
    LooksListed,
    Page,
    looks_at_caller,
    looks_at_order,
    looks_of_person,
)
from services.submission.command_json import Text
from texts import glossed

router = APIRouter(tags=[glossed("openapi.looks")], responses=problems(401, 403, 404))


def _page(
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
    after: Annotated[str | None, Query(max_length=160, pattern=r"^[^\x00]*$")] = None,
) -> Page:
    return Page(limit=limit, after=after)


PageOf = Annotated[Page, Depends(_page)]
Person = Annotated[str, Path(max_length=64, pattern=r"^[^\x00]*$")]


class SaidTelephone(BaseModel):
    """A telephone number, which has no business in an address: addresses stand in logs."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    phone: Text


@router.get("/sight/of-person/{person}")
async def of_person(
    person: Person, office: OfficeOf, principal: PrincipalOf, page: PageOf
) -> LooksListed:
    """What somebody looked at, the newest look first."""
    return await looks_of_person(principal, office, person, page)


@router.get("/sight/of-order/{number}")
async def of_order(
    number: Number, office: OfficeOf, principal: PrincipalOf, page: PageOf
) -> LooksListed:
    """Who looked at the caller of an order, the newest look first."""
    return await looks_at_order(principal, office, number, page)


@router.post("/sight/of-caller")
async def of_caller(
    said: SaidTelephone, office: OfficeOf, principal: PrincipalOf, page: PageOf
) -> LooksListed:
    """Who looked at whoever calls from a telephone, in whatever order, the newest look first."""
    return await looks_at_caller(principal, office, said.phone, page)
