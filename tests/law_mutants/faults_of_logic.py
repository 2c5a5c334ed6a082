"""How it is judged: the order of checks, a boundary by one, `>=` for `>`, the last for any."""

import ast
import copy
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Any

from policies.rule_register import law_rules
from tests.law_mutants.operators import called, children, drop, operator, parsed, put
from tests.law_mutants.reads import sees_what_changes
from tests.law_mutants.syntax import Edit, Place

STRICTNESS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
CHECKS = frozenset({"require", "require_texts", "refuse"})
NOTES = frozenset({"append", "add", "discard", "pop"})
"""What puts something into a collection, or takes it out."""
BEYOND = "tests.law_mutants.faults_of_logic"
OTHER_CALL = {"any": "all", "all": "any", "min": "max", "max": "min"}
COLLECTIONS = ast.Tuple | ast.List | ast.Set


@operator("checks")
def checks_in_another_order(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Of two steps that follow each other the second comes first: who may ask at all is judged
    after what is asked, one way out is taken before another, one fact stands before another."""
    for number, one, other in _neighbours(node):
        who = _is_check(one) and _is_check(other) and (_asks_who(one) or _asks_who(other))
        act = _acts(one) and _acts(other) and not _note_apart(one, other)
        if who or _both_may_leave(one, other) or act:
            yield _swapped(node, number, one, other)


@operator("checks")
def check_after_the_record(node: ast.AST, place: Place) -> Iterator[Edit]:
    """A check comes when its fact is on record already, and sees what the fact changed."""
    for number, one, other in _neighbours(node):
        sees = _is_check(one) and _acts(other) and _sees_the_order(one)
        if sees and sees_what_changes(one, other, place):
            yield _swapped(node, number, one, other)


def _neighbours(node: ast.AST) -> Iterator[tuple[int, ast.stmt, ast.stmt]]:
    body = getattr(node, "body", None)
    for number, (one, other) in enumerate(pairwise(body if isinstance(body, list) else ())):
        yield number, one, other


def _swapped(node: ast.AST, number: int, one: ast.stmt, other: ast.stmt) -> Edit:
    body = node.body  # type: ignore[attr-defined]
    swapped = [*body[:number], other, one, *body[number + 2 :]]
    change = f"{_short(other)} before {_short(one)}"
    return Edit(node=node, field="body", wrong=swapped, change=change, at=one)


def _asks_who(node: ast.stmt) -> bool:
    text = ast.unparse(node)
    return "require_own" in text or "require_mine" in text or "decision.actor" in text


def _acts(node: ast.stmt) -> bool:
    """Whether a statement only does something, and demands nothing."""
    return isinstance(node, ast.Expr) and bool(called(node.value)) and not _is_check(node)


def _note_apart(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether each only notes something in a collection of its own, of which the other says
    nothing."""
    calls = [step.value for step in (one, other) if isinstance(step, ast.Expr)]
    methods = [call.func for call in calls if called(call) in NOTES]  # type: ignore[attr-defined]
    noted = [ast.unparse(one.value) for one in methods if isinstance(one, ast.Attribute)]
    said = [ast.unparse(call) for call in calls]
    return len(noted) > 1 and noted[0] not in said[1] and noted[1] not in said[0]


def _sees_the_order(check: ast.stmt) -> bool:
    return "decision.order" in ast.unparse(check) or _called_by(check) not in CHECKS


@operator("checks")
def branches_in_another_order(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Of two branches the second is asked first."""
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        if _exclude_each_other(node.test, node.orelse[0].test):
            return
        one, other = ast.unparse(node.test), ast.unparse(node.orelse[0].test)
        wrong = parsed(f"({one}) and not ({other})")
        yield Edit(node=node, field="test", wrong=wrong, change=f"{other} before {one}", at=node)


def _exclude_each_other(one: ast.expr, other: ast.expr) -> bool:
    """Whether both ask, alone or first of all, what one and the same thing is."""
    asked = [
        ast.unparse(test.left)
        for test in (_first(one), _first(other))
        if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq | ast.Is)
    ]
    return len(asked) > 1 and len(set(asked)) == 1


def _first(test: ast.expr) -> ast.expr:
    """What has to hold first of several that must hold together."""
    together = isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And)
    return test.values[0] if together else test  # type: ignore[attr-defined]


def _is_check(node: ast.stmt) -> bool:
    name = _called_by(node)
    if isinstance(node, ast.If) and not node.orelse and len(node.body) == 1:
        return _called_by(node.body[0]) == "refuse"
    return name in CHECKS or name.lstrip("_").startswith(("require", "check"))


def _leaves(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.body[-1], ast.Return) and not node.orelse


def _both_may_leave(one: ast.stmt, other: ast.stmt) -> bool:
    """Whether each is a way out, and both may stand open: asked what one and the same thing is,
    only one of them ever does, and two that lead to the same place are one."""
    if not (_leaves(one) and _leaves(other)) or _alike(one.body, other.body):  # type: ignore[attr-defined]
        return False
    return not _exclude_each_other(one.test, other.test)  # type: ignore[attr-defined]


def _alike(one: list[ast.stmt], other: list[ast.stmt]) -> bool:
    return [ast.unparse(step) for step in one] == [ast.unparse(step) for step in other]


def _called_by(node: ast.stmt) -> str:
    return called(node.value) if isinstance(node, ast.Expr) else ""


def _short(node: ast.stmt) -> str:
    if isinstance(node, ast.If):
        return f"if {ast.unparse(node.test)}"
    return ast.unparse(node)[:60]


@operator("strictness")
def equal_or_not(node: ast.AST, _: Place) -> Iterator[Edit]:
    """`>=` stands for `>`, `<` for `<=`."""
    if not isinstance(node, ast.Compare):
        return
    for number, comparison in enumerate(node.ops):
        if (other := STRICTNESS.get(type(comparison))) is not None:
            wrong = copy.deepcopy(node)
            wrong.ops[number] = other()
            operators = [*node.ops[:number], other(), *node.ops[number + 1 :]]
            change = f"{ast.unparse(node)} -> {ast.unparse(wrong)}"
            yield Edit(node=node, field="ops", wrong=operators, change=change, at=node)


@operator("boundary")
def one_more_or_less(node: ast.AST, _: Place) -> Iterator[Edit]:
    """What is compared with is one more, or one less: a count, a day, a minute. A set that holds
    another has no such bound."""
    if not isinstance(node, ast.Compare) or type(node.ops[0]) not in STRICTNESS:
        return
    if called(node.comparators[-1]) == "set":
        return
    for step in (1, -1):
        number = len(node.comparators) - 1
        right = ast.unparse(node.comparators[number])
        beyond = parsed(f"__import__({BEYOND!r}, fromlist=['beyond']).beyond({right}, {step})")
        wrong = [*node.comparators[:number], beyond]
        change = f"{ast.unparse(node)} {step:+d}"
        yield Edit(node=node, field="comparators", wrong=wrong, change=change, at=node)


@operator("boundary")
def one_counted_more(node: ast.AST, _: Place) -> Iterator[Edit]:
    """A whole number that is added, or that something begins with, is one more."""
    if isinstance(node, ast.Compare | ast.Subscript | ast.Slice):
        return
    for field, number, child in children(node):
        if isinstance(child, ast.Constant) and type(child.value) is int:
            edit = put(node, field, number, ast.Constant(child.value + 1), child)
            shown = ast.unparse(node) if isinstance(node, ast.expr) else edit.change
            yield Edit(
                node=node,
                field=field,
                wrong=edit.wrong,
                change=f"{shown}: {edit.change}",
                at=child,
            )


def beyond(bound: Any, step: int) -> Any:
    """One more or less of what a bound counts: days of a day, minutes of an instant; of words
    what comes right after one, or before it."""
    if isinstance(bound, datetime | timedelta):
        return bound + timedelta(minutes=step)
    if isinstance(bound, date):
        return bound + timedelta(days=step)
    if isinstance(bound, StrEnum):
        return _neighbour(bound, step)
    if isinstance(bound, str):
        return f"{bound}~" if step > 0 else bound[:-1]
    return bound + step


def _neighbour(word: StrEnum, step: int) -> str:
    """The word of a list beside this one; past its ends a word that is not in it."""
    words = list(type(word))
    place = words.index(word) + step
    if 0 <= place < len(words):
        return words[place]
    return f"{word}~" if step > 0 else ""


@operator("quantifier")
def any_for_all(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Any stands for all, the least for the most, the last for any."""
    name = called(node)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
        return
    if name in OTHER_CALL:
        wrong = ast.Name(OTHER_CALL[name], ast.Load())
        change = f"{ast.unparse(node)} -> {wrong.id}"
        yield Edit(node=node, field="func", wrong=wrong, change=change, at=node)
    if name in {"any", "next"} and not _finds_by_code(node.args[0]):
        looked_at = ast.unparse(node.args[0])
        last = parsed(f"list({looked_at})[-1:]" if name == "any" else f"iter([*{looked_at}][::-1])")
        edit = put(node, "args", 0, last, node)
        yield Edit(
            node=node,
            field="args",
            wrong=edit.wrong,
            change=f"only the last of {ast.unparse(node)}",
            at=node,
        )


def _finds_by_code(looked_at: ast.expr) -> bool:
    """Whether one thing is found by its code: a law names none twice, so first and last are one."""
    asked = looked_at.generators[0].ifs if isinstance(looked_at, ast.GeneratorExp) else []
    return any(
        isinstance(test, ast.Compare)
        and isinstance(test.ops[0], ast.Eq)
        and isinstance(test.left, ast.Attribute)
        and test.left.attr == "code"
        for test in asked
    )


@operator("quantifier")
def last_for_first(node: ast.AST, _: Place) -> Iterator[Edit]:
    """The last stands for the first, the first for the last."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
        return
    if (index := ast.unparse(node.slice)) in {"0", "-1"}:
        wrong = parsed("-1" if index == "0" else "0")
        change = f"{ast.unparse(node)} -> [{ast.unparse(wrong)}]"
        yield Edit(node=node, field="slice", wrong=wrong, change=change, at=node)


@operator("quantifier")
def one_forgotten(node: ast.AST, place: Place) -> Iterator[Edit]:
    """One of several that count is forgotten."""
    held: ast.AST | None = None
    if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        held = node.comparators[0]
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node is place.node:
        held = node.value
        held = held.args[0] if isinstance(held, ast.Call) and held.args else held
    if isinstance(held, COLLECTIONS) and len(held.elts) > 1 and not _names_rules(held, place):
        for number in range(len(held.elts)):
            edit = drop(held, "elts", number, node)
            yield Edit(
                node=held,
                field="elts",
                wrong=edit.wrong,
                change=f"{_head(node)} {edit.change}",
                at=node,
            )


def _names_rules(held: COLLECTIONS, place: Place) -> bool:
    """Whether rules stand there, by id or by a name of their own, which an answer only tells."""
    return all(_said(one, place) in law_rules() for one in held.elts)


def _said(node: ast.expr, place: Place) -> object:
    """The constant that stands there, or that a name of the module stands for."""
    if isinstance(node, ast.Name):
        named = getattr(place.module, node.id, None)
        return named if isinstance(named, str) else None
    return node.value if isinstance(node, ast.Constant) else None


def _head(node: ast.AST) -> str:
    return ast.unparse(node.left) if isinstance(node, ast.Compare) else ""
