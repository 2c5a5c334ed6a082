"""After a restore: what was handed to Temporal and its older copy never heard of.

Such commands are made undecided again and their orders' rows are written from the history as it
is. The relay then delivers them under their own stamps, and the core decides as it did before. A
registration stays decided, with what it made: its order is started again with both.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from temporalio.client import Client, WorkflowHistory

from audit.history.entries import ActArrived, RunOpened
from audit.history.histories import NoHistory, batches_of, entries_of, read_runs
from readmodel.orders.publisher import store
from services.archive.rebuilding import born_with, clear
from store.archive.findings import forget_runs
from store.engines import single
from store.tables import WORKFLOW_EDITION

MARGIN: Final = timedelta(minutes=1)
"""A command that was answered so long before Temporal was copied is surely in the copy."""
ON_THEIR_WAY: Final = text("""
SELECT command.order_number AS number, array_agg(command.id::text ORDER BY place) AS ids
  FROM command JOIN work_order ON work_order.number = command.order_number
 WHERE workflow_edition >= :present
   AND (status = 'delivered'
        OR status = 'decided' AND (answered_at >= :since OR work_order.mode = 'virtual')
        OR via = 'start' AND work_order.started
           AND NOT EXISTS (SELECT FROM seen_run WHERE seen_run.order_number = work_order.number)
           AND NOT EXISTS (SELECT FROM archive_history AS kept
                            WHERE kept.order_number = work_order.number))
 GROUP BY command.order_number ORDER BY command.order_number
""")
"""A registration may have been decided long before its order was started; acts of orders of an
earlier edition are delivered to nobody."""
UNDECIDED_AGAIN: Final = text("""
UPDATE command SET status = 'received', response = NULL, answered_at = NULL
 WHERE order_number = :number AND id::text = ANY(:ids) AND via <> 'start'
""")
NOT_STARTED: Final = text("UPDATE work_order SET started = false WHERE number = :number")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedAgain:
    """One order of which Temporal's copy lacks something."""

    number: str
    commands: int
    """How many of its commands are delivered again."""
    started: bool
    """Whether Temporal knows the order at all; if not, it is started again."""


async def hand_again(client: Client, engine: AsyncEngine, copied: datetime) -> list[HandedAgain]:
    """Make undecided again what Temporal's copy of that instant lacks; no worker may be running."""
    async with single(engine).connect() as connection:
        asked = {"since": copied - MARGIN, "present": WORKFLOW_EDITION}
        found = await connection.execute(ON_THEIR_WAY, asked)
        handed = [(row.number, list(row.ids)) for row in found]
    await forget_runs(engine)
    orders = [await _of_order(client, engine, number, ids) for number, ids in handed]
    return [order for order in orders if order is not None]


async def _of_order(
    client: Client, engine: AsyncEngine, number: str, handed: list[str]
) -> HandedAgain | None:
    try:
        runs = await read_runs(client, number, engine)
    except NoHistory:
        runs = []
    known = _acts_of(runs)
    missing = [command for command in handed if command not in known]
    if not missing:
        return None
    kept = batches_of(runs) if runs else [await born_with(engine, number)]
    async with engine.begin() as connection:
        await _take_back(connection, number, missing, started=bool(runs))
    for batch in kept:
        await store(single(engine), batch)
    return HandedAgain(number=number, commands=len(missing), started=bool(runs))


async def _take_back(
    connection: AsyncConnection, number: str, missing: list[str], *, started: bool
) -> None:
    await clear(connection, number)
    what: dict[str, Any] = {"number": number, "ids": missing}
    await connection.execute(UNDECIDED_AGAIN, what)
    if not started:
        await connection.execute(NOT_STARTED, {"number": number})


def _acts_of(runs: list[WorkflowHistory]) -> set[str]:
    """The ids of every command that the runs took in."""
    acts = set[str]()
    for entry in entries_of(runs):
        match entry.said:
            case RunOpened(opening=opening) if opening.act is not None:
                acts.add(opening.act.command_id)
            case ActArrived(act=act):
                acts.add(act.command_id)
    return acts
