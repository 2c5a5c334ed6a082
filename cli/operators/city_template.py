"""An empty workbook for a city's file: a sheet for each table, and a note on every column."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from cli.shared.book_sheets import FIRST_ROW, OPTIONS, Book, FormColumn
from cli.shared.exit_status import BadInput
from domain.vocabulary import NOBODY
from policies.city_checks import HEAD
from policies.city_file import OWED, TABLES
from policies.city_register import UnitLevel
from services.imports.city_book import COLUMNS, heading, is_day
from texts import CHINESE, ENGLISH, both, say, token_of, zh
from texts.reader import Language

HEADS: Final = ("sheet", "column", "heading", "owed", "word", "chinese", "english")
WIDTHS: Final = (10, 14, 14, 12, 20, 60, 70)
WORD_COLUMN: Final = "E"
"""Where the note lists the words that a column allows."""
Line = tuple[str, ...]


def write_template(path: Path) -> None:
    """Write the workbook; raises BadInput where a file is there already or none can be written."""
    if path.exists():
        raise BadInput(both("city_file.mistakes.there_already", path=path))
    notes = tuple(_notes())
    try:
        with xlsxwriter.Workbook(str(path), OPTIONS) as workbook:
            book = Book(workbook, both("city_file.one_row"))
            picked = _picked(notes)
            for table, columns in COLUMNS.items():
                book.form(table, [_column(table, column, picked) for column in columns])
            heads = [zh(f"city_file.heads.{head}") for head in HEADS]
            book.table(zh("city_file.notes"), heads, WIDTHS, notes)
    except (OSError, FileCreateError) as unwritable:
        raise BadInput(f"{path}: {unwritable}") from unwritable


def _column(table: str, column: str, picked: Mapping[tuple[str, str], str]) -> FormColumn:
    words = picked.get((table, column), "")
    return FormColumn(head=heading(column), is_day=is_day(table, column), words=words)


def _notes() -> Iterator[Line]:
    for table, columns in COLUMNS.items():
        allowed = _allowed(table)
        for column in columns:
            named = (table, column, heading(column))
            owed = both("city_file.required") if column in _owed(table) else ""
            about = f"city_file.about.{column}"
            yield (*named, owed, "", zh(about), say(about, ENGLISH))
            for word in allowed.get(column, ()):
                yield (*named, "", word, _meaning(word, CHINESE), _meaning(word, ENGLISH))


def _owed(table: str) -> tuple[str, ...]:
    """The columns that no entry may leave empty."""
    if table == HEAD:
        return OWED
    left_out = (MISSING, MISSING)
    told = fields(TABLES[table])
    return tuple(one.name for one in told if (one.default, one.default_factory) == left_out)


def _allowed(table: str) -> dict[str, tuple[StrEnum, ...]]:
    """The words of those columns that allow a closed list only."""
    if table == HEAD:
        return {}
    hints = get_type_hints(TABLES[table])
    return {column: tuple(found) for column, hint in hints.items() if (found := _members(hint))}


def _members(hint: Any) -> list[StrEnum]:
    kinds = [kind for kind in (hint, *get_args(hint)) if isinstance(kind, type)]
    lists = [kind for kind in kinds if issubclass(kind, StrEnum)]
    return [member for kind in lists for member in kind if member not in NOBODY]


def _meaning(word: Any, language: Language) -> str:
    if isinstance(word, UnitLevel):
        return say(f"city_file.levels.{word}", language)
    return say(token_of(word), language)


def _picked(notes: tuple[Line, ...]) -> dict[tuple[str, str], str]:
    """Where the note lists the words of a column, from which a cell of it may be picked.

    A cell of several words is typed."""
    places: dict[tuple[str, str], list[int]] = {}
    for row, (table, column, _, _, word, *_) in enumerate(notes, start=FIRST_ROW):
        if word and column != "item_classes":
            places.setdefault((table, column), []).append(row)
    sheet = zh("city_file.notes")
    return {
        named: f"='{sheet}'!${WORD_COLUMN}${rows[0]}:${WORD_COLUMN}${rows[-1]}"
        for named, rows in places.items()
    }
