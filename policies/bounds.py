"""Bounds of a law of the installation: whole numbers from 1, with their source."""

from collections.abc import Collection, Iterator
from typing import TypeGuard

from policies.plain import source_text
from policies.shown import shown
from policies.toml_text import Table


def bad_bounds(tables: Table, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the table `bounds`, each by its key: one number for each name, a source
    and nothing else."""
    bounds = table_of(tables, "bounds")
    for word in bounds.keys() ^ {"source", *names}:
        yield f"bounds.{word}", "unknown key" if word in bounds else "missing"
    try:
        source_text(bounds.get("source"), {})
    except ValueError as problem:
        yield "bounds.source", str(problem)
    for word in bounds.keys() & set(names):
        if not counts(bounds[word]):
            yield f"bounds.{word}", f"must be a whole number from 1, not {shown(bounds[word])}"


def counts(value: object) -> TypeGuard[int]:
    """Whether this is a whole number from 1."""
    return type(value) is int and value >= 1


def table_of(tables: Table, word: str) -> Table:
    """The table of this name; an empty one where there is none."""
    found = tables.get(word)
    return found if isinstance(found, dict) else {}
