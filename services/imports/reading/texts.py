"""A csv: text whose cells are divided by commas, semicolons or tabs."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Final

from services.imports.reading.cells import LARGEST_FILE, Row, Table, Tables, UnreadableSheet
from services.imports.reading.encodings import encoding_of, pieces, taken

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LOOKED_AT: Final = 50
"""So many first lines say which separator the file uses."""
OLD_END: Final = re.compile(r"(?<=\r)(?!\n)")
GUARDS: Final = ("'=", "'+", "'-", "'@")
"""How a text is kept from being run as a formula: the mark before it is no part of it."""


def text_tables(path: Path, encoding: str) -> Tables:
    """Read a csv file, in the encoding that was told or found; raises UnreadableSheet."""
    codec = encoding_of(path, encoding)
    delimiter = _delimiter(list(islice(_lines(path, codec), LOOKED_AT)))
    table = Table(name="", rows=_TextRows(path, codec, delimiter))
    told = taken(codec, encoding) | {"separator": DELIMITERS[delimiter]}
    return Tables(kind="csv", tables=(table,), taken=told)


class _TextRows:
    """The rows of a csv file, which can be gone through more than once."""

    def __init__(self, path: Path, codec: str, delimiter: str) -> None:
        self._path, self._codec, self._delimiter = path, codec, delimiter

    def __iter__(self) -> Iterator[Row]:
        before = csv.field_size_limit(LARGEST_FILE)
        lines = _lines(self._path, self._codec)
        # A quote that nobody closed would swallow the rest of the file: strict says so instead.
        rows = csv.reader(lines, delimiter=self._delimiter, strict=True)
        try:
            for row in rows:
                yield [_unguarded(cell) for cell in row]
        except csv.Error as bad:
            raise UnreadableSheet(
                f"{self._path} is no sound csv file (line {rows.line_num}: {bad})"
            ) from bad
        finally:
            csv.field_size_limit(before)


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(GUARDS) else cell


def _lines(path: Path, codec: str) -> Iterator[str]:
    """The lines of a text with their ends, as the csv reader wants them."""
    rest = ""
    for piece in chain(pieces(path, codec), ("",)):
        held = rest + piece
        # A line may end in \r\n, and the piece between the two.
        lines = held.split("\n")
        rest = lines.pop()
        for line in lines:
            yield from _by_carriage_return(f"{line}\n")
    yield from _by_carriage_return(rest)


def _by_carriage_return(line: str) -> Iterable[str]:
    """Old programs end a line with \\r alone."""
    return [part for part in OLD_END.split(line) if part] if "\r" in line else (line,)


def _delimiter(lines: list[str]) -> str:
    """The separator by which most rows have one and the same width, and the widest of those."""

    def strength(delimiter: str) -> tuple[int, int]:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            return 0, 0
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, many = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return many, width

    best = max(DELIMITERS, key=strength)
    return best if strength(best)[0] else ","
