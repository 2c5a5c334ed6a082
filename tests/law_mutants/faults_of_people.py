"""Who it is: the owner of a new clock, the actor for the unit, the wrong person, role or desk."""

import ast
from collections.abc import Iterator

from domain.vocabulary import Role
from tests.law_mutants.callers import is_of_the_actor
from tests.law_mutants.operators import called, children, operator, parsed, put
from tests.law_mutants.syntax import Edit, Place

OWNER_AT = {"start": 2, "start_by": 2, "start_until": 2, "raise_to": 3, "_raise": 3, "_deadline": 2}
"""Which argument of a call says who owes what begins."""
OTHER_DESK = {"intake_desk": "dispatch_desk"}
SAME_KIND = {"decided_by": "asked_by", "asked_by": "decided_by"}
SAME_UNIT = ("require_own", "_require_own")
"""Where such a demand stands, whoever acts is of the unit that has the order."""


@operator("owner")
def wrong_owner(node: ast.AST, place: Place) -> Iterator[Edit]:
    """A duty begins on somebody else: whoever acts, whoever has the order, a desk."""
    found: list[tuple[str, int, ast.expr]] = []
    if (at := OWNER_AT.get(called(node))) and len(node.args) > at:  # type: ignore[attr-defined]
        found.append(("args", at, node.args[at]))  # type: ignore[attr-defined]
    if isinstance(node, ast.Tuple) and [_is_clock(item) for item in node.elts] == [True, False]:
        found.append(("elts", 1, node.elts[1]))
    for field, number, owner in found:
        for other in _others(owner, place):
            yield put(node, field, number, other, node)


@operator("owner")
def wrong_owner_by_name(node: ast.AST, place: Place) -> Iterator[Edit]:
    """A duty is ended, handed over or raised on somebody else."""
    if isinstance(node, ast.keyword) and node.arg == "owner":
        for other in _others(node.value, place):
            yield put(node, "value", None, other, node.value)


def _is_clock(node: ast.expr) -> bool:
    text = ast.unparse(node)
    return text.startswith("ClockName.") or text == "name"


def _others(owner: ast.expr, place: Place) -> Iterator[ast.expr]:
    said = ast.unparse(owner)
    others = ["'hotline_head'"]
    meant = _assigned(place.node).get(said, said)
    if "decision" in place.parameters:
        others = ["decision.actor.unit", "decision.order.unit", *others]
    elif "order" in place.parameters:
        others = ["order.unit", *others]
    named = getattr(place.module, said, None)
    same = {meant, meant.replace("order.unit", "decision.order.unit"), repr(named)}
    yield from (parsed(other) for other in others if other not in same)


def _assigned(function: ast.AST) -> dict[str, str]:
    """What a name of a function stands for, where it is said at once and never again."""
    pairs: list[tuple[str, str]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            pairs += _pairs(node.targets[0], node.value)
    names = [name for name, _ in pairs]
    return {name: value for name, value in pairs if names.count(name) == 1}


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[str, str]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [pair for one, said in pairs for pair in _pairs(one, said)]
    return [(ast.unparse(target), ast.unparse(value))]


@operator("actor")
def actor_for_unit(node: ast.AST, place: Place) -> Iterator[Edit]:
    """The unit of whoever acts stands where that of the order does, or the other way round."""
    for field, number, child in children(node):
        other = _other_unit(child, place)
        if other and not _are_one(place):
            yield put(node, field, number, parsed(other), child)


def _are_one(place: Place) -> bool:
    """Whether the place lets in only the unit that has the order."""
    return any(called(one).startswith(SAME_UNIT) for one in ast.walk(place.node))


def _other_unit(node: ast.AST, place: Place) -> str:
    if not isinstance(node, ast.Attribute) or not isinstance(node.ctx, ast.Load):
        return ""
    said, acting = ast.unparse(node), "decision" in place.parameters
    if said in {"decision.actor.unit", "fact.actor.unit"}:
        return "decision.order.unit" if acting else "order.unit"
    if said in {"order.unit", "decision.order.unit", "command.unit", "content.unit"}:
        if acting:
            return "decision.actor.unit"
        own = said == "content.unit" and is_of_the_actor(place)
        return "fact.actor.unit" if "fact" in place.parameters and not own else ""
    if said in {"clock.owner", "found.unit", "entry.unit", "noted.unit"}:
        return "decision.order.unit" if acting else "order.unit"
    return ""


@operator("person")
def wrong_role(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Another role stands there: the next one in the list of roles."""
    for field, number, child in children(node):
        if isinstance(child, ast.Attribute) and ast.unparse(child.value) == "Role":
            roles = list(Role)
            other = roles[(roles.index(Role[child.attr]) + 1) % len(roles)]
            yield put(node, field, number, parsed(f"Role.{other.name}"), child)


@operator("person")
def wrong_person(node: ast.AST, _: Place) -> Iterator[Edit]:
    """Whoever acts is taken for whom he acts for, who decided for who asked."""
    for field, number, child in children(node):
        if not isinstance(child, ast.Attribute) or not isinstance(child.ctx, ast.Load):
            continue
        said = ast.unparse(child)
        if said in {"decision.actor.person", "fact.actor.person"}:
            base = "decision.act" if said.startswith("decision") else "fact"
            for other in (f"{base}.on_behalf_of", said.replace("person", "unit")):
                yield put(node, field, number, parsed(other), child)
        elif other := SAME_KIND.get(child.attr, ""):
            base = ast.unparse(child.value)
            yield put(node, field, number, parsed(f"{base}.{other}"), child)


@operator("person")
def wrong_desk(node: ast.AST, place: Place) -> Iterator[Edit]:
    """Another desk owes it."""
    for field, number, child in children(node):
        if isinstance(child, ast.Name) and isinstance(child.ctx, ast.Load):
            desk = getattr(place.module, child.id, None)
            if child.id.isupper() and isinstance(desk, str) and _is_desk(child.id, node):
                other = OTHER_DESK.get(desk, "intake_desk")
                yield put(node, field, number, ast.Constant(other), child)


def _is_desk(name: str, node: ast.AST) -> bool:
    owes = called(node) in OWNER_AT or (isinstance(node, ast.keyword) and node.arg == "owner")
    return name.endswith("_DESK") or owes
