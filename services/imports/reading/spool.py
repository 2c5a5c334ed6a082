"""The rows of a table as lines of JSON, by which a child process hands them over."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from os import SEEK_END
from pathlib import Path
from typing import IO, Any, Final

import orjson

from services.imports.reading.cells import (
    MOST_COLUMNS,
    Cell,
    HowToRead,
    SheetLine,
    UnreadableSheet,
    is_blank,
)
from services.imports.reading.headers import ENOUGH, header_of
from services.imports.reading.kinds import tables_of

LONGEST_CELL: Final = 100_000
MOST_ROWS: Final = 100_000
"""What a workbook that is read whole may hold: its reader keeps every row."""
LONGEST_SUM: Final = 64
"""The last line, which tells how many rows there are, is shorter."""
TEXTS: Final = (str, int, float, bool)


def write_rows(path: Path, how: HowToRead, out: IO[bytes]) -> None:
    """Write what a file is, and then each row that is not blank; raises UnreadableSheet."""
    tables = tables_of(path, how)
    header = header_of(str(path), tables, how)
    rows = 0
    about = {
        "header": header.names,
        "header_row": header.row,
        "recognised": header.known >= ENOUGH,
        "taken": {"kind": tables.kind, **tables.taken},
    }
    if len(tables.tables) > 1 or header.table.name:
        about["taken"] |= {"sheet": header.table.name}  # type: ignore[operator]
    out.write(_line(about))
    for number, row in enumerate(header.table.rows, start=1):
        if number > header.row and not is_blank(row):
            out.write(_line([number, [_written(cell) for cell in row[:MOST_COLUMNS]]]))
            rows += 1
    out.write(_line({"rows": rows}))


def write_workbook(path: Path, out: IO[bytes]) -> None:
    """Write every sheet of a workbook: its name, then each row that is not blank.

    Raises UnreadableSheet."""
    tables = tables_of(path, HowToRead())
    if tables.kind != "xlsx":
        raise UnreadableSheet(f"{path} is no .xlsx workbook")
    rows = 0
    for table in tables.tables:
        out.write(_line({"sheet": table.name}))
        for number, row in enumerate(table.rows, start=1):
            if is_blank(row):
                continue
            rows += 1
            if rows > MOST_ROWS:
                raise UnreadableSheet(f"{path} holds more than {MOST_ROWS} rows")
            out.write(_line([number, [_written(cell) for cell in row[:MOST_COLUMNS]]]))


def read_workbook_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, tuple[SheetLine, ...]]]:
    """The sheets among the lines, each with its name and its rows."""
    name, rows = "", list[bytes]()
    for line in lines:
        if not line.startswith(b"{"):
            rows.append(line)
            continue
        if name:
            yield name, tuple(read_lines(iter(rows)))
        name, rows = orjson.loads(line)["sheet"], []
    if name:
        yield name, tuple(read_lines(iter(rows)))


def read_about(spool: IO[bytes]) -> dict[str, Any]:
    """What is told before the rows; the spool stands at the first of them then."""
    spool.seek(0)
    about: dict[str, Any] = orjson.loads(spool.readline())
    return about


def rows_in(spool: IO[bytes]) -> int:
    """How many rows there are, as the last line tells."""
    size = spool.seek(0, SEEK_END)
    spool.seek(max(0, size - LONGEST_SUM))
    *_, last = spool.readlines()
    return int(orjson.loads(last)["rows"])


def read_lines(lines: Iterator[bytes]) -> Iterator[SheetLine]:
    """The rows among the lines."""
    for line in lines:
        if not line.startswith(b"{"):
            number, cells = orjson.loads(line)
            yield SheetLine(number=number, cells=tuple(map(_read, cells)))


def _line(content: object) -> bytes:
    return orjson.dumps(content, option=orjson.OPT_APPEND_NEWLINE)


def _written(cell: Cell) -> object:
    match cell:
        case str():
            if len(cell) > LONGEST_CELL:
                raise UnreadableSheet(f"a cell holds more than {LONGEST_CELL} characters")
            return cell.encode("utf-8", "replace").decode() if not cell.isprintable() else cell
        case bool() | float():
            return cell
        case int():
            return cell if abs(cell) < 1 << 63 else str(cell)
        case datetime():
            return {"instant": cell.isoformat()}
        case date():
            return {"day": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"seconds": cell.total_seconds()}
    return ""


def _read(cell: Any) -> Cell:
    match cell:
        case {"instant": str(said)}:
            return datetime.fromisoformat(said)
        case {"day": str(said)}:
            return date.fromisoformat(said)
        case {"time": str(said)}:
            return time.fromisoformat(said)
        case {"seconds": float(seconds)}:
            return timedelta(seconds=seconds)
        case None:
            return ""
    return cell  # type: ignore[no-any-return]
