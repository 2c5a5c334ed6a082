"""A city's file: its units, people and dispatch catalogue; every mistake is named at once."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from domain.chapters.dispatch.catalogue import DispatchRule
from domain.vocabulary import NOBODY
from policies.city_register import CityRegister, Person, Unit
from policies.code import is_code
from policies.mistake import BadPack, Mistake
from policies.toml_text import Table, tables_of_file

Entry = TypeVar("Entry", Unit, Person, DispatchRule)
HEAD: Final = ("name", "title", "pack")
TABLES: Final = ("unit", "person", "rule")
SAMPLE: Final = Path(__file__).parent / "cities" / "sample.toml"


class BadCity(BadPack):
    """Raised for a city's file that must not be loaded; carries all of its mistakes."""


def read_city_file(path: Path) -> CityRegister:
    """Read a city's file; raises UnreadablePack where it cannot be opened, BadPack where it is no
    TOML, and BadCity."""
    return _CityReader(str(path)).read(tables_of_file(path))


@cache
def sample_city() -> CityRegister:
    """Read the invented city that an installation can be tried with."""
    return read_city_file(SAMPLE)


class _CityReader:
    def __init__(self, file: str) -> None:
        self._file = file
        self._mistakes: list[Mistake] = []

    def read(self, said: Table) -> CityRegister:
        for key in said.keys() - {*HEAD, *TABLES}:
            self._note(key, f"unknown key; allowed: {', '.join((*HEAD, *TABLES))}")
        head = {key: self._word(said, key) for key in HEAD}
        units = self._entries(Unit, "unit", said)
        persons = self._entries(Person, "person", said)
        rules = self._entries(DispatchRule, "rule", said)
        self._check(units, persons, rules)
        if self._mistakes:
            raise BadCity(sorted(self._mistakes, key=lambda one: one.key))
        return CityRegister(**head, units=units, persons=persons, rules=rules)

    def _word(self, said: Table, key: str) -> str:
        word = said.get(key)
        if isinstance(word, str) and word.strip():
            return word
        self._note(key, "must be a word")
        return ""

    def _entries(self, kind: type[Entry], table: str, said: Table) -> tuple[Entry, ...]:
        rows = said.get(table, [])
        if not isinstance(rows, list):
            self._note(table, f"must be tables, each written [[{table}]]")
            return ()
        read = _reader_of(kind)
        return tuple(
            entry
            for number, row in enumerate(rows, start=1)
            if (entry := self._entry(kind, read, f"{table}[{number}]", row)) is not None
        )

    def _entry(
        self, kind: type[Entry], read: Callable[[Any], Entry], key: str, row: Any
    ) -> Entry | None:
        if not isinstance(row, dict):
            self._note(key, "must be a table")
            return None
        allowed: list[str] = [field.name for field in fields(kind)]
        for word in row.keys() - {*allowed}:
            self._note(f"{key}.{word}", f"unknown key; allowed: {', '.join(allowed)}")
        try:
            return read({word: row[word] for word in allowed if word in row})
        except ValidationError as wrong:
            self._mistakes += _told(self._file, key, wrong)
            return None

    def _check(
        self,
        units: tuple[Unit, ...],
        persons: tuple[Person, ...],
        rules: tuple[DispatchRule, ...],
    ) -> None:
        """What only the whole file shows: codes given twice, and codes of nobody."""
        for table, codes in (
            ("unit", [one.code for one in units]),
            ("person", [one.code for one in persons]),
            ("rule", [one.code for one in rules]),
        ):
            for code, times in Counter(codes).items():
                if times > 1:
                    self._note(f"{table} {code}", "is named twice")
                if not is_code(code):
                    self._note(f"{table} {code}", "must be a code: letters, digits, - _ . /")
        known = {unit.code for unit in units}
        for key, code in _units_named(units, persons, rules):
            if code not in known:
                self._note(key, f"no unit of this file is called {code}")
        for person in persons:
            if person.role in NOBODY:
                self._note(f"person {person.code}.role", f"no person is the {person.role}")

    def _note(self, key: str, reason: str) -> None:
        self._mistakes.append(Mistake(file=self._file, key=key, reason=reason))


def _told(file: str, key: str, wrong: ValidationError) -> Iterator[Mistake]:
    for error in wrong.errors(include_url=False, include_input=False):
        place = ".".join(map(str, (key, *error["loc"])))
        yield Mistake(file=file, key=place, reason=error["msg"])


def _reader_of(kind: type[Entry]) -> Callable[[Any], Entry]:
    return TypeAdapter(kind).validate_python


def _units_named(
    units: tuple[Unit, ...], persons: tuple[Person, ...], rules: tuple[DispatchRule, ...]
) -> Iterator[tuple[str, str]]:
    for unit in units:
        if unit.successor:
            yield f"unit {unit.code}.successor", unit.successor
    for person in persons:
        yield f"person {person.code}.unit", person.unit
    for rule in rules:
        yield f"rule {rule.code}.unit", rule.unit
