"""The rows that were rejected, in a file of the same shape, to be mended and given again."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

import xlsxwriter

from services.imports.intake_file import Rejected
from services.imports.reading.cells import Cell, Sheet

REASON: Final = "reason"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet would run."""


class UnwritableFile(OSError):
    """The rejected rows could not be written."""


def write_rejected(path: Path, sheet: Sheet, rejected: Iterable[Rejected]) -> int:
    """Write the rejected rows under the file's own header, with the reason last; says how many."""
    reasons = {one.row: one.reason for one in rejected}
    rows = _rows(sheet, reasons)
    try:
        if path.suffix.lower() == ".xlsx":
            _workbook(path, rows)
        else:
            _text(path, rows)
    except OSError as bad:
        raise UnwritableFile(f"{path}: {bad.strerror or bad}") from bad
    return len(reasons)


def _rows(sheet: Sheet, reasons: dict[int, str]) -> Iterator[tuple[Cell, ...]]:
    width = len(sheet.header)
    yield (*sheet.header, REASON)
    for line in sheet.lines:
        if (reason := reasons.get(line.number)) is not None:
            lacking = ("",) * (width - len(line.cells))
            yield (*line.cells[:width], *lacking, reason, *line.cells[width:])


def _text(path: Path, rows: Iterator[tuple[Cell, ...]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([_safe(_words(cell)) for cell in row] for row in rows)


def _safe(words: str) -> str:
    """The reader takes the mark off again."""
    return f"'{words}" if words.startswith(FORMULA) else words


def _words(cell: Cell) -> str:
    match cell:
        case datetime():
            return cell.isoformat(sep=" ")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell.total_seconds())
        case float() if cell.is_integer():
            return str(int(cell))
    return str(cell)


def _workbook(path: Path, rows: Iterator[tuple[Cell, ...]]) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        dated = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, dated)
                elif isinstance(cell, bool | int | float):
                    sheet.write(number, column, cell)
                else:
                    sheet.write_string(number, column, _words(cell))
