"""The assessment as a workbook (考核表): figures, units, and the orders behind every figure."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from cli.endings import BadInput
from domain.assessment import Assessment
from domain.assessment.composite import of_city, of_units
from domain.assessment.figure import Figure

Cell = str | int | float | None
PARTS: Final = ("indicators", "monthly", "practice")
FIGURES: Final = ("代码", "指标", "Indicator", "分子", "分母", "值", "依据")
UNITS: Final = ("单位", "代码", "指标", "分子", "分母", "值")
LINES: Final = ("代码", "工单", "单位", "计入分子", "计入分母", "事实序号")
WEIGHED: Final = ("单位", "综合评分", "等级", "指标", "权重", "值", "得分")
LARGEST_SHEET: Final = 1_048_576
"""Rows that a sheet of the format can hold."""


class SheetFull(ValueError):
    """A workbook cannot hold so many orders; JSON can."""


def write_book(found: Assessment, path: Path) -> None:
    """Write the workbook; raises BadInput if it cannot be written.

    Every word is written as a word, so nothing that begins like a formula ever becomes one."""
    try:
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            _fill(book.add_worksheet("指标"), FIGURES, _figures(found))
            _fill(book.add_worksheet("单位"), UNITS, _units(found))
            _fill(book.add_worksheet("工单"), LINES, _lines(found))
            if found.weights:
                _fill(book.add_worksheet("综合评分"), WEIGHED, _composites(found))
    except (OSError, FileCreateError, SheetFull) as unwritable:
        raise BadInput(f"{path}: {unwritable}") from unwritable


def _fill(sheet: Worksheet, head: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> None:
    for place, row in enumerate((tuple(head), *rows)):
        if place >= LARGEST_SHEET:
            raise SheetFull("more orders than a sheet can hold: use --json")
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(place, column, cell)
            elif cell is not None:
                sheet.write_number(place, column, cell)


def _figures(found: Assessment) -> Iterator[tuple[Cell, ...]]:
    for part in PARTS:
        for code, figure in getattr(found, part).items():
            indicator = figure.indicator
            basis = " ".join(indicator.basis)
            yield (code, indicator.zh, indicator.en, *_numbers(figure), basis)


def _units(found: Assessment) -> Iterator[tuple[Cell, ...]]:
    for name, figures in found.by("units").items():
        for code, figure in figures.items():
            yield (name, code, figure.indicator.zh, *_numbers(figure))


def _lines(found: Assessment) -> Iterator[tuple[Cell, ...]]:
    for part in PARTS:
        for code, figure in getattr(found, part).items():
            for card, mark in figure.lines():
                facts = " ".join(map(str, mark.seqs))
                yield (code, card.number, mark.unit, int(mark.done), int(mark.owed), facts)


def _composites(found: Assessment) -> Iterator[tuple[Cell, ...]]:
    city = of_city(found)
    for unit, one in {**({"全部": city} if city else {}), **of_units(found)}.items():
        for part in one.parts:
            figures = (_figure(part.value), _figure(part.points))
            head = (unit, float(one.value), one.grade)
            yield (*head, part.indicator, part.weight, *figures)


def _numbers(figure: Figure) -> tuple[Cell, Cell, Cell]:
    return figure.numerator, figure.denominator, _figure(figure.value)


def _figure(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
