"""What a check reads of an order, and what an act before it would have changed there."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache

from domain.order.order import Order
from tests.law_mutants.operators import called, judged
from tests.law_mutants.syntax import Function, Place, places

FIELDS = frozenset(field.name for field in fields(Order))
CLOCKS = "clocks"
OF_THE_ORDER = frozenset({"order", "decision.order", "self"})


def sees_what_changes(check: ast.stmt, act: ast.stmt, place: Place) -> bool:
    """Whether a check that comes after an act might be answered otherwise than before it.

    A refused act leaves nothing on record, so that where it cannot, the order says nothing."""
    changed = _changed_by(act, place)
    return changed is None or bool(changed & _read_by(_reached(check, place)))


def _read_by(nodes: Iterable[ast.AST]) -> set[str]:
    """Which fields of the order are read there, by themselves or by what is made of them."""
    names = {
        node.attr
        for one in nodes
        for node in judged(one)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in OF_THE_ORDER
    }
    made = [_functions()[name].node for n in names if (name := f"Order.{n}") in _functions()]
    return (names & FIELDS) | (_read_by(made) if made else set())


def _changed_by(act: ast.stmt, place: Place) -> set[str] | None:
    """Which fields the facts of an act change; None where nobody can say which facts they are."""
    changed: set[str] = set()
    for one in _reached(act, place):
        for node in ast.walk(one):
            if called(node) == "record" and isinstance(node, ast.Call):
                fact = _fact(node.args[0], one if isinstance(one, Function) else place.node)
                if fact not in _applied():
                    return None
                changed |= _applied()[fact] | ({CLOCKS} if node.args[1:] else set())
    return changed


def _fact(said: ast.expr, function: ast.AST) -> str:
    """Which fact is recorded: made there, by a function that says so, or given by such a name."""
    if isinstance(said, ast.Call):
        makers = [one for one in _functions().values() if one.name == called(said)]
        returned = {ast.unparse(one.node.returns or said) for one in makers}  # type: ignore[attr-defined]
        return returned.pop() if len(returned) == 1 else called(said)
    for node in ast.walk(function):
        if isinstance(node, ast.arg) and node.arg == ast.unparse(said) and node.annotation:
            return ast.unparse(node.annotation)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(said):
            return _fact(node.value, function) if isinstance(node.value, ast.Call) else ""
    return ""


def _reached(node: ast.AST, place: Place) -> list[ast.AST]:
    """A statement and every function of the core that it calls, or that these call."""
    found: dict[int, ast.AST] = {id(node): node}
    waiting = [(node, place)]
    while waiting:
        one, where = waiting.pop()
        for other in _called_in(one, where):
            if id(other.node) not in found:
                found[id(other.node)] = other.node
                waiting.append((other.node, other))
    return list(found.values())


def _called_in(node: ast.AST, place: Place) -> Iterator[Place]:
    nodes = list(ast.walk(node))
    own = {one.arg for one in nodes if isinstance(one, ast.arg)}
    for name in {one.id for one in nodes if isinstance(one, ast.Name)} - own:
        function = getattr(place.module, name, None)
        home = getattr(function, "__module__", "")
        if (where := f"{home}.{name}") in _functions():
            yield _functions()[where]


@cache
def _functions() -> dict[str, Place]:
    """The functions of the core by module and name, what an order makes of its fields by name."""
    every = [place for place in places() if isinstance(place.node, Function)]
    return {
        place.name if place.name.startswith("Order.") else place.where: place for place in every
    }


@cache
def _applied() -> dict[str, set[str]]:
    """What each fact changes, by its name; those that stand only on record change nothing."""
    found: dict[str, set[str]] = {}
    trees = {place.module.__name__: place.tree for place in places()}
    for node in (node for tree in trees.values() for node in ast.walk(tree)):
        if called(node) == "only_on_record" and isinstance(node, ast.Call):
            found.update({ast.unparse(one): set() for one in node.args})
    for place in _functions().values():
        for decorator in place.node.decorator_list:  # type: ignore[attr-defined]
            if called(decorator) == "applies":
                found[ast.unparse(decorator.args[0])] = _changes(place)
    return found


def _changes(place: Place) -> set[str]:
    nodes = (node for one in _reached(place.node, place) for node in ast.walk(one))
    return {
        word.arg
        for node in nodes
        if isinstance(node, ast.Call) and called(node) == "changing"
        for word in node.keywords
        if word.arg in FIELDS
    }
