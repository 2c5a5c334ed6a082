"""The orders and facts behind a figure: all of them, or a page at a time."""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, TextClause, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.assessing import JUDGING
from domain.assessment.figure import Mark, MarkedOrder, MarkPlace, Tally
from domain.assessment.period import Period
from domain.assessment.scorecard import Seqs
from domain.assessment.when import When
from domain.vocabulary import Channel, ItemType
from readmodel.scorecards.marks import AT_THE_END, IN_DAYS, IN_PERIOD, Kinds, asked, place_in, span
from readmodel.scorecards.page_keys import BadCursor, Behind, write_cursor
from readmodel.scorecards.scorecard_rows import CountedMark

COLUMNS: Final = (
    "kind, order_number, place, unit, district, type, channel, left_out, at, facts,"
    " (SELECT category FROM scorecard WHERE scorecard.order_number = mark.order_number) AS category"
)
LINES: Final = text(f"""
SELECT {COLUMNS}
  FROM scorecard_mark AS mark
 WHERE kind = :kind AND (order_number, place) > (:order, :place)
   AND (at >= :since AND at < :until OR at IS NULL) {IN_PERIOD}
 ORDER BY order_number, place LIMIT :most
""")
IN_CELL: Final = f"""{IN_PERIOD}
       AND (CAST(:district AS text) IS NULL OR district = :district)
       AND (CAST(:type AS text) IS NULL OR type = :type)
       AND (CAST(:channel AS text) IS NULL OR channel = :channel)
       AND NOT (:judges AND left_out)
"""
MANY: Final = text(f"""
SELECT kind, count(*) AS many
  FROM scorecard_mark WHERE kind = ANY(:kinds) AND {IN_DAYS} {IN_CELL} GROUP BY kind
 UNION ALL
SELECT kind, count(*)
  FROM scorecard_mark WHERE kind = ANY(:kinds) AND {AT_THE_END} {IN_CELL} GROUP BY kind
""")


def _next_marks(beginning: str) -> TextClause:
    """The next marks of each kind are found in the index alone; only those shown are read."""
    return text(f"""
SELECT {COLUMNS}
  FROM (SELECT following.order_number, following.place
          FROM unnest(CAST(:kinds AS bigint[])) AS wanted (kind), LATERAL (
               SELECT order_number, place, at
                 FROM scorecard_mark
                WHERE kind = wanted.kind AND {beginning} {IN_CELL}
                ORDER BY at, order_number, place LIMIT :most) AS following
         ORDER BY at, order_number, place LIMIT :most) AS found
  JOIN scorecard_mark AS mark USING (order_number, place)
 ORDER BY at, order_number, place
""")


DATED: Final = _next_marks(
    "at >= :from AND at < :until AND (at, order_number, place) > (:from, :order, :place)"
)
UNDATED: Final = _next_marks(f"{AT_THE_END} AND (order_number, place) > (:order, :place)")
IN_ORDER: Final = text("SET LOCAL enable_bitmapscan = off")
"""The index has the marks in the order shown; a server that believes them to be few would rather
collect all of a kind and sort them."""
A_PAGE: Final = 20_000
"""Marks read with one question where all are wanted."""
Wanted = Mapping[int, Sequence[tuple[int, CountedMark]]]
"""Where among its figures each kind of mark has the one that is wanted."""


class Cell(NamedTuple):
    """Of which group of the assessment a number is; what is None is not asked about."""

    unit: str | None = None
    district: str | None = None
    type: ItemType | None = None
    channel: Channel | None = None


class FigureAsked(NamedTuple):
    """Which figure is opened: by its code, in a period, in one cell."""

    code: str
    period: Period
    cell: Cell = Cell()


class MarkPage(NamedTuple):
    """Some lines of a figure, by their day; `next` is None after the last one."""

    lines: tuple[MarkedOrder, ...]
    next: Behind | None


class Total(NamedTuple):
    """What is behind a figure in all: so many lines, and what they add up to."""

    lines: int
    tally: Tally


