"""The ledger of one order, read aloud from its history, and the arithmetic of its clocks."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.commands import Number
from api.dependencies import OfficeOf
from api.orders import AsOf
from api.people import PrincipalOf
from api.problems import problems
from services.orders.ledger import LedgerLine, explain_clocks, read_ledger
from texts import glossed

router = APIRouter(tags=[glossed("openapi.ledger")], responses=problems(403, 404, 409))


@router.get("/orders/{number}/ledger")
async def ledger(
    number: Number, office: OfficeOf, principal: PrincipalOf, as_of: AsOf = None
) -> tuple[LedgerLine, ...]:
    """Every fact and clock change of an order, with the events that prove them."""
    return await read_ledger(principal, office, number, as_of=as_of)


@router.get("/orders/{number}/explain")
async def explain(
    number: Number,
    office: OfficeOf,
    principal: PrincipalOf,
    clock: Annotated[str | None, Query(max_length=64)] = None,
    as_of: AsOf = None,
) -> dict[str, tuple[str, ...]]:
    """Why each clock ends when it does, day by day."""
    told = await explain_clocks(principal, office, number, clock=clock, as_of=as_of)
    return {one.clock: one.lines for one in told}
