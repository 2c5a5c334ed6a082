"""A file of demands: each row becomes a demand or is rejected with its reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from domain.vocabulary import ItemClass, ItemType
from services.imports.demands import (
    USUAL_COLUMNS,
    Demand,
    Field,
    UnknownWord,
    item_class,
    item_type,
)
from services.imports.sheets import Cell, Sheet, SheetLine, read_sheet
from services.imports.written_times import UnreadableTime, names_only_a_day, read_time
from services.submission.bounds import LONGEST_TEXT

LONGEST_NUMBER: Final = 128
Understood = TypeVar("Understood")
TIMES: Final = (Field.OPENED, Field.CLOSED)
NEEDED: Final = (Field.NUMBER, Field.TEXT)
Columns = dict[Field, int]
"""Where each field stands in a row; a field that the file does not tell is not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader of a file needs to be told, and how it takes what the file leaves open."""

    zone: ZoneInfo
    """Where a time without an offset is local."""
    needed: tuple[Field, ...] = NEEDED
    """What every row must tell."""
    type: ItemType = ItemType.HELP
    class_: ItemClass = ItemClass.OTHER


class BadColumns(ValueError):
    """The columns of the file are not the ones that are needed or named."""


class _Unusable(ValueError):
    """Why a row cannot become a demand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that became no demand; `row` is the spreadsheet's own number."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeFile:
    """What a file holds: each row that is not blank stands in exactly one of the three."""

    demands: tuple[Demand, ...]
    repeats: tuple[Demand, ...]
    """Rows that say once more, word for word, what an earlier row says."""
    rejected: tuple[Rejected, ...]

    @property
    def read(self) -> int:
        """How many rows were read, blank ones not counted."""
        return len(self.demands) + len(self.repeats) + len(self.rejected)


def read_intake(
    path: Path,
    reading: Reading,
    named: Mapping[Field, str] | None = None,
    limit: int | None = None,
) -> IntakeFile:
    """Read a file of demands, or its first `limit` rows; raises UnreadableSheet, BadColumns."""
    sheet = read_sheet(path)
    return understood(sheet, columns_of(sheet, named or {}, reading.needed), reading, limit)


def columns_of(sheet: Sheet, named: Mapping[Field, str], needed: tuple[Field, ...]) -> Columns:
    """Find the column of each field, by the given name or a usual one; raises BadColumns."""
    there = {name.lower() for name in sheet.header}
    usual = {
        field: next((name for name in names if name in there), "")
        for field, names in USUAL_COLUMNS.items()
    }
    wanted = {field: name for field, name in (usual | dict(named)).items() if name}
    absent = [
        f'{field} (column "{name}")' for field, name in wanted.items() if name.lower() not in there
    ]
    absent += [
        f"{field} (such as {', '.join(USUAL_COLUMNS[field][:2])})"
        for field in needed
        if field not in wanted
    ]
    if absent:
        found = ", ".join(filter(None, sheet.header))
        raise BadColumns(f"no column for {'; '.join(absent)}; the file has {found}")
    return {field: _only(sheet, name) for field, name in wanted.items()}


def _only(sheet: Sheet, name: str) -> int:
    places = [place for place, word in enumerate(sheet.header) if word.lower() == name.lower()]
    if len(places) > 1:
        raise BadColumns(f'column "{name}" stands there {len(places)} times')
    return places[0]


def understood(
    sheet: Sheet, columns: Columns, reading: Reading, limit: int | None = None
) -> IntakeFile:
    """Understand the rows of a sheet one by one."""
    demands: dict[str, Demand] = {}
    repeats: list[Demand] = []
    rejected: list[Rejected] = []
    for line in sheet.lines[:limit]:
        try:
            _check_width(line, len(sheet.header))
            demand = _demand(line, columns, reading)
            first = demands.setdefault(demand.number, demand)
            if first is not demand:
                _check_same(first, demand)
                repeats.append(demand)
        except _Unusable as why:
            rejected.append(Rejected(row=line.number, reason=str(why)))
    return IntakeFile(
        demands=tuple(demands.values()), repeats=tuple(repeats), rejected=tuple(rejected)
    )


def _check_same(first: Demand, second: Demand) -> None:
    if replace(second, row=first.row) != first:
        raise _Unusable(f"number: row {first.row} has the same number and says something else")


def _check_width(line: SheetLine, width: int) -> None:
    if any(not isinstance(cell, str) or cell.strip() for cell in line.cells[width:]):
        raise _Unusable(f"has {len(line.cells)} cells under {width} columns: a separator too many?")


def _demand(line: SheetLine, columns: Columns, reading: Reading) -> Demand:
    def words(field: Field) -> str:
        return _text(_cell(line, columns, field))

    demand = Demand(
        row=line.number,
        number=words(Field.NUMBER),
        opened=_time(line, columns, Field.OPENED, reading.zone),
        closed=_time(line, columns, Field.CLOSED, reading.zone),
        type=_word(partial(item_type, usual=reading.type), Field.TYPE, words),
        class_=_word(partial(item_class, usual=reading.class_), Field.CLASS, words),
        category=words(Field.CLASS),
        unit=words(Field.UNIT),
        caller=words(Field.CALLER),
        phone=words(Field.PHONE),
        subject=words(Field.SUBJECT),
        text=words(Field.TEXT),
        days_only=tuple(field for field in TIMES if names_only_a_day(_cell(line, columns, field))),
    )
    _check_complete(demand, reading.needed)
    return demand


def _check_complete(demand: Demand, needed: tuple[Field, ...]) -> None:
    for field in needed:
        if not getattr(demand, field):
            raise _Unusable(f"{field}: is empty")
    if len(demand.number) > LONGEST_NUMBER:
        raise _Unusable(f"number: is longer than {LONGEST_NUMBER} characters")
    for name in ("caller", "phone", "subject", "text"):
        if len(getattr(demand, name)) > LONGEST_TEXT:
            raise _Unusable(f"{name}: is longer than {LONGEST_TEXT} characters")


def _cell(line: SheetLine, columns: Columns, field: Field) -> Cell:
    place = columns.get(field)
    return line.cells[place] if place is not None and place < len(line.cells) else ""


def _text(cell: Cell) -> str:
    # A spreadsheet keeps every number as a fraction: 100501.0 is the number 100501.
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def _time(line: SheetLine, columns: Columns, field: Field, zone: ZoneInfo) -> datetime | None:
    cell = _cell(line, columns, field)
    if isinstance(cell, str) and not cell.strip():
        return None
    try:
        return read_time(cell, zone)
    except UnreadableTime as why:
        raise _Unusable(f"{field}: {why}") from why


def _word(
    understand: Callable[[str], Understood], field: Field, words: Callable[[Field], str]
) -> Understood:
    try:
        return understand(words(field))
    except UnknownWord as why:
        raise _Unusable(f"{field}: {why}") from why
