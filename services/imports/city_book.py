"""A city's workbook: one sheet for each table of its file, a row for each entry."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from types import UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from policies.city_checks import HEAD, Spot
from policies.city_file import OF_ITSELF, TABLES, columns_of, read_city
from policies.city_register import CityRegister
from policies.toml_text import Table
from services.imports.reading.cells import Cell, SheetLine, is_blank, shown
from services.imports.reading.headers import plain_name
from services.imports.sheets import read_workbook
from texts import both, zh
from texts.understood import meanings, understood

SUFFIX: Final = ".xlsx"
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    HEAD: OF_ITSELF,
    **{table: columns_of(kind) for table, kind in TABLES.items()},
}
"""The sheets, and the columns that each may have."""
_BETWEEN: Final = re.compile(f"[{''.join(understood('separators')['between'])}]")
LETTERS: Final = 26


def read_city_book(path: Path) -> CityRegister:
    """Read a city's workbook; raises UnreadableSheet where it is none, and BadCity."""
    book = _Book()
    for name, lines in read_workbook(path):
        book.take(name, lines)
    return read_city(str(path), book.said, book.place, book.noted)


def heading(column: str) -> str:
    """What the office calls a column."""
    return zh(f"city_file.columns.{column}")


def is_day(table: str, column: str) -> bool:
    """Whether a column holds days."""
    return _reader_of(table, column) is _day


class _Book:
    """What the sheets say, and where each word of it stands."""

    def __init__(self) -> None:
        self.said: Table = {}
        self.noted: list[tuple[Spot, str]] = []
        self._rows: dict[str, list[int]] = {}
        self._letters: dict[str, dict[str, str]] = {}

    def take(self, name: str, lines: tuple[SheetLine, ...]) -> None:
        """Read one sheet as a table of a city's file; the note and empty sheets say nothing."""
        table = name.strip().casefold()
        if not lines or table == zh("city_file.notes"):
            return
        if table not in COLUMNS:
            allowed = ", ".join((*COLUMNS, zh("city_file.notes")))
            self._note(Spot(table=shown(name)), "unknown_sheet", allowed=allowed)
        elif table in self._rows:
            self._note(Spot(table=table), "named_twice")
        else:
            head, *below = lines
            self._rows[table] = [head.number]
            columns = self._heads(table, head.cells)
            self._enter(table, [self._entry(table, columns, line) for line in below])

    def place(self, spot: Spot) -> str:
        """How the workbook calls a place: `unit!C4`, or `unit!4:4 title` where no column is."""
        rows = self._rows.get(spot.table)
        if rows is None:
            return f"{spot.table} {spot.column}".strip()
        # The one row that is missing is the city's own, below its heads.
        row = rows[spot.number] if spot.number < len(rows) else rows[-1] + 1
        column = spot.column.partition(".")[0]
        if letter := self._letters[spot.table].get(column or "code"):
            return f"{spot.table}!{letter}{row}"
        return f"{spot.table}!{row}:{row} {spot.column}".strip()

    def _heads(self, table: str, cells: Iterable[Cell]) -> dict[int, str]:
        """The column at each place; what is no column is called by its letter, and noted."""
        allowed = {
            plain_name(word): column
            for column in COLUMNS[table]
            for word in (column, heading(column))
        }
        found: dict[int, str] = {}
        letters = self._letters.setdefault(table, {})
        for at, cell in enumerate(cells):
            column, letter = allowed.get(plain_name(str(cell)), ""), _letter(at)
            if column and column not in letters:
                found[at], letters[column] = column, letter
            elif not is_blank([cell]):
                letters[letter] = letter
                spot = Spot(table=table, column=letter)
                if column:
                    self._note(spot, "named_twice")
                else:
                    self._note(spot, "unknown_column", allowed=", ".join(COLUMNS[table]))
        return found

    def _entry(self, table: str, columns: Mapping[int, str], line: SheetLine) -> dict[str, Any]:
        self._rows[table].append(line.number)
        number, entry = len(self._rows[table]) - 1, {}
        for at, cell in enumerate(line.cells):
            if is_blank([cell]):
                continue
            if (column := columns.get(at)) is not None:
                try:
                    entry[column] = _reader_of(table, column)(cell)
                except _Unfit as unfit:
                    entry[column] = cell
                    self._note(Spot(table=table, number=number, column=column), str(unfit))
            elif (letter := _letter(at)) not in self._letters[table]:
                self._letters[table][letter] = letter
                self._note(Spot(table=table, number=number, column=letter), "unnamed_column")
        return entry

    def _enter(self, table: str, entries: list[dict[str, Any]]) -> None:
        if table != HEAD:
            self.said[table] = entries
            return
        for number, _ in enumerate(entries[1:], start=2):
            self._note(Spot(table=HEAD, number=number), "several_rows")
        self.said |= entries[0] if entries else {}

    def _note(self, spot: Spot, reason: str, **values: str) -> None:
        self.noted.append((spot, both(f"city_file.mistakes.{reason}", **values)))


class _Unfit(ValueError):
    """A cell does not say what its column holds; its word names the mistake."""


def _reader_of(table: str, column: str) -> Callable[[Cell], Any]:
    return _READERS[table].get(column, _text)


def _text(cell: Cell) -> str:
    """A code of digits is a number to a spreadsheet."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _day(cell: Cell) -> date:
    match cell:
        case datetime() if cell.time() == time():
            return cell.date()
        case date() if not isinstance(cell, datetime):
            return cell
        case str():
            try:
                return date.fromisoformat(cell.strip())
            except ValueError:
                raise _Unfit("no_day") from None
    raise _Unfit("no_day")


def _answer(cell: Cell) -> bool:
    said = meanings("answers").get(str(cell).strip().casefold())
    if said is None:
        raise _Unfit("no_answer")
    return said == "yes"


def _words(cell: Cell) -> tuple[str, ...]:
    return tuple(word.strip() for word in _BETWEEN.split(_text(cell)) if word.strip())


def _readers(kind: type) -> Iterator[tuple[str, Callable[[Cell], Any]]]:
    for column, hint in get_type_hints(kind).items():
        kinds = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        if date in kinds:
            yield column, _day
        elif bool in kinds:
            yield column, _answer
        elif get_origin(hint) is tuple:
            yield column, _words


_READERS: Final = {HEAD: {}, **{table: dict(_readers(kind)) for table, kind in TABLES.items()}}
"""How the cells of those columns are read that hold something else than a word."""


def _letter(at: int) -> str:
    """How a spreadsheet calls a column, the first being 0."""
    before, last = divmod(at, LETTERS)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
