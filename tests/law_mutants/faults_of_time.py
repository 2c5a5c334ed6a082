"""When it counts from and how: the anchor moved, the convention swapped, a follow-up dropped."""

import ast
from collections.abc import Iterator

from tests.law_mutants.callers import is_never_older, is_recorded_at_birth
from tests.law_mutants.operators import called, children, drop, names_rules, operator, parsed, put
from tests.law_mutants.syntax import Edit, Place

OTHER_CONVENTION = {
    "NATURAL_TIME": "WORKING_TIME",
    "WORKING_TIME": "NATURAL_TIME",
    "NATURAL_DAYS": "WORKING_DAYS",
    "WORKING_DAYS": "NATURAL_DAYS",
    "WORKING_DAYS_TO_CLOSE": "WORKING_DAYS",
    "WORKING_DAYS_SAME_TIME": "WORKING_DAYS_TO_CLOSE",
    "NATURAL_DAYS_PUT_OFF": "NATURAL_DAYS",
    "NATURAL_DAYS_SAME_TIME": "NATURAL_DAYS",
}
OTHER_ANCHOR = {
    "dispatched_at": "accepted_at",
    "accepted_at": "dispatched_at",
    "born_at": "dispatched_at",
    "ended_at": "born_at",
    "due": "started",
    "original_due": "due",
    "started": "due",
    "lapsed": "due",
}
NEVER_DISPATCHED = "domain.chapters.units.unit_file"
"""A unit's file lives by the machinery of orders, but nobody ever dispatches it."""
CLOCKS = frozenset({"clock", "handle", "total", "upstream", "whole", "rival", "replaced", "c"})


@operator("convention")
def other_convention(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Working days stand for natural ones, office hours for hours."""
    for field, number, child in children(node):
        if isinstance(child, ast.Attribute) and ast.unparse(child.value) == "Convention":
            other = OTHER_CONVENTION[child.attr]
            yield put(node, field, number, parsed(f"Convention.{other}"), child)


@operator("anchor")
def from_another_instant(node: ast.AST, place: Place) -> Iterator[Edit]:
    """It counts from the birth or the dispatch, and not from now."""
    order = "decision.order" if "decision" in place.parameters else "order"
    for field, number, child in children(node):
        said = ast.unparse(child) if isinstance(child, ast.Attribute) else ""
        if said == "decision.now":
            for other in ("born_at", "dispatched_at"):
                wrong = parsed(f"({order}.{other} or {said})")
                if _has(place, other) and not is_never_older(place, other):
                    yield put(node, field, number, wrong, child)
        elif said == "fact.occurred_at" and _keeps_an_instant(place):
            yield put(node, field, number, parsed(f"({order}.born_at or {said})"), child)


def _has(place: Place, instant: str) -> bool:
    return instant != "dispatched_at" or place.module.__name__ != NEVER_DISPATCHED


def _keeps_an_instant(place: Place) -> bool:
    """Whether an order keeps there when something was that may be later than its birth."""
    return "order" in place.parameters and not is_recorded_at_birth(place)


@operator("anchor")
def another_instant_of_it(node: ast.AST, place: Place) -> Iterator[Edit]:
    """The due stands for the start of a duty, the sign-in for the dispatch."""
    for field, number, child in children(node):
        if not isinstance(child, ast.Attribute) or not isinstance(child.ctx, ast.Load):
            continue
        base, other = ast.unparse(child.value), OTHER_ANCHOR.get(child.attr)
        if other is None or not (base in CLOCKS or base.endswith("order")):
            continue
        if not _has(place, other):
            continue
        yield put(node, field, number, parsed(f"({base}.{other} or {base}.{child.attr})"), child)


@operator("follow_up")
def dropped_with_a_fact(node: ast.AST, _: Place) -> Iterator[Edit]:
    """A fact is recorded without one of the duties that end or begin with it."""
    if called(node) == "record" and isinstance(node, ast.Call):
        for number, item in enumerate(node.args):
            if number and isinstance(item, ast.Starred):
                yield drop(node, "args", number, item)


@operator("follow_up")
def dropped_from_a_list(node: ast.AST, place: Place) -> Iterator[Edit]:
    """Of several consequences that are gathered, one is forgotten."""
    if isinstance(node, ast.Tuple) and len(node.elts) > 1:
        for number, item in enumerate(node.elts):
            told = names_rules(item, place) or "rules" in ast.unparse(item)
            if isinstance(item, ast.Starred) and not told:
                yield drop(node, "elts", number, item)


@operator("follow_up")
def forgotten_in_the_order(node: ast.AST, _: Place) -> Iterator[Edit]:
    """The order forgets one thing that a fact changes in it."""
    if called(node) == "changing" and isinstance(node, ast.Call) and len(node.keywords) > 1:
        for number, word in enumerate(node.keywords):
            if word.arg:
                yield drop(node, "keywords", number, word.value)


@operator("follow_up")
def one_duty_goes_on(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Of several duties that end together one goes on."""
    if called(node) in {"done", "stop", "release_all"} and isinstance(node, ast.Call):
        names = [n for n, item in enumerate(node.args) if not _is_outcome(item)]
        for number in names if len(names) > 1 else ():
            yield drop(node, "args", number, node)


def _is_outcome(node: ast.expr) -> bool:
    return "outcome" in ast.unparse(node).lower()


@operator("follow_up")
def not_gathered(node: ast.AST, _: Place) -> Iterator[Edit]:
    """What is gathered in a loop or a branch is not gathered."""
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        for number, statement in enumerate(block if isinstance(block, list) else ()):
            if isinstance(statement, ast.AugAssign):
                yield put(node, field, number, ast.Pass(), statement)