async def all_lines(
    engine: AsyncEngine, kinds: Kinds, period: Period, unit: str | None
) -> dict[str, list[MarkedOrder]]:
    """Every line behind every figure, by the order's number; it may be long."""
    found = defaultdict[str, list[MarkedOrder]](list)
    for kind, figures in kinds.items():
        async for row in _marks_of(engine, kind, span(period, unit)):
            place = place_in(row)
            for figure, seqs in zip(figures, row.facts, strict=True):
                if not (row.left_out and figure.code in JUDGING):
                    found[figure.code].append(_line(row, place, figure, seqs))
    return {code: sorted(many, key=_by_order) for code, many in found.items()}


async def page(
    engine: AsyncEngine, kinds: Kinds, about: FigureAsked, after: Behind | None, most: int
) -> MarkPage:
    """Some of the orders behind one figure; raises BadCursor for days of another period."""
    if after and after.at and not about.period.covers(after.at):
        raise BadCursor(f"{write_cursor(after)} ends no page of this period")
    wanted = _wanted(kinds, about.code)
    rows = await _next_rows(engine, {**_asking(wanted, about), "most": most + 1}, after)
    shown = rows[:most]
    lines = tuple(
        _line(row, place_in(row), figure, row.facts[nth])
        for row in shown
        for nth, figure in wanted[row.kind]
    )
    last = shown[-1] if len(rows) > most else None
    return MarkPage(lines, last and Behind(last.at, last.order_number, last.place))


async def total(engine: AsyncEngine, kinds: Kinds, about: FigureAsked) -> Total:
    """Count everything behind one figure."""
    wanted = _wanted(kinds, about.code)
    lines, done, owed = 0, 0, 0
    for row in await asked(engine, MANY, _asking(wanted, about)):
        for _, figure in wanted[row.kind]:
            lines += row.many
            done += row.many * figure.done
            owed += row.many * figure.owed
    return Total(lines, Tally(done, owed))


def _asking(wanted: Wanted, about: FigureAsked) -> dict[str, Any]:
    """What a question about one figure is asked with."""
    judges = about.code in JUDGING
    days = span(about.period, about.cell.unit)
    return {**days, **about.cell._asdict(), "kinds": list(wanted), "judges": judges}


async def _next_rows(
    engine: AsyncEngine, asking: Mapping[str, Any], after: Behind | None
) -> Sequence[Row[Any]]:
    dated: Sequence[Row[Any]] = ()
    if after is None or after.at is not None:
        begin = after or Behind(asking["since"], "", 0)
        cursor = {"from": begin.at, "order": begin.order, "place": begin.place}
        dated = await _in_order(engine, DATED, {**asking, **cursor})
        after = None
    if len(dated) == asking["most"]:
        return dated
    begin = after or Behind(None, "", 0)
    left = {"order": begin.order, "place": begin.place, "most": asking["most"] - len(dated)}
    return [*dated, *await _in_order(engine, UNDATED, {**asking, **left})]


async def _in_order(
    engine: AsyncEngine, question: TextClause, about: Mapping[str, Any]
) -> Sequence[Row[Any]]:
    async with engine.begin() as connection:
        await connection.execute(IN_ORDER)
        return (await connection.execute(question, about)).all()


def _wanted(kinds: Kinds, code: str) -> Wanted:
    found = {
        kind: [(nth, figure) for nth, figure in enumerate(figures) if figure.code == code]
        for kind, figures in kinds.items()
    }
    return {kind: figures for kind, figures in found.items() if figures}


def _line(row: Row[Any], place: MarkPlace, figure: CountedMark, seqs: Sequence[int]) -> MarkedOrder:
    """What one mark is in one of its figures."""
    done, owed, when = bool(figure.done), bool(figure.owed), When(row.at)
    mark = Mark(row.unit, owed=owed, done=done, seqs=tuple(seqs), when=when)
    return MarkedOrder(row.order_number, mark, place, row.category or "")


def _by_order(line: MarkedOrder) -> tuple[str, Seqs]:
    return line.order, line.mark.seqs


async def _marks_of(
    engine: AsyncEngine, kind: int, about: Mapping[str, Any]
) -> AsyncIterator[Row[Any]]:
    order, place, more = "", 0, True
    while more:
        cursor = {"kind": kind, "order": order, "place": place, "most": A_PAGE}
        rows = await asked(engine, LINES, {**about, **cursor})
        for row in rows:
            order, place = row.order_number, row.place
            yield row
        more = len(rows) == A_PAGE
