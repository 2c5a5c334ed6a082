"""A city's file: its districts, units, people and dispatch catalogue; every mistake at once."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.chapters.dispatch.catalogue import DispatchRule
from policies.city_checks import HEAD, Spot, checked
from policies.city_register import CityRegister, District, Person, Unit
from policies.mistake import BadPack, Mistake
from policies.toml_text import Table, tables_of_file

Entry = TypeVar("Entry", District, Unit, Person, DispatchRule)
Where = Callable[[Spot], str]
"""How a file calls a place in it."""
OWED: Final = ("name", "title", "pack")
"""What every city says of itself."""
OF_ITSELF: Final = (*OWED, "zone")
TABLES: Final[dict[str, type]] = {
    "district": District,
    "unit": Unit,
    "person": Person,
    "rule": DispatchRule,
}
SAMPLE: Final = Path(__file__).parent / "cities" / "sample.toml"
_NUMBER: Final = re.compile("([0-9]+)")


class BadCity(BadPack):
    """Raised for a city's file that must not be loaded; carries all of its mistakes."""


def read_city_file(path: Path) -> CityRegister:
    """Read a city's file; raises UnreadablePack where it cannot be opened, BadPack where it is no
    TOML, and BadCity."""
    return read_city(str(path), tables_of_file(path), toml_place)


def read_city(
    file: str, said: Table, where: Where, noted: Iterable[tuple[Spot, str]] = ()
) -> CityRegister:
    """Read what a file says of a city; raises BadCity, also for mistakes that were noted before."""
    return _CityReader(file, where, noted).read(said)


def toml_place(spot: Spot) -> str:
    """How a TOML file calls a place: `unit[2].level`, or by the code `unit water.above`."""
    if spot.table == HEAD:
        return spot.column or HEAD
    number = f"[{spot.number}]" if spot.number else ""
    entry = f"{spot.table} {spot.code}" if spot.code else f"{spot.table}{number}"
    return f"{entry}.{spot.column}" if spot.column else entry


@cache
def sample_city() -> CityRegister:
    """Read the invented city that an installation can be tried with."""
    return read_city_file(SAMPLE)


class _CityReader:
    def __init__(self, file: str, where: Where, noted: Iterable[tuple[Spot, str]]) -> None:
        self._file, self._where = file, where
        self._numbers: dict[tuple[str, str], int] = {}
        self._mistakes: list[Mistake] = []
        self._noted: frozenset[str] = frozenset()
        for spot, reason in noted:
            self._note(spot, reason)
        self._noted = frozenset(mistake.key for mistake in self._mistakes)

    def read(self, said: Table) -> CityRegister:
        for key in said.keys() - {*OF_ITSELF, *TABLES}:
            allowed = ", ".join((*OF_ITSELF, *TABLES))
            self._note(Spot(table=HEAD, column=key), f"unknown key; allowed: {allowed}")
        city = CityRegister(
            **{key: self._word(said, key) for key in OF_ITSELF if key in OWED or key in said},
            districts=self._entries(District, "district", said),
            units=self._entries(Unit, "unit", said),
            persons=self._entries(Person, "person", said),
            rules=self._entries(DispatchRule, "rule", said),
        )
        for spot, reason in checked(city):
            number = self._numbers.get((spot.table, spot.code), spot.number)
            self._note(replace(spot, number=number), reason)
        if self._mistakes:
            raise BadCity(sorted(self._mistakes, key=lambda one: _in_order(one.key)))
        return city

    def _word(self, said: Table, key: str) -> str:
        word = said.get(key)
        if isinstance(word, str) and word.strip():
            return word
        self._note(Spot(table=HEAD, number=1, column=key), "must be a word")
        return ""

    def _entries(self, kind: type[Entry], table: str, said: Table) -> tuple[Entry, ...]:
        rows = said.get(table, [])
        if not isinstance(rows, list):
            self._note(Spot(table=table), f"must be tables, each written [[{table}]]")
            return ()
        read = _reader_of(kind)
        return tuple(
            entry
            for number, row in enumerate(rows, start=1)
            if (entry := self._entry(kind, read, Spot(table=table, number=number), row)) is not None
        )

    def _entry(
        self, kind: type[Entry], read: Callable[[Any], Entry], spot: Spot, row: Any
    ) -> Entry | None:
        if not isinstance(row, dict):
            self._note(spot, "must be a table")
            return None
        allowed: tuple[str, ...] = columns_of(kind)
        for word in row.keys() - {*allowed}:
            self._note(replace(spot, column=word), f"unknown key; allowed: {', '.join(allowed)}")
        try:
            entry = read({word: row[word] for word in allowed if word in row})
        except ValidationError as wrong:
            for column, reason in _told(wrong):
                self._note(replace(spot, column=column), reason)
            return None
        self._numbers[spot.table, entry.code] = spot.number
        return entry

    def _note(self, spot: Spot, reason: str) -> None:
        key = self._where(spot)
        # What was noted before the words were read is the same mistake, better said.
        if key not in self._noted:
            self._mistakes.append(Mistake(file=self._file, key=key, reason=reason))


def columns_of(kind: type) -> tuple[str, ...]:
    """The words that an entry of this kind may say, in their order."""
    return tuple(field.name for field in fields(kind))


def _told(wrong: ValidationError) -> Iterator[tuple[str, str]]:
    for error in wrong.errors(include_url=False, include_input=False):
        yield ".".join(map(str, error["loc"])), error["msg"]


def _reader_of(kind: type[Entry]) -> Callable[[Any], Entry]:
    return TypeAdapter(kind).validate_python


def _in_order(key: str) -> list[str | int]:
    """Places in the order of the file: the ninth entry before the tenth."""
    parts = _NUMBER.split(key)
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]
