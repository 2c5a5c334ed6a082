"""Filing: orders that nobody came back to for long enough are archived, one act each (T49).

When an order has been quiet long enough its own law says, and the core decides; here it is only
found. Asked again about the same order as it stands, the command table has the answer already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.chapters.afterwards.commands import Archive
from domain.order.fact import Fact
from domain.time.counting import due
from domain.vocabulary import OVER, State
from readmodel.orders.queries import all_facts
from services.isolation import Quarantine
from services.law.laws import Laws, UnknownLaw
from store.commands.command_table import receive
from store.commands.stored import Request, by_the_system
from store.engines import single
from store.tables import WORKFLOW_EDITION
from store.wire import FACT, as_json

A_DAY: Final = timedelta(days=1)
"""No law files an order sooner; younger ones are not looked at."""
AT_REST: Final = text("""
SELECT state.number, state.version, state.pack, state.pack_edition,
       last.occurred_at AS quiet_since, received_at(state.number) AS now
  FROM order_state AS state
  JOIN fact AS last ON last.order_number = state.number AND last.seq = state.version
  JOIN work_order ON work_order.number = state.number
 WHERE state.state = ANY(:over) AND workflow_edition >= :present
   AND last.occurred_at <= received_at(state.number) - CAST(:younger AS interval)
   AND NOT EXISTS (SELECT FROM clock WHERE order_number = state.number AND ended IS NULL)
 ORDER BY state.number
""")
AGE: Final = {"younger": A_DAY, "present": WORKFLOW_EDITION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """An order at rest: since when nothing has happened, and what time it is for it (UTC)."""

    number: str
    version: int
    pack: str
    edition: str
    since: datetime
    now: datetime


async def file_quiet_orders(engine: AsyncEngine, laws: Laws) -> tuple[str, ...]:
    """Ask for every order that is due for it to be archived; the relay delivers what was asked."""
    quiet = {order.number: order for order in await _at_rest(engine)}
    filed: list[str] = []

    async def file(number: str) -> None:
        if await _is_due(laws, quiet[number]):
            await receive(engine, None, number, await _request(engine, quiet[number]))
            filed.append(number)

    await Quarantine(at_once=1).each(quiet, file)
    return tuple(filed)


def digest_of(facts: Sequence[Fact]) -> str:
    """SHA-256 over the facts of an order in their order, as they are stored."""
    return sha256(as_json([FACT.write(fact) for fact in facts]).encode()).hexdigest()


async def _at_rest(engine: AsyncEngine) -> list[Quiet]:
    over = [state.value for state in OVER - {State.ARCHIVED}]
    async with single(engine).connect() as connection:
        found = await connection.execute(AT_REST, {**AGE, "over": over})
        return [
            Quiet(
                number=row.number,
                version=row.version,
                pack=row.pack,
                edition=row.pack_edition,
                since=row.quiet_since,
                now=row.now,
            )
            for row in found
        ]


async def _is_due(laws: Laws, order: Quiet) -> bool:
    try:
        pack = await laws.pack(order.pack, order.edition)
    except UnknownLaw:
        return False  # moved to a law that was never kept here: nobody can say when it is due
    if pack.after_closing is None:
        return False
    calendar = await laws.calendar(pack.calendar)
    limit, hours = pack.after_closing.archive_after.value, pack.office_hours.value
    return due(order.since, limit, calendar, hours).at <= order.now


async def _request(engine: AsyncEngine, order: Quiet) -> Request:
    digest = digest_of(await all_facts(engine, order.number))
    return by_the_system(Archive(digest=digest), f"archive:{order.number}/{order.version}")
