"""What may belong together, over the API: of an order, and of a demand before it is registered."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import NamedOf
from api.problems import problems
from services.orders.similar import (
    DemandInQuestion,
    SimilarFound,
    similar_to_demand,
    similar_to_order,
)
from services.submission.command_json import Code, Text
from texts import glossed

router = APIRouter(tags=[glossed("openapi.orders")], responses=problems(401, 403, 404))


class SaidDemand(BaseModel):
    """A demand that is not written down yet; nothing of it is stored."""

    model_config = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)

    phone: Text | None = None
    id_number: Text | None = None
    demand: Text | None = None
    district: Code = ""
    anonymous: bool = False


@router.get("/orders/{number}/similar")
async def of_order(number: Number, office: OfficeOf, principal: NamedOf) -> SimilarFound:
    """Which orders may belong together with this one."""
    return await similar_to_order(principal, office, number)


@router.post("/demands/similar")
async def of_demand(
    said: Annotated[SaidDemand, Field()], office: OfficeOf, principal: NamedOf
) -> SimilarFound:
    """The same question before a demand is registered; it needs no idempotency key."""
    demand = DemandInQuestion(
        texts=said.model_dump(include={"phone", "id_number", "demand"}, exclude_none=True),
        district=said.district,
        anonymous=said.anonymous,
    )
    return await similar_to_demand(principal, office, demand)
