"""How the columns of a file were understood, told to a person or a script."""

from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Final

import typer
from rich.console import Console
from rich.table import Table

from services.imports.columns import Columns
from services.imports.demands import TIMES, WORDS, Field
from services.imports.reading.cells import Cell, Sheet, SheetLine, named, shown
from services.imports.rows import Reading, Unusable
from services.imports.rows import demand_of as demand_in

THREE: Final = 3
LATENESS: Final = {True: "late", False: "in time", None: "not told"}
MOST_WORDS: Final = 20
LONGEST_CELL: Final = 40


def columns_as_json(sheet: Sheet, columns: Columns, reading: Reading) -> dict[str, Any]:
    """Which column was read as what, which others would fit, and which were not used."""
    return {
        "file": sheet.taken | {"header_row": sheet.header_row, "rows": sheet.rows},
        "read": {str(field): columns.name(field) for field in columns.places},
        "told": sorted(columns.told),
        "would_fit": {str(field): list(names) for field, names in columns.others.items()},
        "ignored": list(columns.ignored),
        "unused": [name for name in columns.unused if name not in columns.ignored],
        "days": sorted(reading.day_columns),
    }


def tell_file(sheet: Sheet) -> None:
    """Say what the file was taken for."""
    taken = sheet.taken
    words = [str(taken["kind"])]
    if "encoding" in taken:
        words.append(f"{taken['encoding']} ({taken['encoding_was']})")
    if "separator" in taken:
        words.append(f"separated by {taken['separator']}")
    if taken.get("sheet"):
        words.append(f"sheet {shown(taken['sheet'])}")
    typer.echo(f"read as {', '.join(words)}; header in row {sheet.header_row}")


def tell_columns(columns: Columns, reading: Reading) -> None:
    """Say which columns are not used, which would fit as well, and which hold days."""
    for field, names in columns.others.items():
        typer.echo(f"{field}: {columns.name(field)} taken; {named(names)} would fit too")
    for field in sorted(reading.day_columns):
        typer.echo(f"{columns.name(field)} holds no time but midnight: read as a column of days")
    if columns.ignored:
        typer.echo(f"waved off: {named(columns.ignored)}")
    if unused := [name for name in columns.unused if name not in columns.ignored]:
        typer.echo(f"not used: {named(unused)}")


def tell_unknown(unknown: Mapping[Field, Mapping[str, int]]) -> None:
    """Name the words that mean nothing to us."""
    for field, words in unknown.items():
        told = ", ".join(f"{word} ({many})" for word, many in most_common(words))
        typer.echo(f"{field} not told, for the word is unknown: {told}")


def most_common(words: Mapping[str, int]) -> list[tuple[str, int]]:
    """Words and how often each stands there, the most common first, each cut."""
    common = sorted(words.items(), key=lambda one: -one[1])[:MOST_WORDS]
    return [(shown(word), many) for word, many in common]


def rows_as_read(sheet: Sheet, columns: Columns, reading: Reading) -> list[dict[str, Any]]:
    """The first three rows, each as it was understood or with the reason why not."""
    return [_row(line, columns, reading) for line in islice(sheet.lines, THREE)]


def tell_rows(sheet: Sheet, columns: Columns, reading: Reading) -> None:
    """Show every column, and three rows of it as they stand and as they were read."""
    lines = list(islice(sheet.lines, THREE))
    table = Table("column", "read as", *[f"row {line.number}" for line in lines], box=None)
    fields = {place: field for field, place in columns.places.items()}
    read = [_row(line, columns, reading) for line in lines]
    for place, name in enumerate(sheet.header):
        field = fields.get(place)
        cells = [_shown(line, place, row, field) for line, row in zip(lines, read, strict=True)]
        table.add_row(shown(name), str(field or "not used"), *cells)
    console = Console()
    console.print(table, markup=False, highlight=False)
    for line, row in zip(lines, read, strict=True):
        if "reason" in row:
            typer.echo(f"row {line.number}: {row['reason']}")


def _shown(line: SheetLine, place: int, row: Mapping[str, Any], field: Field | None) -> str:
    """A time or a word of the law as it was read, everything else as it stands."""
    cell: Cell = line.cells[place] if place < len(line.cells) else ""
    stands = shown(_words(cell), LONGEST_CELL)
    if field is None or str(field) not in row:
        return stands
    said = row[str(field)]
    if field in TIMES:
        return (said or "-").replace("T", " ")
    if field in (*WORDS, Field.SAID_LATE, Field.SAID_IN_TIME, Field.STATUS):
        return f"{stands} = {LATENESS.get(said, said)}" if stands else "-"
    return stands


def _words(cell: Cell) -> str:
    return cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)


def _row(line: SheetLine, columns: Columns, reading: Reading) -> dict[str, Any]:
    try:
        demand = demand_in(line, columns, reading, {})
    except Unusable as why:
        return {"row": line.number, "reason": str(why)}
    told: dict[str, Any] = {"row": line.number}
    for field in columns.places:
        told[str(field)] = _value(demand, field)
    return told


def _value(demand: Any, field: Field) -> Any:
    if field in TIMES:
        at = demand.times.get(field)
        if at is not None and field in demand.days_only:
            return f"the day {at.date().isoformat()}"
        return at and at.isoformat()
    if field in demand.untold:
        return "not told"
    if field in (Field.SAID_LATE, Field.SAID_IN_TIME):
        return demand.said_late
    if field is Field.STATUS:
        return "closed" if demand.said_closed else ""
    return getattr(demand, "class_" if field is Field.CLASS else field)
