"""A sheet: the rows of an xlsx or csv file as they stand, read within bounds."""

import csv
import io
import re
import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

MEBIBYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 200 * MEBIBYTE
LARGEST_UNPACKED: Final = 200 * MEBIBYTE
MOST_CELLS: Final = 20_000_000
"""What a sheet may span: its reader holds every cell between the first and the last."""
SPREADSHEET: Final = b"PK\x03\x04"
OLD_SPREADSHEET: Final = b"\xd0\xcf\x11\xe0"
ENCODINGS: Final = ("utf-8-sig", "gb18030")
DELIMITERS: Final = ",\t;"
_PLACE: Final = re.compile(rb' r="([A-Z]{0,3})([0-9]{1,7})"')
_PIECE: Final = 4 * MEBIBYTE
_LONGEST_PLACE: Final = 16

DAMAGED: Final = (
    BadZipFile,
    CalamineError,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    zlib.error,
)
"""What a damaged, foreign or locked package makes its readers say."""

Cell = str | int | float | bool | date | datetime | time | timedelta


class UnreadableSheet(ValueError):
    """The file cannot be read as a sheet: what is wrong with it, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One row that is not blank; `number` is the spreadsheet's own, the first row being 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The names of the columns and the rows below them; blank rows are left out."""

    header: tuple[str, ...]
    lines: tuple[SheetLine, ...]


def read_sheet(path: Path) -> Sheet:
    """Read the first sheet of an xlsx file, or a csv file; raises UnreadableSheet."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(4)
    except OSError as unreadable:
        raise UnreadableSheet(f"{path}: {unreadable.strerror}") from unreadable
    if size > LARGEST_FILE:
        raise UnreadableSheet(f"{path} is larger than {LARGEST_FILE // MEBIBYTE} MiB: divide it")
    if begins == OLD_SPREADSHEET:
        raise UnreadableSheet(f"{path} is an old or a locked spreadsheet: save it as plain .xlsx")
    rows = _spreadsheet(path) if begins == SPREADSHEET else _csv(path)
    lines = [
        SheetLine(number=number, cells=tuple(row))
        for number, row in enumerate(rows, start=1)
        if any(not isinstance(cell, str) or cell.strip() for cell in row)
    ]
    if not lines:
        raise UnreadableSheet(f"{path} is empty")
    header = tuple(str(cell).strip() for cell in lines[0].cells)
    return Sheet(header=header, lines=tuple(lines[1:]))


def _spreadsheet(path: Path) -> list[list[Cell]]:
    try:
        _check_bounds(path)
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_index(0)
            return [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except DAMAGED as bad:
        raise UnreadableSheet(f"{path} is no sound .xlsx file ({bad})") from bad


def _check_bounds(path: Path) -> None:
    """Raise UnreadableSheet for a file that would fill the memory once it is unpacked."""
    with ZipFile(path) as parts:
        if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
            raise UnreadableSheet(
                f"{path} unpacks to more than {LARGEST_UNPACKED // MEBIBYTE} MiB: divide it"
            )
        if (bad := parts.testzip()) is not None:
            raise BadZipFile(f"{bad} is damaged")
        for part in parts.namelist():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                rows, columns = _span(parts, part)
                if rows * columns > MOST_CELLS:
                    raise UnreadableSheet(
                        f"{path} spans {rows} rows by {columns} columns: delete the empty ones"
                    )


def _span(parts: ZipFile, part: str) -> tuple[int, int]:
    """The last row and the last column that a sheet names, both from 1."""
    rows, columns, kept = 1, 1, b""
    with parts.open(part) as xml:
        while piece := xml.read(_PIECE):
            for column, row in set(_PLACE.findall(kept + piece)):
                rows, columns = max(rows, int(row)), max(columns, _column(column))
            kept = piece[-_LONGEST_PLACE:]
    return rows, columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _csv(path: Path) -> list[list[Cell]]:
    text = _decoded(path)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    before = csv.field_size_limit(LARGEST_FILE)
    try:
        # A quote that nobody closed would swallow the rest of the file: strict says so instead.
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [list(row) for row in rows]
    except csv.Error as bad:
        raise UnreadableSheet(f"{path} is no sound csv file ({bad})") from bad
    finally:
        csv.field_size_limit(before)


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    if b"\0" not in raw:
        for encoding in ENCODINGS:
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise UnreadableSheet(f"{path} is neither .xlsx nor text in UTF-8 or GB 18030")
