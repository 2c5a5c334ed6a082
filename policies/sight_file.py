"""Reading the table of sight from `sight.toml`: every mistake is named, and nothing is guessed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.chapters.caller.terms import PersonalData
from domain.order.terms import Confidentiality
from domain.vocabulary import Role
from policies.access import Scope
from policies.mistake import BadPack, Mistake
from policies.plain import plain_value, rules_or_default
from policies.shown import shown as quoted
from policies.sight import (
    OUTSOURCED,
    FieldSight,
    Levels,
    Showing,
    Sight,
    SightField,
    texts_of_acts,
)
from policies.toml_text import Table, tables_of_file, tables_of_text

FILE: Final = Path(__file__).with_name("sight.toml")
NUMBERS: Final = ("call_minutes", "seconds_open")
TABLES: Final = ("as_role", "fields")
STAND_INS: Final = {
    Showing.SHARED_PART: "share",
    Showing.REDACTED: "redacted",
    Showing.RELAY: "relay",
}
"""How the texts are named that stand in the place of a field's own, by how it is shown."""
FLAGS: Final = ("personal", "by_list", "own_order")
FIELD: Final = ("texts", *STAND_INS.values(), *FLAGS, "shown")
LINE: Final = ("to", "rules", *Confidentiality)
WHOLE_OR_MASKED: Final = frozenset(
    {
        *(Showing.FULL, Showing.IN_CALL, Showing.NAMED, Showing.MASKED, Showing.NO),
        Showing.RELAY,
    }
)
"""How data of a person may be shown: they are one word each, and a number may stand for them."""
Lines = tuple[Mapping[str, Levels], Mapping[str, tuple[str, ...]]]


class BadSight(BadPack):
    """Raised for a table of sight that must not be used; carries all of its mistakes."""


@cache
def sight() -> Sight:
    """What this installation shows to whom; raises BadSight."""
    return sight_of_tables(tables_of_file(FILE), FILE.name)


def sight_of_text(text: str, file: str) -> Sight:
    """Read a table of sight; raises BadSight with every mistake."""
    return sight_of_tables(tables_of_text(text, file), file)


def sight_of_tables(tables: Table, file: str) -> Sight:
    """Read a table of sight; raises BadSight with every mistake."""
    reader = _SightReader(file)
    found = reader.read(tables)
    if reader.mistakes:
        raise BadSight(reader.mistakes)
    return found


