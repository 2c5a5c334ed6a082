"""Which posts two administrators may open in an emergency, and for how long, from
`break_glass.toml` (6.4).

Every role of the register stands in it once: what nobody has thought of is not opened."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from domain.vocabulary import NOBODY, Role
from policies.bounds import bad_bounds, counts, table_of
from policies.mistake import BadPack, Mistake
from policies.plain import plain_value, rules_or_default, source_text
from policies.shown import shown
from policies.toml_text import Table, tables_of_file, tables_of_text

FILE: Final = Path(__file__).with_name("break_glass.toml")
BOUNDS: Final = ("most_hours", "wait_hours", "apart_days")
NEVER: Final = "never"
LONGEST_HOURS: Final = 24
"""The database opens nothing for longer, whatever a file says."""


class BadBreakGlass(BadPack):
    """Raised for a file of break-glass that must not be used; carries all of its mistakes."""


class NeverBecause(StrEnum):
    """Why a role's posts are opened to nobody."""

    ADMINISTERS = "administers"
    JUDGES = "judges"
    ANSWERS_FOR_AN_OFFICE = "answers_for_an_office"
    SPEAKS_FOR_OTHERS = "speaks_for_others"
    ONLY_LOOKS = "only_looks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Never:
    """That a role's posts are opened to nobody, and on which rules that rests."""

    because: NeverBecause
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakGlassLaw:
    """What may be opened, what never, and for how long."""

    source: str
    most_hours: int
    wait_hours: int
    apart_days: int
    opened: frozenset[Role]
    never: Mapping[Role, Never]

    @property
    def waits(self) -> timedelta:
        """How long what was asked for waits to be opened."""
        return timedelta(hours=self.wait_hours)

    @property
    def apart(self) -> timedelta:
        """For how long whoever was let in by the asker opens nothing for him."""
        return timedelta(days=self.apart_days)


@cache
def break_glass_law() -> BreakGlassLaw:
    """What this installation lives by; raises BadBreakGlass."""
    return _law(tables_of_file(FILE), FILE.name)


def break_glass_law_of_text(text: str, file: str) -> BreakGlassLaw:
    """Read the law of break-glass of a text; raises BadBreakGlass with every mistake."""
    return _law(tables_of_text(text, file), file)


def _law(tables: Table, file: str) -> BreakGlassLaw:
    mistakes = [
        Mistake(file=file, key=key, reason=reason)
        for found in (_words(tables), _bounds(tables), _lists(tables), _roles_once(tables))
        for key, reason in found
    ]
    if mistakes:
        raise BadBreakGlass(mistakes)
    bounds = tables["bounds"]
    return BreakGlassLaw(
        source=source_text(bounds["source"], {}),
        **{word: bounds[word] for word in BOUNDS},
        opened=frozenset(map(Role, tables["opened"]["roles"])),
        never={
            Role(role): Never(because=NeverBecause(reason), rules=rules_or_default(one["rules"]))
            for reason, one in tables[NEVER].items()
            for role in one["roles"]
        },
    )


def _words(tables: Table) -> Iterator[tuple[str, str]]:
    for word in tables.keys() ^ {"bounds", "opened", NEVER}:
        yield word, "unknown key" if word in tables else "missing"
    for reason in table_of(tables, NEVER).keys() - set(NeverBecause):
        yield f"{NEVER}.{reason}", f"no such reason; there are {', '.join(NeverBecause)}"


def _bounds(tables: Table) -> Iterator[tuple[str, str]]:
    yield from bad_bounds(tables, BOUNDS)
    hours = table_of(tables, "bounds").get("most_hours")
    if counts(hours) and hours > LONGEST_HOURS:
        yield "bounds.most_hours", f"must be {LONGEST_HOURS} at most"


def _lists(tables: Table) -> Iterator[tuple[str, str]]:
    for key, one in _lists_of(tables).items():
        for word in one.keys() ^ {"rules", "roles"}:
            yield f"{key}.{word}", "unknown key" if word in one else "missing"
        try:
            rules_or_default(one.get("rules"))
        except ValueError as problem:
            yield f"{key}.rules", str(problem)
        for role in _said(one):
            try:
                plain_value(Role, role)
            except ValueError as problem:
                yield f"{key}.roles", str(problem)


def _roles_once(tables: Table) -> Iterator[tuple[str, str]]:
    said = Counter(shown(role) for one in _lists_of(tables).values() for role in _said(one))
    for role in Role:
        if role in NOBODY and said[shown(role.value)]:
            yield "roles", f"{role} is borne by no person of the register"
        elif role not in NOBODY and said[shown(role.value)] != 1:
            yield "roles", f"{role} must stand in one list, and stands in {said[shown(role.value)]}"


def _lists_of(tables: Table) -> dict[str, Table]:
    never = table_of(tables, NEVER)
    reasons = {f"{NEVER}.{reason}": table_of(never, reason) for reason in never}
    return {"opened": table_of(tables, "opened")} | reasons


def _said(one: Table) -> list[Any]:
    roles = one.get("roles")
    return roles if isinstance(roles, list) else [roles]
