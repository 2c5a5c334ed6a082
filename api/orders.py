"""Questions about orders: one, many, its facts, and what became of a command."""

import uuid
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query

from api.commands import Number
from api.dependencies import OfficeOf
from api.people import NamedOf, PrincipalOf
from api.problems import problems
from domain.order.fact import Fact
from domain.order.terms import Confidentiality
from domain.vocabulary import ItemClass, ItemType, Level, State
from services.orders.allowed_acts import AllowedActs, allowed_acts
from services.orders.reading import (
    LARGEST_PAGE,
    OrderFilter,
    command_answered,
    facts_of_order,
    list_orders,
    show_order,
)
from services.orders.texts import OrderTexts, texts_of_order
from services.orders.views import CommandAnswered, OrderShown, OrdersListed
from texts import glossed

router = APIRouter(tags=[glossed("openapi.orders")], responses=problems(403, 404, 409))
LARGEST_INTEGER: Final = 2**31 - 1
Word = Annotated[str | None, Query(max_length=64, pattern=r"^[^\x00]*$")]
AsOf = Annotated[
    datetime | None,
    Query(description="ISO 8601: as it stood then, from facts alone; without offset: local."),
]


@router.get("/orders/{number}")
async def show(
    number: Number,
    office: OfficeOf,
    principal: PrincipalOf,
    min_version: Annotated[int, Query(ge=0, le=LARGEST_INTEGER)] = 0,
    as_of: AsOf = None,
) -> OrderShown:
    """One order as it stands, with every clock; `min_version` waits for one's own act to show."""
    return await show_order(principal, office, number, min_version=min_version, as_of=as_of)


@router.get("/orders")
async def listed(
    office: OfficeOf,
    principal: PrincipalOf,
    state: State | None = None,
    unit: Word = None,
    level: Annotated[int | None, Query(ge=0, le=5)] = None,
    type: ItemType | None = None,
    class_: Annotated[ItemClass | None, Query(alias="class")] = None,
    district: Word = None,
    queue: Word = None,
    confidentiality: Confidentiality | None = None,
    overdue: bool | None = None,
    earlier_edition: bool | None = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 50,
    after: Word = None,
    as_of: AsOf = None,
) -> OrdersListed:
    """Orders by how they stand, or stood `as_of` an instant, newest first, page by page."""
    wanted = OrderFilter(
        state=state,
        unit=unit,
        level=None if level is None else Level(level),
        type=type,
        class_=class_,
        district=district,
        queue=queue,
        confidentiality=confidentiality,
        overdue=overdue,
        earlier_edition=earlier_edition,
    )
    return await list_orders(principal, office, wanted, limit=limit, after=after, as_of=as_of)


@router.get("/orders/{number}/facts")
async def facts(
    number: Number, office: OfficeOf, principal: PrincipalOf, as_of: AsOf = None
) -> tuple[Fact, ...]:
    """The facts of one order, in order."""
    return await facts_of_order(principal, office, number, as_of=as_of)


@router.get(
    "/orders/{number}/allowed", summary=glossed("openapi.allowed_acts"), responses=problems(401)
)
async def allowed(number: Number, office: OfficeOf, principal: NamedOf) -> AllowedActs:
    """Every act by its name: open to whoever asks, or closed by a refusal that no content removes.

    Judged by the published facts at the database's instant for the order."""
    return await allowed_acts(principal, office, number)


@router.get("/orders/{number}/texts", responses=problems(401, 410))
async def texts(
    number: Number,
    office: OfficeOf,
    principal: NamedOf,
    viewed: Annotated[
        uuid.UUID | None,
        Query(description="The command id of one's own look: opens what it names, for a minute."),
    ] = None,
) -> OrderTexts:
    """What was said in an order, as far as it is shown to whoever asks, each text with how."""
    return await texts_of_order(principal, office, number, viewed=viewed)


@router.get("/commands/{command_id}")
async def command(
    command_id: uuid.UUID, office: OfficeOf, principal: PrincipalOf
) -> CommandAnswered:
    """What became of a command, also long after its order has ended."""
    return await command_answered(principal, office, command_id)
