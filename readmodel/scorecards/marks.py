"""Summing marks up over a period, one kind after the other."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.assessing import EntryOut, ExcludedOrder
from domain.assessment.figure import MarkPlace
from domain.assessment.period import Period
from domain.assessment.times import Case, PromisedMatter
from domain.vocabulary import Channel, ItemClass, ItemType
from readmodel.scorecards.scorecard_rows import CountedMark, counted
from store.engines import single

AT_ONCE: Final = 4
"""Sums that are asked for side by side."""
IN_DAYS: Final = "at >= :since AND at < :until"
AT_THE_END: Final = "at IS NULL"
"""Asked apart from the days, that the index answers each by itself."""
IN_PERIOD: Final = """
       AND (anew IS NULL OR anew < :since)
       AND (ends_after IS NULL OR ends_after < :until)
       AND (ends_by IS NULL OR ends_by >= :until)
       AND (CAST(:unit AS text) IS NULL OR unit = :unit)
"""
KINDS: Final = text("SELECT kind, figures FROM mark_kind ORDER BY kind")
CELLS: Final = "unit, district, type, channel, left_out"
SUMS: Final = text(f"""
SELECT {CELLS}, count(*) AS many
  FROM scorecard_mark WHERE kind = :kind AND {IN_DAYS} {IN_PERIOD} GROUP BY {CELLS}
 UNION ALL
SELECT {CELLS}, count(*)
  FROM scorecard_mark WHERE kind = :kind AND {AT_THE_END} {IN_PERIOD} GROUP BY {CELLS}
""")
LEFT_OUT: Final = text(f"""
SELECT order_number, excluded
  FROM scorecard
 WHERE excluded IS NOT NULL AND EXISTS (
       SELECT FROM scorecard_mark AS mark
        WHERE mark.order_number = scorecard.order_number
          AND (at >= :since AND at < :until OR at IS NULL) {IN_PERIOD})
 ORDER BY order_number
""")


APPEALED: Final = text(f"""
SELECT order_number, seq, body -> 'content' ->> 'entry' AS entry
  FROM fact
 WHERE kind = 'EntryLeftOut' AND EXISTS (
       SELECT FROM scorecard_mark AS mark
        WHERE mark.order_number = fact.order_number
          AND (at >= :since AND at < :until OR at IS NULL) {IN_PERIOD})
 ORDER BY order_number, seq
""")
CLOSED: Final = text("""
SELECT type, class AS item_class, category, opened, dispatched, closed, late
  FROM scorecard WHERE closed >= :since AND closed < :until
""")
Kinds = Mapping[int, tuple[CountedMark, ...]]
"""How each kind counts."""


class MarkSum(NamedTuple):
    """So many marks of one kind in one place."""

    place: MarkPlace
    left_out: bool
    many: int


async def kinds(engine: AsyncEngine) -> Kinds:
    """Every kind of mark, and how it counts."""
    async with single(engine).connect() as connection:
        rows = await connection.execute(KINDS)
        return {row.kind: tuple(map(counted, row.figures)) for row in rows}


async def sums(
    engine: AsyncEngine, of: Sequence[int], period: Period, unit: str | None
) -> dict[int, list[MarkSum]]:
    """The marks of each kind that count in a period, summed up by their places."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(kind: int) -> list[MarkSum]:
        async with turns:
            rows = await asked(engine, SUMS, {**span(period, unit), "kind": kind})
        return [_sum(row) for row in rows]

    return dict(zip(of, await asyncio.gather(*map(one, of)), strict=True))


async def left_out(engine: AsyncEngine, period: Period) -> list[ExcludedOrder]:
    """The orders that the period would have had something of, by number."""
    rows = await asked(engine, LEFT_OUT, span(period, None))
    return [ExcludedOrder(row.order_number, row.excluded) for row in rows]


async def entries_out(engine: AsyncEngine, period: Period) -> list[EntryOut]:
    """What upheld appeals have taken out of the orders of a period."""
    rows = await asked(engine, APPEALED, span(period, None))
    return [EntryOut(row.order_number, row.entry, row.seq) for row in rows]


async def closed_cases(engine: AsyncEngine, period: Period) -> list[Case]:
    """Every order that was closed in a period, as far as its times go."""
    return [
        Case(
            matter=PromisedMatter(ItemType(row.type), ItemClass(row.item_class), row.category),
            opened=row.opened,
            dispatched=row.dispatched,
            closed=row.closed,
            late=row.late,
        )
        for row in await asked(engine, CLOSED, span(period, None))
    ]


def place_in(row: Row[Any]) -> MarkPlace:
    """Where a row says that it belongs."""
    return MarkPlace(row.unit, row.district, ItemType(row.type), Channel(row.channel))


def _sum(row: Row[Any]) -> MarkSum:
    return MarkSum(place_in(row), row.left_out, row.many)


def span(period: Period, unit: str | None) -> dict[str, Any]:
    """What a question about the marks of a period is asked with."""
    return {"since": period.since, "until": period.until, "unit": unit}


async def asked(
    engine: AsyncEngine, question: TextClause, about: Mapping[str, Any]
) -> Sequence[Row[Any]]:
    """Ask one question, in a transaction of its own."""
    async with single(engine).connect() as connection:
        return (await connection.execute(question, about)).all()
