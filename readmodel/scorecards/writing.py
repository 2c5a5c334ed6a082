"""Writing scorecards, and knowing whose are behind what was published."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from domain.assessment.scorecard import Scorecard
from readmodel.scorecards.scorecard_rows import mark_rows, scorecard_row
from store.commands.order_time import latest_now
from store.engines import single
from store.tables import WorkOrderRow
from store.wire import as_json

BEHIND: Final = text("""
SELECT order_number, max(version) AS version
  FROM scorecard_behind JOIN work_order ON number = order_number
 WHERE order_number > :after GROUP BY order_number ORDER BY order_number LIMIT :most
""")
BORN_LATER: Final = text(
    "SELECT number FROM order_state WHERE number = ANY(:numbers) AND born_at >= :instant"
)
WAITING_SINCE: Final = text("""
SELECT min(coalesce(fact.recorded_at, order_state.born_at))
  FROM scorecard_behind AS waiting
  LEFT JOIN fact ON fact.order_number = waiting.order_number AND fact.seq = waiting.version
  LEFT JOIN order_state ON order_state.number = waiting.order_number
""")
CAUGHT_UP: Final = text(
    "DELETE FROM scorecard_behind USING jsonb_each_text(CAST(:versions AS jsonb)) AS scored"
    " WHERE order_number = scored.key AND version <= CAST(scored.value AS integer)"
)
PUT: Final = text("""
INSERT INTO scorecard
SELECT * FROM jsonb_populate_recordset(NULL::scorecard, CAST(:cards AS jsonb))
    ON CONFLICT (order_number) DO UPDATE
   SET version = excluded.version, pack = excluded.pack, pack_edition = excluded.pack_edition,
       type = excluded.type, class = excluded.class, district = excluded.district,
       channel = excluded.channel, category = excluded.category, state = excluded.state,
       unit = excluded.unit, opened = excluded.opened, closed = excluded.closed,
       dispatched = excluded.dispatched, late = excluded.late,
       excluded = excluded.excluded
 WHERE scorecard.version <= excluded.version
RETURNING order_number
""")
PUT_KINDS: Final = text("""
INSERT INTO mark_kind
SELECT * FROM jsonb_populate_recordset(NULL::mark_kind, CAST(:kinds AS jsonb))
    ON CONFLICT (kind) DO UPDATE SET figures = excluded.figures
 WHERE mark_kind.figures <> excluded.figures
""")
ALONE: Final = text("LOCK TABLE mark_kind IN EXCLUSIVE MODE")
FORGET_KINDS: Final = text("""
DELETE FROM mark_kind
 WHERE NOT EXISTS (SELECT FROM scorecard_mark WHERE scorecard_mark.kind = mark_kind.kind)
""")
CLEAR_MARKS: Final = text("DELETE FROM scorecard_mark WHERE order_number = ANY(:numbers)")
PUT_MARKS: Final = text("""
INSERT INTO scorecard_mark
SELECT * FROM jsonb_populate_recordset(NULL::scorecard_mark, CAST(:marks AS jsonb))
""")


async def behind(engine: AsyncEngine, after: str, most: int) -> dict[str, int]:
    """The next orders whose scorecards are behind what was published, by number, and up to which
    fact it was."""
    async with single(engine).connect() as connection:
        rows = await connection.execute(BEHIND, {"after": after, "most": most})
        return {row.order_number: row.version for row in rows}


async def scored_until(engine: AsyncEngine) -> datetime:
    """Until when all that was published is scored: up to now, if nothing waits (UTC)."""
    now = await latest_now(engine)
    async with single(engine).connect() as connection:
        waiting_since: datetime | None = await connection.scalar(WAITING_SINCE)
    return waiting_since or now


async def born_later(
    engine: AsyncEngine, numbers: Sequence[str], instant: datetime
) -> frozenset[str]:
    """Those of these orders that were born at an instant or after it."""
    async with single(engine).connect() as connection:
        asked = {"numbers": list(numbers), "instant": instant}
        return frozenset(await connection.scalars(BORN_LATER, asked))


async def births(engine: AsyncEngine, numbers: Sequence[str]) -> Sequence[Row[Any]]:
    """Under which law these orders were born, by number."""
    wanted = select(WorkOrderRow.__table__).where(WorkOrderRow.number.in_(numbers))
    async with single(engine).connect() as connection:
        return (await connection.execute(wanted.order_by(WorkOrderRow.number))).all()


async def put(engine: AsyncEngine, cards: Sequence[Scorecard]) -> None:
    """Write scorecards, by number; one that is newer on record stays."""
    marks = {card.number: mark_rows(card) for card in cards}
    async with engine.begin() as connection:
        await _put_kinds(connection, [row for rows in marks.values() for row in rows])
        rows = as_json([scorecard_row(card) for card in cards])
        newest = list(await connection.scalars(PUT, {"cards": rows}))
        await connection.execute(CLEAR_MARKS, {"numbers": newest})
        await _put_marks(connection, [row for number in newest for row in marks[number]])


async def caught_up(engine: AsyncEngine, versions: Mapping[str, int]) -> None:
    """Note up to which fact these orders have been scored, or need not be."""
    async with single(engine).connect() as connection:
        await connection.execute(CAUGHT_UP, {"versions": as_json(versions)})


async def forget_kinds(engine: AsyncEngine) -> None:
    """Take away the kinds that no mark is of any more; whoever writes marks is waited for."""
    async with engine.begin() as connection:
        await connection.execute(ALONE)
        await connection.execute(FORGET_KINDS)


async def _put_kinds(connection: AsyncConnection, marks: Sequence[Mapping[str, Any]]) -> None:
    """Two who write the same kinds at once write them in the same order."""
    figures = {mark["kind"]: mark["figures"] for mark in marks}
    kinds = [{"kind": kind, "figures": figures[kind]} for kind in sorted(figures)]
    await connection.execute(PUT_KINDS, {"kinds": as_json(kinds)})


async def _put_marks(connection: AsyncConnection, marks: Sequence[Mapping[str, Any]]) -> None:
    await connection.execute(PUT_MARKS, {"marks": as_json(marks)})
