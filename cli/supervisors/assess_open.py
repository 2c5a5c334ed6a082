"""`paidan assess --open`: the orders and facts behind one number, a page or all of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

import typer

from cli.shared.exit_status import BadInput
from cli.shared.json_option import give_json
from cli.shared.records import Question, T, from_records
from services.access.principal import OPERATOR
from services.assessment.assessing import BadPeriod, PeriodNotEnded, UnfitUnit, Wish
from services.assessment.opening_figures import BadCursor, FigureToOpen, OpenedFigure, UnknownFigure
from services.assessment.reading import read_figure, read_whole_figure
from services.assessment.report import lines_told
from services.assessment.report import opened as report_page
from services.law.laws import UnknownLaw
from services.records import Records
from services.views import as_json as written
from texts import zh_first

AT_ONCE: Final = 10_000
"""Marks read with one question where all of them are wanted."""


def give_opened(
    data_dir: Path,
    wish: Wish,
    opening: FigureToOpen,
    whole: bool,
    file: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print what is behind a number, one page or all, or give it as one JSON document."""
    if not as_json:
        _read(data_dir, wish, opening, whole, partial(_tell, whole))
        return
    pages: list[OpenedFigure] = []
    _read(data_dir, wish, opening, whole, pages.append)
    orders = tuple(line for found in pages for line in lines_told(found.page.lines))
    give_json(written(replace(report_page(pages[-1]), orders=orders)), file)


def asked(data_dir: Path, question: Question[T]) -> T:
    """Ask the records about a period; raises BadInput for one that cannot be assessed."""
    try:
        return from_records(data_dir, question)
    except (BadPeriod, PeriodNotEnded, UnknownLaw, UnfitUnit, UnknownFigure, BadCursor) as no:
        raise BadInput(str(no)) from no


def _read(
    data_dir: Path,
    wish: Wish,
    opening: FigureToOpen,
    whole: bool,
    each: Callable[[OpenedFigure], None],
) -> None:
    async def question(records: Records) -> None:
        if not whole:
            each(await read_figure(OPERATOR, records, wish, opening))
            return
        begun = replace(opening, most=AT_ONCE)
        async for found in read_whole_figure(OPERATOR, records, wish, begun):
            each(found)

    asked(data_dir, question)


def _tell(whole: bool, found: OpenedFigure) -> None:
    """The total stands below the last line that is shown."""
    for line in lines_told(found.page.lines):
        counted = zh_first("assessment.counted" if line.counted else "assessment.not_counted")
        facts = f"{zh_first('assessment.facts')} {' '.join(map(str, line.facts))}"
        typer.echo(f"{line.order}  {line.unit}  {counted}  {facts}")
    if not (whole and found.page.next):
        _tell_total(found)


def _tell_total(found: OpenedFigure) -> None:
    page = report_page(found)
    below = "" if page.denominator is None else f"/{page.denominator}"
    in_all = f"{zh_first('assessment.in_all')} {page.total} {zh_first('assessment.lines')}"
    typer.echo(f"{page.figure} {page.name} {page.numerator}{below}  {in_all}")
    if page.next:
        typer.echo(f"{zh_first('assessment.more')}: --after {page.next}")
