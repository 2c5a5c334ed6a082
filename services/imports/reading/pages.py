"""The tables of an HTML page, which many systems export under the name of .xls."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Final

from services.imports.reading.cells import MOST_COLUMNS, Row, Table, Tables, UnreadableSheet
from services.imports.reading.encodings import encoding_of, pieces, taken

CELLS: Final = ("td", "th")
ENDS_A_LINE: Final = ("br", "p", "div", "li")
UNSEEN: Final = ("script", "style")


def page_tables(path: Path, encoding: str) -> Tables:
    """Read every table of a page; raises UnreadableSheet."""
    codec = encoding_of(path, encoding)
    parser = _TableParser()
    for piece in pieces(path, codec):
        parser.feed(piece)
    parser.close()
    parser.end_table()
    tables = tuple(
        Table(name=f"table {number}", rows=rows)
        for number, rows in enumerate(parser.tables, start=1)
        if rows
    )
    if not tables:
        raise UnreadableSheet(f"{path} is an HTML page without a table")
    return Tables(kind="html", tables=tables, taken=taken(codec, encoding))


class _TableParser(HTMLParser):
    """Collects the rows of the tables; a table in a cell is a part of that cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._wide = 1
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        self._unseen = self._unseen or tag in UNSEEN
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        if self._depth != 1:
            return
        if tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
        elif tag in CELLS:
            self._end_cell()
            self._cell, self._wide = [], _spans(dict(attrs).get("colspan"))
        elif tag in ENDS_A_LINE and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        self._unseen = self._unseen and tag not in UNSEEN
        if tag in (*CELLS, "tr") and self._depth == 1:
            self._end_cell()
        elif tag == "table":
            self.end_table()

    def handle_data(self, data: str) -> None:
        """Text stands in a tag."""
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def end_table(self) -> None:
        """End the table that is being read, also where the page forgot to."""
        if self._depth == 1:
            self._end_cell()
        self._depth = max(0, self._depth - 1)

    def _end_cell(self) -> None:
        if self._cell is None or not self.tables:
            return
        rows = self.tables[-1]
        if not rows:
            rows.append([])
        text = "\n".join(" ".join(line.split()) for line in "".join(self._cell).split("\n"))
        rows[-1] += [text.strip(), *[""] * (self._wide - 1)]
        self._cell = None


def _spans(said: str | None) -> int:
    many = int(said) if said and said.isdecimal() and len(said) <= len(str(MOST_COLUMNS)) else 1
    return min(max(1, many), MOST_COLUMNS)
