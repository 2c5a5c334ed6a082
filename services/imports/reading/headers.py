"""Where the table begins: which sheet, and which of its first rows names the columns."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from services.imports.reading.cells import (
    MOST_COLUMNS,
    HowToRead,
    Row,
    Table,
    Tables,
    UnreadableSheet,
    is_blank,
    named,
    shown,
)

LOOKED_AT: Final = 40
"""Among so many first rows the header is looked for."""
ENOUGH: Final = 2
"""So many known names make a row a header."""
_BETWEEN: Final = re.compile(r"[\s_\-:*#.]+")
_IN_BRACKETS: Final = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The row that names the columns."""

    table: Table
    row: int
    names: tuple[str, ...]
    known: int
    """How many of its names are known."""


def plain_name(name: str) -> str:
    """A column's name as names are compared: no case, no spaces, no remark in brackets."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip()
    return _BETWEEN.sub("", _IN_BRACKETS.sub("", plain) or plain)


def header_of(path: str, tables: Tables, how: HowToRead) -> Header:
    """Find the table and the header in a file; raises UnreadableSheet, also where it is a doubt."""
    found = [header for table in _asked(path, tables, how) if (header := _best(table, how))]
    if not found:
        raise UnreadableSheet(f"{path} is empty")
    most = max(header.known for header in found)
    best = [header for header in found if header.known == most and most >= ENOUGH]
    if len(best) > 1:
        raise UnreadableSheet(
            f"{path}: more than one sheet holds such a table ({named(_names(best))}):"
            " say which with --sheet"
        )
    return best[0] if best else found[0]


def _names(headers: list[Header]) -> list[str]:
    return [header.table.name for header in headers]


def _asked(path: str, tables: Tables, how: HowToRead) -> list[Table]:
    if not how.sheet:
        return list(tables.tables)
    asked = [
        table
        for number, table in enumerate(tables.tables, start=1)
        if how.sheet in (table.name, str(number))
    ]
    if not asked:
        there = named(table.name for table in tables.tables) or "one table only"
        raise UnreadableSheet(f"{path}: no sheet {shown(how.sheet)}; there is {there}")
    return asked[:1]


def _best(table: Table, how: HowToRead) -> Header | None:
    """The first of the rows with most known names; the first row at all where none has enough."""
    best: Header | None = None
    for number, row in _first_rows(table):
        names = tuple(_name(cell) for cell in row[:MOST_COLUMNS])
        known = len({plain_name(name) for name in names} & how.known)
        if best is None or known > max(best.known, ENOUGH - 1):
            best = Header(table=table, row=number, names=names, known=known)
    return best


def _first_rows(table: Table) -> Iterator[tuple[int, Row]]:
    rows = enumerate(islice(table.rows, LOOKED_AT), start=1)
    return ((number, row) for number, row in rows if not is_blank(row))


def _name(cell: object) -> str:
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return " ".join(str(whole).split())
