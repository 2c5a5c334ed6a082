"""The sheets of a workbook: heads that stay in sight, shares as per cent, words always words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from texts import zh

OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LARGEST_SHEET: Final = 1_048_576
"""Rows that a sheet of the format can hold."""
HEADS: Final = 1
"""The row of the heads, below the one that says what the sheet is and of which days."""
FIRST_ROW: Final = HEADS + 2
"""How a spreadsheet counts the first row below one line of heads."""
A4: Final = 9
TITLE_SIZE: Final = 14
TWO_LINES: Final = 30
"""How tall a head is, in points."""
NARROW: Final = 8
WIDE_BLANK: Final = "\N{IDEOGRAPHIC SPACE}"
FORM_ROWS: Final = 10_000
"""In so many rows of a form a word may be picked."""
READABLE: Final = 80
"""Per cent of its size on paper."""
CODE_WIDTH: Final = 18
NAME_WIDTH: Final = 26


class SheetFull(ValueError):
    """A workbook cannot hold so many orders; JSON can."""


@dataclass(frozen=True, slots=True)
class PercentCell:
    """A share, shown in per cent."""

    of_one: Decimal


@dataclass(frozen=True, slots=True)
class Link:
    """The way to another sheet of the book."""

    sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column that somebody is to fill in."""

    head: str
    is_day: bool = False
    words: str = ""
    """The range of cells, as a formula, from which a word may be picked; empty: any word."""


Cell = str | int | Decimal | PercentCell | Link | None
Head = tuple[str, tuple[str, ...]]
"""A name over the columns that it spans."""


class Book:
    """A workbook whose sheets look alike."""

    def __init__(self, book: Workbook, days: str) -> None:
        self._book, self._days = book, days
        frame = {"bold": True, "bg_color": "#E7ECF3", "border": 1, "valign": "vcenter"}
        self._head = book.add_format({**frame, "align": "center", "text_wrap": True})
        self._title = book.add_format({"bold": True, "font_size": TITLE_SIZE})
        self._word = book.add_format({"indent": 1})
        self._percent = book.add_format({"num_format": "0.00%"})
        self._points = book.add_format({"num_format": "0.00"})
        self._count = book.add_format({"num_format": "#,##0"})
        self._as_written = book.add_format({"num_format": "@"})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._linked = book.add_format({"font_color": "#1D3557", "underline": 1})

    def table(
        self,
        title: str,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[tuple[Cell, ...]],
    ) -> None:
        """A sheet with one line of heads, which may be filtered."""
        sheet = self._sheet(title, heads_deep=1, names_wide=1)
        sheet.fit_to_pages(1, 0)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for column, head in enumerate(heads):
            sheet.write_string(HEADS, column, head, self._head)
        last = self._write(sheet, rows, first=HEADS + 1)
        sheet.autofilter(HEADS, 0, last, len(heads) - 1)

    def grouped(
        self,
        title: str,
        names: tuple[str, ...],
        heads: Sequence[Head],
        rows: Iterable[tuple[Cell, ...]],
    ) -> None:
        """A sheet whose figures stand side by side, each name over its own columns; on paper it is
        as many pages wide as it needs to be read."""
        sheet = self._sheet(title, heads_deep=2, names_wide=len(names))
        sheet.repeat_columns(0, len(names) - 1)
        sheet.set_print_scale(READABLE)
        sheet.set_column(0, 0, CODE_WIDTH)
        sheet.set_column(1, len(names) - 1, NAME_WIDTH)
        columns = [(name, under) for name, parts in heads for under in parts]
        sheet.set_column(len(names), len(names) + len(columns), NARROW)
        self._heads_over(sheet, len(names), heads)
        for column, under in enumerate((*names, *(under for _, under in columns))):
            sheet.write_string(HEADS + 1, column, under, self._head)
        self._write(sheet, rows, first=HEADS + 2)

    def form(self, name: str, columns: Sequence[FormColumn]) -> None:
        """An empty sheet, its heads in the first row; a code of noughts stays as it is written."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 1)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, CODE_WIDTH, self._day if column.is_day else self._as_written)
            sheet.write_string(0, at, column.head, self._head)
            if column.words:
                allowed = {"validate": "list", "source": column.words}
                sheet.data_validation(1, at, FORM_ROWS, at, allowed)

    def _heads_over(self, sheet: Worksheet, column: int, heads: Sequence[Head]) -> None:
        for name, parts in heads:
            last = column + len(parts) - 1
            if last > column:
                sheet.merge_range(HEADS, column, HEADS, last, name, self._head)
            else:
                sheet.write_string(HEADS, column, name, self._head)
            column = last + 1

    def _sheet(self, title: str, *, heads_deep: int, names_wide: int) -> Worksheet:
        sheet = self._book.add_worksheet(title)
        sheet.write_string(0, 0, f"{title}{WIDE_BLANK}{self._days}", self._title)
        sheet.freeze_panes(HEADS + heads_deep, names_wide)
        sheet.set_row(HEADS, TWO_LINES)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.repeat_rows(0, HEADS + heads_deep - 1)
        sheet.set_footer(zh("assessment.book.page"))
        return sheet

    def _write(self, sheet: Worksheet, rows: Iterable[tuple[Cell, ...]], first: int) -> int:
        """Write the rows; returns the place of the last one."""
        place = first - 1
        for place, row in enumerate(rows, start=first):
            if place >= LARGEST_SHEET:
                raise SheetFull("more orders than a sheet can hold: use --json")
            for column, cell in enumerate(row):
                self._put(sheet, place, column, cell)
        return place

    def _put(self, sheet: Worksheet, row: int, column: int, cell: Any) -> None:
        match cell:
            case str():
                sheet.write_string(row, column, cell, self._word)
            case PercentCell(of_one=share):
                sheet.write_number(row, column, float(share), self._percent)
            case Link(sheet=to):
                sheet.write_url(row, column, f"internal:'{to}'!A1", self._linked, to)
            case int():
                sheet.write_number(row, column, cell, self._count)
            case Decimal():
                sheet.write_number(row, column, float(cell), self._points)
            case _:
                pass
