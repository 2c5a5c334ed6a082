"""Records in JSON or XML, as Open311 gives them: each is a row under the names of its fields."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

import orjson

from services.imports.reading.cells import (
    MEBIBYTE,
    MOST_COLUMNS,
    Cell,
    Row,
    Table,
    Tables,
    UnreadableSheet,
)
from services.imports.reading.encodings import encoding_of, pieces, taken

DEEPEST: Final = 12
RECORD_DEPTH: Final = 2
"""The root, the records in it, and their fields below."""
NO_LIST: Final = "holds no list of records with fields: save the table as .xlsx or .csv"


def json_tables(path: Path, encoding: str) -> Tables:
    """Read a list of records, or the one list in an object; raises UnreadableSheet."""
    codec = encoding_of(path, encoding)
    try:
        held = orjson.loads("".join(pieces(path, codec)))
    except orjson.JSONDecodeError as bad:
        where = f"line {bad.lineno}, column {bad.colno}"
        raise UnreadableSheet(f"{path} is no sound JSON ({where})") from bad
    if isinstance(held, dict):
        lists = [value for value in held.values() if isinstance(value, list) and value]
        held = lists[0] if len(lists) == 1 else None
    if not (isinstance(held, list) and held and all(isinstance(one, dict) for one in held)):
        raise UnreadableSheet(f"{path} is JSON and {NO_LIST}")
    table = Table(name="", rows=_rows(path, held))
    return Tables(kind="json", tables=(table,), taken=taken(codec, encoding))


def xml_tables(path: Path) -> Tables:
    """Read the records below the root of an XML document; raises UnreadableSheet."""
    collected = _Collected(path)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = collected.begins, collected.ends
    parser.CharacterDataHandler = collected.says
    # Neither entities nor a DTD: what a document defines for itself can grow without bound.
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = collected.defines
    try:
        with path.open("rb") as file:
            while piece := file.read(MEBIBYTE):
                parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as bad:
        where = f"line {bad.lineno}, column {bad.offset}: {expat.ErrorString(bad.code)}"
        raise UnreadableSheet(f"{path} is no sound XML ({where})") from bad
    if not collected.records:
        raise UnreadableSheet(f"{path} is XML and {NO_LIST}")
    return Tables(kind="xml", tables=(Table(name="", rows=_rows(path, collected.records)),))


class _Collected:
    """What the parser has met so far: flat records below the root."""

    def __init__(self, path: Path) -> None:
        self._path, self._depth = path, 0
        self.records: list[dict[str, Any]] = []
        self._said: list[str] = []

    def begins(self, _: str, __: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise UnreadableSheet(f"{self._path} is XML, too deep for a list of records")
        if self._depth == RECORD_DEPTH:
            self.records.append({})
        self._said = []

    def ends(self, name: str) -> None:
        """An element ends: a field of a record, or a record."""
        if self._depth == RECORD_DEPTH + 1:
            plain = name.rpartition(":")[2]
            self.records[-1].setdefault(plain, "".join(self._said).strip())
        elif self._depth == RECORD_DEPTH and not self.records[-1]:
            self.records.pop()
        self._depth -= 1
        self._said = []

    def says(self, words: str) -> None:
        """Text stands in an element."""
        self._said.append(words)

    def defines(self, *_: object) -> None:
        """The document defines something for itself."""
        raise UnreadableSheet(
            f"{self._path} is XML with a DTD or entities of its own: they are not read"
        )


def _rows(path: Path, records: Iterable[dict[str, Any]]) -> "_Records":
    records = list(records)
    names: dict[str, None] = {}
    for record in records:
        names.update(dict.fromkeys(record))
        if len(names) > MOST_COLUMNS:
            raise UnreadableSheet(f"{path}: its records have more than {MOST_COLUMNS} fields")
    return _Records(list(names), records)


class _Records:
    """Records as rows, the names of their fields being the first row."""

    def __init__(self, names: list[str], records: list[dict[str, Any]]) -> None:
        self._names, self._records = names, records

    def __iter__(self) -> Iterator[Row]:
        yield [*self._names]
        for record in self._records:
            yield [_cell(record.get(name)) for name in self._names]


def _cell(value: object) -> Cell:
    """What stands in a field; a list or an object in it is no cell."""
    return value if isinstance(value, str | int | float | bool) else ""
