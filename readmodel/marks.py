"""Reading marks: sums over a period, one kind after the other, and the orders behind a figure."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.assessing import JUDGING, LeftOut
from domain.assessment.figure import Line, Mark, Place
from domain.assessment.period import Period
from domain.assessment.scorecard import Seqs
from domain.assessment.when import When
from domain.vocabulary import Channel, ItemType
from readmodel.engines import single
from readmodel.scorecard_rows import Counted, counted

AT_ONCE: Final = 4
"""Sums that are asked for side by side."""
COUNTS: Final = """
       AND (at >= :since AND at < :until OR at IS NULL)
       AND (anew IS NULL OR anew < :since)
       AND (ends_after IS NULL OR ends_after < :until)
       AND (ends_by IS NULL OR ends_by >= :until)
       AND (CAST(:unit AS text) IS NULL OR unit = :unit)
"""
KINDS: Final = text("SELECT kind, figures FROM mark_kind ORDER BY kind")
SUMS: Final = text(f"""
SELECT unit, district, type, channel, left_out, count(*) AS many
  FROM scorecard_mark
 WHERE kind = :kind {COUNTS}
 GROUP BY unit, district, type, channel, left_out
""")
LEFT_OUT: Final = text(f"""
SELECT order_number, excluded
  FROM scorecard
 WHERE excluded IS NOT NULL AND EXISTS (
       SELECT FROM scorecard_mark AS mark
        WHERE mark.order_number = scorecard.order_number {COUNTS})
 ORDER BY order_number
""")


LINES: Final = text(f"""
SELECT order_number, place, unit, left_out, at, facts
  FROM scorecard_mark
 WHERE kind = :kind AND (order_number, place) > (:order, :place) {COUNTS}
 ORDER BY order_number, place LIMIT :most
""")
A_PAGE: Final = 20_000
"""Marks read with one question."""
Kinds = Mapping[int, tuple[Counted, ...]]
"""How each kind counts."""


class Sum(NamedTuple):
    """So many marks of one kind in one place."""

    place: Place
    left_out: bool
    many: int


async def kinds(engine: AsyncEngine) -> Kinds:
    """Every kind of mark, and how it counts."""
    async with single(engine).connect() as connection:
        rows = await connection.execute(KINDS)
        return {row.kind: tuple(map(counted, row.figures)) for row in rows}


async def sums(
    engine: AsyncEngine, of: Sequence[int], period: Period, unit: str | None
) -> dict[int, list[Sum]]:
    """The marks of each kind that count in a period, summed up by their places."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(kind: int) -> list[Sum]:
        async with turns:
            rows = await _asked(engine, SUMS, {**_span(period, unit), "kind": kind})
        return [_sum(row) for row in rows]

    return dict(zip(of, await asyncio.gather(*map(one, of)), strict=True))


async def lines(
    engine: AsyncEngine, of: Kinds, period: Period, unit: str | None
) -> dict[str, list[Line]]:
    """Every line behind every figure, by the order's number; it may be long."""
    found = defaultdict[str, list[Line]](list)
    for kind, figures in of.items():
        async for row in _marks_of(engine, kind, _span(period, unit)):
            for figure, line in zip(figures, lines_of(row, figures), strict=True):
                if not (row.left_out and figure.code in JUDGING):
                    found[figure.code].append(line)
    return {code: sorted(many, key=_by_order) for code, many in found.items()}


def lines_of(row: Row[Any], figures: Sequence[Counted]) -> Iterator[Line]:
    """The lines of one mark, one for each of its figures."""
    for figure, seqs in zip(figures, row.facts, strict=True):
        done, owed, when = bool(figure.done), bool(figure.owed), When(row.at)
        mark = Mark(row.unit, owed=owed, done=done, seqs=tuple(seqs), when=when)
        yield Line(row.order_number, mark)


def _by_order(line: Line) -> tuple[str, Seqs]:
    return line.order, line.mark.seqs


async def _marks_of(
    engine: AsyncEngine, kind: int, span: Mapping[str, Any]
) -> AsyncIterator[Row[Any]]:
    page: Sequence[Row[Any]] = ()
    while not page or len(page) == A_PAGE:
        last = (page[-1].order_number, page[-1].place) if page else ("", 0)
        about = {**span, "kind": kind, "order": last[0], "place": last[1], "most": A_PAGE}
        page = await _asked(engine, LINES, about)
        for row in page:
            yield row
        if not page:
            return


async def left_out(engine: AsyncEngine, period: Period) -> list[LeftOut]:
    """The orders that the period would have had something of, by number."""
    rows = await _asked(engine, LEFT_OUT, _span(period, None))
    return [LeftOut(row.order_number, row.excluded) for row in rows]


def _sum(row: Row[Any]) -> Sum:
    place = Place(row.unit, row.district, ItemType(row.type), Channel(row.channel))
    return Sum(place, row.left_out, row.many)


def _span(period: Period, unit: str | None) -> dict[str, Any]:
    return {"since": period.since, "until": period.until, "unit": unit}


async def _asked(
    engine: AsyncEngine, question: TextClause, about: Mapping[str, Any]
) -> Sequence[Row[Any]]:
    async with single(engine).connect() as connection:
        return (await connection.execute(question, about)).all()
