"""An xlsx workbook: every sheet of it, within bounds."""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from services.imports.reading.cells import (
    LARGEST_UNPACKED,
    MEBIBYTE,
    MOST_CELLS,
    Row,
    Table,
    Tables,
    UnreadableSheet,
)

_PLACE: Final = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{0,3})\$?([0-9]{1,7})["']""")
_PIECE: Final = 4 * MEBIBYTE
_LONGEST_PLACE: Final = 32
DAMAGED: Final = (
    BadZipFile,
    CalamineError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a damaged, foreign or locked package makes its readers say."""
WORKBOOK: Final = "xl/workbook"


def workbook_tables(path: Path) -> Tables:
    """Open an xlsx file; raises UnreadableSheet."""
    try:
        _check_bounds(path)
        book = CalamineWorkbook.from_path(path)
        tables = tuple(Table(name=name, rows=_BookRows(book, name)) for name in book.sheet_names)
    except UnreadableSheet:
        raise
    except DAMAGED as bad:
        raise UnreadableSheet(f"{path} is no sound .xlsx file ({bad})") from bad
    return Tables(kind="xlsx", tables=tables)


class _BookRows:
    """The rows of one sheet, read when they are asked for."""

    def __init__(self, book: CalamineWorkbook, name: str) -> None:
        self._book, self._name = book, name

    def __iter__(self) -> Iterator[Row]:
        try:
            sheet = self._book.get_sheet_by_name(self._name)
            # The rows above the first that holds anything are no part of what is iterated.
            above = sheet.start[0] if sheet.start else 0
            yield from ([] for _ in range(above))
            left: Row = [""] * (sheet.start[1] if sheet.start else 0)
            for row in sheet.iter_rows():
                yield [*left, *row]
        except DAMAGED as bad:
            raise UnreadableSheet(f"the sheet is no sound part of an .xlsx file ({bad})") from bad


def _check_bounds(path: Path) -> None:
    """Raise UnreadableSheet for a file that would fill the memory once it is unpacked."""
    with ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
            raise UnreadableSheet(
                f"{path} unpacks to more than {LARGEST_UNPACKED // MEBIBYTE} MiB: divide it"
            )
        if (bad := parts.testzip()) is not None:
            raise BadZipFile(f"{bad} is damaged")
        if not any(name.startswith(WORKBOOK) for name in parts.namelist()):
            raise UnreadableSheet(
                f"{path} is a ZIP package but no .xlsx workbook: save the table as .xlsx or .csv"
            )
        for part in parts.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                _check_span(path, parts, part)


def _check_span(path: Path, parts: ZipFile, part: str) -> None:
    rows, columns = _span(parts, part)
    if rows * columns > MOST_CELLS:
        raise UnreadableSheet(
            f"{path} spans {rows} rows by {columns} columns: delete the empty ones"
        )


def _span(parts: ZipFile, part: str) -> tuple[int, int]:
    """The last row and the last column that a sheet names, both from 1.

    A courtesy to honest files: what claims its span in other spellings meets the bounds of memory.
    """
    rows, columns, kept = 1, 1, b""
    with parts.open(part) as xml:
        while piece := xml.read(_PIECE):
            for column, row in set(_PLACE.findall(kept + piece)):
                rows, columns = max(rows, int(row)), max(columns, _column(column.upper()))
            kept = piece[-_LONGEST_PLACE:]
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
