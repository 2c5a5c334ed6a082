"""Small invented tables of old cases in every form that offices give them, and their verdicts."""

import html
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import xlsxwriter

from policies.law import Law
from policies.library import calendar_for, load_pack
from services.imports.columns import columns_of
from services.imports.demands import Field
from services.imports.intake_file import how_to_read
from services.imports.rows import Reading
from services.imports.sheets import read_sheet_here
from services.imports.words import usual_words
from services.trials.backtest import NEEDED
from services.trials.file_backtest import OldCases
from tests.domain.case import CITY
from tests.services.imports.whole_files import JudgedFile, judge_all

THEN: Final = datetime(2026, 10, 31, 12, tzinfo=CITY)
NATIONAL: Final = Law(pack=(PACK := load_pack("national-default")), calendar=calendar_for(PACK))
Cell = str | datetime
Rows = Sequence[Sequence[Cell]]


def as_a_spreadsheet_writes(cell: Cell) -> str:
    """A cell as text: a spreadsheet writes the hour in one figure, also behind a mere day."""
    if isinstance(cell, str):
        return cell
    return f"{cell.year}/{cell.month}/{cell.day} {cell.hour}:{cell.minute:02}"


def text(path: Path, rows: Rows, encoding: str, between: str) -> Path:
    """The table as text in an encoding, with a separator."""
    lines = [between.join(map(as_a_spreadsheet_writes, row)) for row in rows]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def workbook(path: Path, rows: Rows) -> Path:
    """The table as a workbook with true dates."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        dated = book.add_format({"num_format": "yyyy/m/d h:mm"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, dated)
                else:
                    sheet.write_string(number, column, cell)
    return path


def page(path: Path, rows: Rows) -> Path:
    """The table as a page under the name of a spreadsheet, as many systems export it."""
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(as_a_spreadsheet_writes(c))}</td>" for c in row)
        for row in rows
    )
    path.write_text(f"<html><meta charset=utf-8><body><table>{body}</table></body></html>", "utf-8")
    return path


def judged(
    path: Path, given: dict[Field, str] | None = None, by: Law = NATIONAL, then: datetime = THEN
) -> JudgedFile:
    """Every verdict on a file, and every row that got none."""
    words, named = usual_words(), given or {}
    sheet = read_sheet_here(path, how_to_read(words, named))
    columns = columns_of(sheet, named, NEEDED, words)
    reading = Reading(zone=CITY, needed=NEEDED, latest=then)
    return judge_all(OldCases.of(sheet, columns, reading, by, then))