class _SightReader:
    """Reads the tables and notes what is wrong with them."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.mistakes: list[Mistake] = []

    def read(self, tables: Table) -> Sight:
        """Read all of it; what was wrong stands in `mistakes`."""
        for word in tables.keys() - {*NUMBERS, *TABLES}:
            self._note(word, f"unknown key; allowed: {', '.join((*NUMBERS, *TABLES))}")
        minutes, seconds = (self._positive(tables, word) for word in NUMBERS)
        fields = self._fields(self._table(tables, "fields"))
        self._every_text_once(fields)
        return Sight(
            call=timedelta(minutes=minutes),
            open_for=timedelta(seconds=seconds),
            as_role=self._as_role(self._table(tables, "as_role")),
            fields=fields,
            of_text={text: name for name, one in fields.items() for text in one.texts},
        )

    def _note(self, key: str, reason: str) -> None:
        self.mistakes.append(Mistake(file=self._file, key=key, reason=reason))

    def _table(self, tables: Table, word: str) -> Table:
        found = tables.get(word)
        if isinstance(found, dict):
            return found
        self._note(word, f"must be a table, not {quoted(found)}")
        return {}

    def _positive(self, tables: Table, word: str) -> int:
        found = self._plain(int, tables.get(word), word)
        if found is not None and found < 1:
            self._note(word, "must be at least 1")
        return found or 1

    def _as_role(self, raw: Table) -> Mapping[Scope, Role]:
        pairs = {
            self._plain(Scope, word, f"as_role.{word}"): self._plain(Role, role, f"as_role.{word}")
            for word, role in raw.items()
        }
        return {scope: role for scope, role in pairs.items() if scope and role}

    def _fields(self, raw: Table) -> Mapping[SightField, FieldSight]:
        for word in raw.keys() - set(SightField):
            self._note(f"fields.{word}", f"no such field; there are {', '.join(SightField)}")
        for word in SightField:
            if not isinstance(raw.get(word), dict):
                self._note(f"fields.{word}", "missing: must be a table")
        found = {word: raw[word] for word in SightField if isinstance(raw.get(word), dict)}
        return {word: self._field(f"fields.{word}", one) for word, one in found.items()}

    def _field(self, key: str, raw: Table) -> FieldSight:
        for word in raw.keys() - set(FIELD):
            self._note(f"{key}.{word}", f"unknown key; allowed: {', '.join(FIELD)}")
        lines, rules = self._lines(f"{key}.shown", raw.get("shown"))
        found = FieldSight(
            texts=frozenset(self._texts(f"{key}.texts", raw.get("texts"))),
            stand_ins=self._stand_ins(key, raw),
            lines=lines,
            rules=rules,
            **{word: self._flag(f"{key}.{word}", raw.get(word, False)) for word in FLAGS},
        )
        for reason in _contradictions(found):
            self._note(key, reason)
        return found

    def _flag(self, key: str, raw: object) -> bool:
        return bool(self._plain(bool, raw, key))

    def _stand_ins(self, key: str, raw: Table) -> Mapping[Showing, frozenset[str]]:
        return {
            showing: frozenset(self._texts(f"{key}.{word}", raw[word]))
            for showing, word in STAND_INS.items()
            if word in raw
        }

    def _lines(self, key: str, raw: object) -> Lines:
        lines: dict[str, Levels] = {}
        rules: dict[str, tuple[str, ...]] = {}
        if not isinstance(raw, list):
            self._note(key, f"must be a list of lines, not {quoted(raw)}")
            return lines, rules
        for place, line in enumerate(raw, start=1):
            at = f"{key}.{place}"
            if not isinstance(line, dict):
                self._note(at, f"must be a table, not {quoted(line)}")
                continue
            levels, resting_on = self._levels(at, line), self._rules(at, line)
            for post in self._posts(at, line.get("to")):
                if post in lines:
                    self._note(at, f"{post} has a line already")
                lines[post], rules[post] = levels, resting_on
        return lines, rules

    def _levels(self, at: str, line: Table) -> Levels:
        for word in line.keys() - set(LINE):
            self._note(f"{at}.{word}", f"unknown key; allowed: {', '.join(LINE)}")
        said = {level: line[level] for level in Confidentiality if level in line}
        found = {level: self._plain(Showing, raw, f"{at}.{level}") for level, raw in said.items()}
        return {level: showing for level, showing in found.items() if showing}

    def _rules(self, at: str, line: Table) -> tuple[str, ...]:
        try:
            return rules_or_default(line.get("rules"))
        except ValueError as problem:
            self._note(f"{at}.rules", str(problem))
            return ()

    def _posts(self, at: str, raw: object) -> Iterator[str]:
        for post in self._words(f"{at}.to", raw):
            if self._plain(Role, post.removeprefix(OUTSOURCED), f"{at}.to"):
                yield post

    def _texts(self, key: str, raw: object) -> Iterator[str]:
        known = texts_of_acts()
        for text in self._words(key, raw):
            if text in known:
                yield text
            else:
                self._note(key, f"{quoted(text)} is no text of an act, such as register.demand")

    def _words(self, key: str, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
            self._note(key, f"must be a list of words, not {quoted(raw)}")
            return ()
        return tuple(raw)

    def _plain(self, kind: type[Any], raw: object, key: str) -> Any:
        try:
            return plain_value(kind, raw)
        except ValueError as problem:
            self._note(key, str(problem))
            return None

    def _every_text_once(self, fields: Mapping[SightField, FieldSight]) -> None:
        times = Counter(text for one in fields.values() for text in one.texts)
        for text in sorted(texts_of_acts() - times.keys()):
            self._note("fields", f"{text} belongs to no field: nobody would ever be shown it")
        for text, often in sorted(times.items()):
            if often > 1:
                self._note("fields", f"{text} belongs to {often} fields")


def _contradictions(found: FieldSight) -> Iterator[str]:
    """What a field says that cannot be done."""
    said = {showing for line in found.lines.values() for showing in line.values()}
    for showing, word in STAND_INS.items():
        named = found.stand_ins.get(showing)
        if showing in said and not named:
            yield f"is shown as {showing}, and `{word}` names no text of it"
        if named and showing not in said:
            yield f"`{word}` names texts that are shown to nobody"
    if found.personal and said - WHOLE_OR_MASKED:
        yield "is personal: it is shown in full, in a call, masked or not at all"
    strange = {text.partition(".")[2] for text in found.texts} - set(PersonalData)
    if found.personal and strange:
        yield f"is personal, and no act can open {', '.join(sorted(strange))}"
