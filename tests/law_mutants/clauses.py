"""Every clause of the core that has a basis, struck out: a condition, a fact, a consequence."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.law_mutants.operators import shortened
from tests.law_mutants.syntax import Edit, Function, SyntaxMutant, places

CLAUSE = "clause"


def statements() -> Iterator[SyntaxMutant]:
    """Name every statement of the core's clauses that only demands or records something."""
    for place in places(only=_holds_clauses):
        if isinstance(place.node, Function) and "." not in place.name:
            for edit in _struck_out(place.node):
                yield SyntaxMutant(
                    kind=CLAUSE, place=place, edit=edit, change=shortened(edit.change)
                )


def _holds_clauses(path: Path) -> bool:
    return path.parts[0] == "chapters" or path == Path("decide.py")


def _struck_out(function: Function) -> Iterator[Edit]:
    for node in ast.walk(function):
        for name in ("body", "orelse"):
            block = getattr(node, name, None)
            for number, statement in enumerate(block if isinstance(block, list) else ()):
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
                    without = [*block[:number], ast.Pass(), *block[number + 1 :]]  # type: ignore[index]
                    change = f"without {ast.unparse(statement)}"
                    yield Edit(node=node, field=name, wrong=without, change=change, at=statement)
