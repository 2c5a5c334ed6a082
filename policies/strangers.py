"""What is open to strangers: paths that are answered without asking who asks, from `access.toml`.

Whatever stands in no line here is closed, also a path that nobody has thought of yet."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import Final

from policies.access import FILE, STRANGERS, BadAccess
from policies.mistake import Mistake
from policies.plain import plain_value, rules_or_default
from policies.shown import shown
from policies.toml_text import Table, tables_of_file, tables_of_text

METHODS: Final = ("GET", "POST")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPath:
    """One path that strangers are answered at."""

    path: str
    rules: tuple[str, ...]
    """The rules that it rests on; "default" where none says so."""
    methods: tuple[str, ...]
    """By which it may be asked."""
    beneath: bool = False
    """Whether whatever stands below it is open too."""

    def answers(self, method: str, path: str) -> bool:
        """Whether a stranger who asks so is answered here."""
        reached = path == self.path or (self.beneath and path.startswith(f"{self.path}/"))
        return reached and method in self.methods


@cache
def open_paths() -> tuple[OpenPath, ...]:
    """The paths that this installation opens to strangers; raises BadAccess."""
    return _open_paths(tables_of_file(FILE), FILE.name)


def open_paths_of_text(text: str, file: str) -> tuple[OpenPath, ...]:
    """Read the open paths of a text; raises BadAccess with every mistake."""
    return _open_paths(tables_of_text(text, file), file)


def is_open_to_strangers(method: str, path: str) -> bool:
    """Whether a request is answered without asking who asks."""
    return any(one.answers(method, path) for one in open_paths())


def _open_paths(tables: Table, file: str) -> tuple[OpenPath, ...]:
    lines = tables.get(STRANGERS)
    if not isinstance(lines, dict) or not lines:
        reason = "missing: nobody could sign in"
        raise BadAccess([Mistake(file=file, key=STRANGERS, reason=reason)])
    mistakes = [
        Mistake(file=file, key=f"{STRANGERS}.{path}{word and f'.{word}'}", reason=reason)
        for path, raw in lines.items()
        for word, reason in _mistakes(path, raw)
    ]
    if mistakes:
        raise BadAccess(mistakes)
    return tuple(
        OpenPath(
            path=path,
            rules=rules_or_default(raw["rules"]),
            methods=tuple(raw["methods"]),
            beneath=raw.get("beneath", False),
        )
        for path, raw in lines.items()
    )


def _mistakes(path: str, raw: object) -> Iterator[tuple[str, str]]:
    """The words of a line that cannot stand so, each with the reason."""
    if not path.startswith("/") or path.endswith("/"):
        yield "", "is no path such as /sign-in"
    if not isinstance(raw, dict):
        yield "", f"must be a table, not {shown(raw)}"
        return
    words = [field.name for field in fields(OpenPath) if field.name != "path"]
    for word in raw.keys() - set(words):
        yield word, f"unknown key; allowed: {', '.join(words)}"
    try:
        rules_or_default(raw.get("rules"))
    except ValueError as problem:
        yield "rules", str(problem)
    methods = raw.get("methods")
    if not isinstance(methods, list) or not methods or not all(one in METHODS for one in methods):
        yield "methods", f"must be a list of {', '.join(METHODS)}, not {shown(methods)}"
    try:
        plain_value(bool, raw.get("beneath", False))
    except ValueError as problem:
        yield "beneath", str(problem)
