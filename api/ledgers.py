"""The ledger of one order, read aloud from its history, and the arithmetic of its clocks."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from temporalio.client import WorkflowHistory

from api.as_of import AsOf, in_zone
from api.commands import Number
from api.dependencies import OfficeOf
from api.problems import Problem
from audit.history.histories import facts_of, opening_of, read_runs
from audit.ledger.arithmetic import UnknownClock, clocks_of, explain_lines
from audit.ledger.as_of import known_by, require_past
from audit.ledger.lines import as_json, ledger_of, until
from services.office import Office
from store.commands.order_time import now

router = APIRouter(tags=["ledger 台账"])


@router.get("/orders/{number}/ledger")
async def ledger(number: Number, office: OfficeOf, as_of: AsOf = None) -> list[dict[str, Any]]:
    """Every fact and clock change of an order, with the events that prove them."""
    runs = await read_runs(office.client, number, office.engines.patient)
    lines = ledger_of(runs)
    if as_of is not None:
        instant = await _past(office, number, runs, as_of)
        known_by(number, facts_of(runs), instant)
        lines = until(lines, instant)
    return [as_json(line) for line in lines]


@router.get("/orders/{number}/explain")
async def explain(
    number: Number,
    office: OfficeOf,
    clock: Annotated[str | None, Query(max_length=64)] = None,
    as_of: AsOf = None,
) -> dict[str, list[str]]:
    """Why each clock ends when it does, day by day."""
    runs = await read_runs(office.client, number, office.engines.patient)
    facts, dossier = facts_of(runs), opening_of(runs[0]).order.dossier
    if as_of is not None:
        facts = known_by(number, facts, await _past(office, number, runs, as_of))
    try:
        wanted = [clock] if clock is not None else clocks_of(facts)
        return {clock_id: explain_lines(dossier, facts, clock_id) for clock_id in wanted}
    except UnknownClock:
        raise Problem(404, "unknown_clock", "the order has no such clock") from None


async def _past(
    office: Office, number: str, runs: list[WorkflowHistory], as_of: datetime
) -> datetime:
    """The instant in the order's own zone; raises StillToCome."""
    zone = ZoneInfo(opening_of(runs[0]).order.dossier.calendar.time_zone)
    instant = in_zone(as_of, zone)
    require_past(instant, await now(office.engines.patient, number))
    return instant
