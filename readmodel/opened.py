"""The orders and facts behind a figure: all of them, or a page at a time."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.assessment.assessing import JUDGING
from domain.assessment.figure import Line, Mark
from domain.assessment.period import Period
from domain.assessment.scorecard import Seqs
from domain.assessment.when import When
from readmodel.marks import IN_PERIOD, Kinds, asked, place_in, span
from readmodel.scorecard_rows import Counted

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
DATED: Final = text(f"""
SELECT found.*
  FROM unnest(CAST(:kinds AS bigint[])) AS wanted (kind), LATERAL (
       SELECT {COLUMNS}
         FROM scorecard_mark AS mark
        WHERE mark.kind = wanted.kind AND at >= :from AND at < :until
          AND (at, order_number, place) > (:from, :order, :place)
          AND NOT (:judges AND left_out) {IN_PERIOD}
        ORDER BY at, order_number, place LIMIT :most) AS found
 ORDER BY at, order_number, place LIMIT :most
""")
UNDATED: Final = text(f"""
SELECT {COLUMNS}
  FROM scorecard_mark AS mark
 WHERE kind = ANY(:kinds) AND at IS NULL AND (order_number, place) > (:order, :place)
   AND NOT (:judges AND left_out) {IN_PERIOD}
 ORDER BY order_number, place LIMIT :most
""")
A_PAGE: Final = 20_000
"""Marks read with one question where all are wanted."""


class BadCursor(ValueError):
    """What should say where a page ended does not."""


class Behind(NamedTuple):
    """Up to which mark somebody has read; the next page begins after it."""

    at: datetime | None
    """None among the marks that only the period's end matters to: they come last."""
    order: str
    place: int


class Page(NamedTuple):
    """Some lines of a figure, by their day; `next` is None after the last one."""

    lines: tuple[Line, ...]
    next: Behind | None


def read_cursor(written: str) -> Behind:
    """Read where a page ended; raises BadCursor."""
    try:
        at, order, place = written.split("/")
        return Behind(datetime.fromisoformat(at) if at else None, order, int(place))
    except ValueError as bad:
        raise BadCursor(f"{written} is no page's `next`") from bad


def write_cursor(behind: Behind) -> str:
    """Write down where a page ended."""
    at = behind.at.astimezone(UTC).isoformat() if behind.at else ""
    return f"{at}/{behind.order}/{behind.place}"


async def all_lines(
    engine: AsyncEngine, kinds: Kinds, period: Period, unit: str | None
) -> dict[str, list[Line]]:
    """Every line behind every figure, by the order's number; it may be long."""
    found = defaultdict[str, list[Line]](list)
    for kind, figures in kinds.items():
        async for row in _marks_of(engine, kind, span(period, unit)):
            for figure, line in zip(figures, _lines_of(row, figures), strict=True):
                if not (row.left_out and figure.code in JUDGING):
                    found[figure.code].append(line)
    return {code: sorted(many, key=_by_order) for code, many in found.items()}


async def page(
    engine: AsyncEngine,
    kinds: Kinds,
    code: str,
    about: Mapping[str, Any],
    after: Behind | None,
    most: int,
) -> Page:
    """Some of the orders behind one figure; `about` is the span that it is asked for."""
    wanted = {kind: figures for kind, figures in kinds.items() if code in _codes(figures)}
    asking = {**about, "kinds": list(wanted), "judges": code in JUDGING, "most": most}
    rows = await _next_rows(engine, asking, after)
    lines = tuple(
        line
        for row in rows
        for figure, line in zip(wanted[row.kind], _lines_of(row, wanted[row.kind]), strict=True)
        if figure.code == code
    )
    last = rows[-1] if len(rows) == most else None
    return Page(lines, last and Behind(last.at, last.order_number, last.place))


async def _next_rows(
    engine: AsyncEngine, asking: Mapping[str, Any], after: Behind | None
) -> Sequence[Row[Any]]:
    dated: Sequence[Row[Any]] = ()
    if after is None or after.at is not None:
        begin = after or Behind(asking["since"], "", 0)
        cursor = {"from": begin.at, "order": begin.order, "place": begin.place}
        dated = await asked(engine, DATED, {**asking, **cursor})
        after = None
    if len(dated) == asking["most"]:
        return dated
    begin = after or Behind(None, "", 0)
    left = {"order": begin.order, "place": begin.place, "most": asking["most"] - len(dated)}
    return [*dated, *await asked(engine, UNDATED, {**asking, **left})]


def _codes(figures: Sequence[Counted]) -> set[str]:
    return {figure.code for figure in figures}


def _lines_of(row: Row[Any], figures: Sequence[Counted]) -> Iterator[Line]:
    """The lines of one mark, one for each of its figures."""
    place = place_in(row)
    for figure, seqs in zip(figures, row.facts, strict=True):
        done, owed, when = bool(figure.done), bool(figure.owed), When(row.at)
        mark = Mark(row.unit, owed=owed, done=done, seqs=tuple(seqs), when=when)
        yield Line(row.order_number, mark, place, row.category or "")


def _by_order(line: Line) -> tuple[str, Seqs]:
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
