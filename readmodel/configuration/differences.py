"""What is otherwise between two documents, value by value, each by the path that leads to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChanged:
    """One value that is otherwise; None where there is none."""

    path: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ValueChanged, ...]:
    """Every value that is otherwise, in the order of its path."""
    was, now = dict(_values(before, "")), dict(_values(after, ""))
    return tuple(
        ValueChanged(path=path, before=was.get(path), after=now.get(path))
        for path in sorted(was.keys() | now.keys())
        if was.get(path) != now.get(path)
    )


def _values(said: object, path: str) -> Iterator[tuple[str, Any]]:
    """A list of plain words is one value; one of tables is told table by table."""
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield from _values(value, f"{path}.{name}" if path else str(name))
    elif isinstance(said, list) and any(isinstance(one, Mapping | list) for one in said):
        for place, value in enumerate(said):
            yield from _values(value, f"{path}[{place}]")
    else:
        yield path, said
