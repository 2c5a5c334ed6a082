"""What a file's table is made of, and what its reader is told and says."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

MEBIBYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 200 * MEBIBYTE
LARGEST_UNPACKED: Final = 600 * MEBIBYTE
MOST_CELLS: Final = 20_000_000
"""What a sheet may span: its reader holds every cell between the first and the last."""
MOST_COLUMNS: Final = 1_000
LONGEST_MESSAGE: Final = 600
LONGEST_NAME: Final = 40
MOST_NAMES: Final = 20

Cell = str | int | float | bool | date | datetime | time | timedelta
Row = list[Cell]


class UnreadableSheet(ValueError):
    """The file cannot be read as a sheet: what is wrong with it, and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(shown(words, LONGEST_MESSAGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class HowToRead:
    """What a person tells the reader of a file; what is empty, the reader finds."""

    encoding: str = ""
    sheet: str = ""
    known: frozenset[str] = frozenset()
    """The plain names of columns by which a header is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file: a sheet, the text of a csv, a list of records."""

    name: str
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """What a file holds, and what was taken for granted in reading it."""

    kind: str
    """"csv", "xlsx", "html", "json" or "xml"."""
    tables: tuple[Table, ...]
    taken: dict[str, str] = field(default_factory=dict)
    """In which encoding and with which separator the text was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One row that is not blank; `number` is the spreadsheet's own, the first row being 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The names of the columns and the rows below them; blank rows are left out."""

    header: tuple[str, ...]
    lines: Iterable[SheetLine]
    """Can be gone through more than once."""
    rows: int
    """How many lines there are."""
    header_row: int = 1
    recognised: bool = True
    """Whether the header holds names that are known; if not, it may be a row of the table."""
    taken: dict[str, Any] = field(default_factory=dict)
    """What the reader took the file for: its kind, encoding, separator and sheet."""


def is_blank(row: Iterable[Cell]) -> bool:
    """Whether nothing stands in a row."""
    return all(isinstance(cell, str) and not cell.strip() for cell in row)


def shown(words: str, longest: int = LONGEST_NAME) -> str:
    """Words that a terminal can show, on one line and cut; what turns or hides text is replaced."""
    plain = "".join(c if c.isprintable() else " " for c in words[: longest + 1])
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def named(names: Iterable[str]) -> str:
    """Some names of columns, each cut; not all of very many."""
    told = [shown(name) for name in names if name]
    more = f" and {len(told) - MOST_NAMES} more" if len(told) > MOST_NAMES else ""
    return ", ".join(told[:MOST_NAMES]) + more
