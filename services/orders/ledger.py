"""The ledger of one order, read from its history, and the arithmetic of its clocks."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from temporalio.client import WorkflowHistory

from audit.history.entries import UnreadableEvent as UnreadableEvent
from audit.history.histories import NoHistory as NoHistory
from audit.history.histories import facts_of, opening_of, read_runs
from audit.ledger.arithmetic import UnknownClock as UnknownClock
from audit.ledger.arithmetic import clocks_of, explain_lines
from audit.ledger.as_of import NotThen as NotThen
from audit.ledger.as_of import known_by, require_past
from audit.ledger.lines import LedgerLine as LedgerLine
from audit.ledger.lines import as_json as as_json
from audit.ledger.lines import ledger_of, until
from audit.ledger.printed import read_aloud as read_aloud
from domain.order.fact import Fact
from services.access.orders import require_sees
from services.access.principal import Principal
from services.access.rights import Right
from services.orders.as_of import in_zone
from services.records import Records
from store.commands.order_time import now


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockExplained:
    """Why a clock ends when it does, line by line."""

    clock: str
    lines: tuple[str, ...]


async def read_ledger(
    principal: Principal, records: Records, number: str, *, as_of: datetime | None = None
) -> tuple[LedgerLine, ...]:
    """Every fact and clock change of an order, with the events that prove them.

    Raises MayNot, UnknownOrder, NoHistory, UnreadableEvent, NotYetBorn and StillToCome."""
    await require_sees(principal, records.engine, number, Right.READ_LEDGER)
    runs = await read_runs(records.client, number, records.engine)
    lines = ledger_of(runs)
    if as_of is not None:
        instant = await _past(records, number, runs, as_of)
        known_by(number, facts_of(runs), instant)
        lines = until(lines, instant)
    return tuple(lines)


async def explain_clocks(
    principal: Principal,
    records: Records,
    number: str,
    *,
    clock: str | None = None,
    as_of: datetime | None = None,
) -> tuple[ClockExplained, ...]:
    """The arithmetic of one clock of an order, or of all that it ever had.

    Raises UnknownClock, and what read_ledger raises."""
    await require_sees(principal, records.engine, number, Right.READ_LEDGER)
    runs = await read_runs(records.client, number, records.engine)
    facts: tuple[Fact, ...] = tuple(facts_of(runs))
    if as_of is not None:
        facts = known_by(number, facts, await _past(records, number, runs, as_of))
    known = clocks_of(facts)
    if clock is not None and clock not in known:
        had = ", ".join(known) or "none"
        raise UnknownClock(f"{number} has no clock {clock}; it has: {had}")
    dossier = opening_of(runs[0]).order.dossier
    return tuple(
        ClockExplained(clock=id, lines=tuple(explain_lines(dossier, facts, id)))
        for id in ([clock] if clock else known)
    )


async def _past(
    records: Records, number: str, runs: list[WorkflowHistory], as_of: datetime
) -> datetime:
    """The instant in the order's own zone; raises StillToCome."""
    zone = ZoneInfo(opening_of(runs[0]).order.dossier.calendar.time_zone)
    instant = in_zone(as_of, zone)
    require_past(instant, await now(records.engine, number))
    return instant
