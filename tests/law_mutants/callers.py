"""Who calls what in the core: what happens only at an order's birth, or only at the intake desk.

There an order has no past to be wrong about: no dispatch yet, or not even a birth."""

import ast
from collections.abc import Callable, Iterator
from functools import cache

from tests.law_mutants.syntax import Function, Place, places

BIRTH = "Register"
"""The command that gives an order its birth."""
DESK = "require_intake"
"""Whoever asks for this goes on only with an order that lies at the intake desk."""
OWN_UNIT = "decision.actor.unit"


def is_never_older(place: Place, instant: str) -> bool:
    """Whether an instant of the order can be no other than now, or none, wherever it is asked."""
    if instant == "born_at":
        return at_birth(place)
    return at_birth(place) or at_the_desk(place)


@cache
def at_birth(place: Place) -> bool:
    """Whether a function is part of the registration, and of nothing else."""
    return _only(place, _takes_the_birth)


@cache
def at_the_desk(place: Place) -> bool:
    """Whether a function decides at the intake desk, and nowhere else."""
    return _only(place, lambda one: DESK in _names(one.node))


def is_recorded_at_birth(place: Place) -> bool:
    """Whether a fact that is applied here is recorded by the registration only."""
    makers = [maker for maker, _ in _makings(place)]
    return bool(makers) and all(at_birth(maker) for maker in makers)


def is_of_the_actor(place: Place) -> bool:
    """Whether a fact that is applied here always names the unit of whoever acted."""
    makings = list(_makings(place))
    return bool(makings) and all(_unit_of(maker, call) == OWN_UNIT for maker, call in makings)


def _only(place: Place, holds: Callable[[Place], bool], seen: frozenset[str] = frozenset()) -> bool:
    """Whether it holds of the function, or of all that name it."""
    if holds(place):
        return True
    before = seen | {place.where}
    users = [user for user in _users(place) if user.where not in before]
    return bool(users) and all(_only(user, holds, before) for user in users)


def _takes_the_birth(place: Place) -> bool:
    if not isinstance(place.node, Function):
        return False
    given = (*place.node.args.args, *place.node.args.kwonlyargs)
    return BIRTH in {ast.unparse(one.annotation) for one in given if one.annotation}


def _users(place: Place) -> list[Place]:
    """Whatever names a function: of a private one, in its own module only."""
    named = _by_name().get(place.name, [])
    return [one for one in named if one.module is place.module or not place.name.startswith("_")]


@cache
def _by_name() -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places():
        for name in _names(place.node):
            found.setdefault(name, []).append(place)
    return found


def _names(node: ast.AST) -> set[str]:
    """What stands in a function by its name, itself left out."""
    nodes = list(ast.walk(node))
    named = {one.id for one in nodes if isinstance(one, ast.Name)}
    return named | {one.attr for one in nodes if isinstance(one, ast.Attribute)}


def _makings(place: Place) -> Iterator[tuple[Place, ast.Call]]:
    """Where the fact is made that a function applies."""
    if isinstance(place.node, Function) and len(place.node.args.args) > 1:
        kind = ast.unparse(place.node.args.args[1].annotation or ast.Constant(""))
        for maker in _by_name().get(kind, []):
            for node in ast.walk(maker.node):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == kind:
                    yield maker, node


def _unit_of(maker: Place, call: ast.Call) -> str:
    """What the fact's unit is, where it is said at once."""
    said = next((ast.unparse(word.value) for word in call.keywords if word.arg == "unit"), "")
    meant = [
        ast.unparse(value)
        for node in ast.walk(maker.node)
        if isinstance(node, ast.Assign)
        for name, value in _pairs(node)
        if ast.unparse(name) == said
    ]
    return meant[0] if len(meant) == 1 else said


def _pairs(node: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from zip(target.elts, value.elts, strict=True)
    else:
        yield target, value
