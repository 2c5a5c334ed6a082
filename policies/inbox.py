"""Who is told of which fact, from `inbox.toml`: every mistake is named, and nothing is guessed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.order.fact import FACTS
from domain.vocabulary import Role
from policies.mistake import BadPack, Mistake
from policies.plain import plain_value, rules_or_default
from policies.toml_text import Table, tables_of_file, tables_of_text

FILE: Final = Path(__file__).with_name("inbox.toml")
NUMBERS: Final = ("most_at_once", "digest_minutes")
TOLD: Final = "told"
LINE: Final = frozenset({"rules", "roles"})


class BadInbox(BadPack):
    """Raised for a file of the inbox that must not be used; carries all of its mistakes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLaw:
    """Whom which fact concerns, and how much of it is told one by one."""

    roles: Mapping[str, frozenset[Role]]
    """By the kind of the fact."""
    most_at_once: int
    digest: timedelta


@cache
def inbox_law() -> InboxLaw:
    """What this installation tells to whom; raises BadInbox."""
    return _law(tables_of_file(FILE), FILE.name)


def inbox_law_of_text(text: str, file: str) -> InboxLaw:
    """Read whom what concerns from a text; raises BadInbox with every mistake."""
    return _law(tables_of_text(text, file), file)


def _law(tables: Table, file: str) -> InboxLaw:
    told = tables.get(TOLD)
    lines: Mapping[str, Any] = told if isinstance(told, dict) else {}
    mistakes = [*_of_file(tables, file), *_of_lines(lines, file)]
    if mistakes:
        raise BadInbox(mistakes)
    return InboxLaw(
        roles={kind: frozenset(map(Role, line["roles"])) for kind, line in lines.items()},
        most_at_once=tables["most_at_once"],
        digest=timedelta(minutes=tables["digest_minutes"]),
    )


def _of_file(tables: Table, file: str) -> Iterator[Mistake]:
    for name in tables.keys() - {*NUMBERS, TOLD}:
        yield Mistake(file=file, key=name, reason="is nothing that stands in this file")
    for name in NUMBERS:
        number = tables.get(name)
        if type(number) is not int or number < 1:
            yield Mistake(file=file, key=name, reason="must be a number from 1 on")
    if not isinstance(tables.get(TOLD), dict):
        yield Mistake(file=file, key=TOLD, reason="must say who is told of what")


def _of_lines(lines: Mapping[str, Any], file: str) -> Iterator[Mistake]:
    known = FACTS.words()
    for kind, line in lines.items():
        key = f"{TOLD}.{kind}"
        if kind not in known:
            yield Mistake(file=file, key=key, reason="is no kind of fact")
        if not isinstance(line, dict) or line.keys() != LINE:
            yield Mistake(file=file, key=key, reason="must have rules and roles, nothing else")
            continue
        for reason in _of_line(line):
            yield Mistake(file=file, key=key, reason=reason)


def _of_line(line: Mapping[str, Any]) -> Iterator[str]:
    try:
        rules_or_default(line["rules"])
    except ValueError as problem:
        yield str(problem)
    if not isinstance(line["roles"], list) or not line["roles"]:
        yield "roles must be a list that names somebody"
        return
    for said in line["roles"]:
        try:
            plain_value(Role, said)
        except ValueError as problem:
            yield str(problem)
