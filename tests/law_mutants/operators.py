"""The faults that people make, each an operator over the syntax tree of the core."""

import ast
from collections.abc import Callable, Iterator

from policies.rule_register import law_rules
from tests.law_mutants.syntax import Edit, Place, SyntaxMutant, places

Operator = Callable[[ast.AST, Place], Iterator[Edit]]
OPERATORS: dict[str, list[Operator]] = {}
"""What makes each kind of fault."""
SHOWN = 140
"""So many characters of a change are shown."""
ONLY_TOLD = frozenset({"about", "basis"})
"""What an answer tells besides, and no duty hangs on."""


def operator(kind: str) -> Callable[[Operator], Operator]:
    """Enter a function that finds one kind of fault in a node of a function or constant."""

    def enter(finds: Operator) -> Operator:
        OPERATORS.setdefault(kind, []).append(finds)
        return finds

    return enter


def syntax_mutants(*kinds: str) -> Iterator[SyntaxMutant]:
    """Name every fault of these kinds, of one place and change only once."""
    for place in places():
        told: dict[tuple[str, str], int] = {}
        for node in judged(place.node):
            for kind in kinds:
                for finds in OPERATORS[kind]:
                    for edit in finds(node, place):
                        yield _mutant(kind, place, edit, told)


def judged(node: ast.AST) -> Iterator[ast.AST]:
    """Walk through all that something hangs on, past what an answer only tells besides."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.keyword) and child.arg in ONLY_TOLD):
            yield from judged(child)


def _mutant(kind: str, place: Place, edit: Edit, told: dict[tuple[str, str], int]) -> SyntaxMutant:
    change = shortened(edit.change)
    told[kind, change] = told.get((kind, change), 0) + 1
    if told[kind, change] > 1:
        change = f"{change} (no. {told[kind, change]})"
    return SyntaxMutant(kind=kind, place=place, edit=edit, change=change)


def shortened(change: str) -> str:
    """What fits on a line."""
    return change if len(change) <= SHOWN else f"{change[:SHOWN]}…"


def put(node: ast.AST, field: str, number: int | None, wrong: ast.AST, at: ast.AST) -> Edit:
    """Put something else into a field of a node, or into one place of the field's list."""
    held = getattr(node, field)
    right = held if number is None else held[number]
    whole = wrong if number is None else [*held[:number], wrong, *held[number + 1 :]]
    change = f"{ast.unparse(right)} -> {ast.unparse(wrong)}"
    return Edit(node=node, field=field, wrong=whole, change=change, at=at)


def drop(node: ast.AST, field: str, number: int, at: ast.AST) -> Edit:
    """Leave out one item of a field's list."""
    held = getattr(node, field)
    right = held[number]
    said = right.arg if isinstance(right, ast.keyword) else ast.unparse(right)
    return Edit(
        node=node,
        field=field,
        wrong=[*held[:number], *held[number + 1 :]],
        change=f"without {said}",
        at=at,
    )


def parsed(text: str) -> ast.expr:
    """Read an expression."""
    return ast.parse(text, mode="eval").body


def names_rules(node: ast.AST, place: Place) -> bool:
    """Whether a name or a constant is of rules only, which an answer tells besides."""
    held = node.value if isinstance(node, ast.Starred) else node
    said = getattr(place.module, held.id, None) if isinstance(held, ast.Name) else None
    return isinstance(said, tuple) and bool(said) and law_rules().keys() >= set(said)


def called(node: ast.AST) -> str:
    """The last name of what a call calls; empty where it is none."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def children(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    """Name the nodes right below a node, each with its field and its place in the field's list."""
    for field, held in ast.iter_fields(node):
        if isinstance(held, ast.AST):
            yield field, None, held
        elif isinstance(held, list):
            for number, item in enumerate(held):
                if isinstance(item, ast.AST):
                    yield field, number, item
