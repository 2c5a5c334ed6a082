"""The ledger of one order, read aloud from its history, and the arithmetic of its clocks."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from api.commands import Number
from api.office import OfficeOf
from api.problems import Problem
from audit.arithmetic import UnknownClock, clocks_of, explain_lines
from audit.history import facts_of, opening_of, read_runs
from audit.ledger import as_json, read_ledger

router = APIRouter(tags=["ledger 台账"])


@router.get("/orders/{number}/ledger")
async def ledger(number: Number, office: OfficeOf) -> list[dict[str, Any]]:
    """Every fact and clock change of an order, with the events that prove them."""
    return [
        as_json(line) for line in await read_ledger(office.client, number, office.engines.patient)
    ]


@router.get("/orders/{number}/explain")
async def explain(
    number: Number, office: OfficeOf, clock: Annotated[str | None, Query(max_length=64)] = None
) -> dict[str, list[str]]:
    """Why each clock ends when it does, day by day."""
    runs = await read_runs(office.client, number, office.engines.patient)
    facts, dossier = facts_of(runs), opening_of(runs[0]).order.dossier
    try:
        wanted = [clock] if clock is not None else clocks_of(facts)
        return {clock_id: explain_lines(dossier, facts, clock_id) for clock_id in wanted}
    except UnknownClock:
        raise Problem(404, "unknown_clock", "the order has no such clock") from None
