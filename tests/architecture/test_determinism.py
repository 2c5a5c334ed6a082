"""What is replayed must come out the same: no clock, no chance, no outside world in an order.

The sandbox lets our own modules pass, so that it costs little; this holds them to its rules.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPLAYED = sorted(path for part in ("domain", "workflows") for path in (ROOT / part).rglob("*.py"))
OUTSIDE = {
    "io",
    "multiprocessing",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "threading",
    "time",
    "urllib",
}
"""Modules whose answers differ from one run to the next."""
CLOCKS = {"now", "today", "utcnow"}
CHANCE = {"uuid1", "uuid4", "uuid7", "token_hex", "urandom"}
SETS_OF = {"set", "frozenset"}
OPENERS = {"open", "input", "print", "id", "hash"}
WORKFLOW = "workflow"


def strays(source: str) -> Iterator[str]:
    """Every place where a module could come to another answer when it is replayed."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                taken = {name.name.partition(".")[0] for name in names}
                yield from (f"line {node.lineno}: imports {name}" for name in taken & OUTSIDE)
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in OUTSIDE:
                yield f"line {node.lineno}: imports from {module}"
            case ast.Call(func=ast.Attribute(attr=attr, value=value)) if attr in CLOCKS:
                if not (isinstance(value, ast.Name) and value.id == WORKFLOW):
                    yield f"line {node.lineno}: reads a clock with .{attr}()"
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in CHANCE:
                yield f"line {node.lineno}: draws by chance with .{attr}()"
            case ast.Call(func=ast.Name(id=name)) if name in CHANCE | OPENERS:
                yield f"line {node.lineno}: calls {name}()"
            case ast.For(iter=walked) | ast.comprehension(iter=walked) if _is_set(walked):
                yield f"line {walked.lineno}: walks a set, whose order nobody promises"


def _is_set(walked: ast.expr) -> bool:
    made = isinstance(walked, ast.Call) and isinstance(walked.func, ast.Name)
    return isinstance(walked, (ast.Set, ast.SetComp)) or (made and walked.func.id in SETS_OF)


@pytest.mark.parametrize("module", REPLAYED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_replayed_module_asks_nobody_outside(module: Path) -> None:
    found = list(strays(module.read_text()))
    assert not found, (
        f"{module.relative_to(ROOT)}: {'; '.join(found)}. An order is replayed from its history "
        "and must come to the same answer: take instants from the act or from workflow.now(), "
        "sort what is walked, and ask the outside world through workflows/ports.py."
    )


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("import random", "imports random"),
        ("from time import monotonic", "imports from time"),
        ("import os.path", "imports os"),
        ("due = datetime.now(UTC)", "reads a clock"),
        ("day = date.today()", "reads a clock"),
        ("name = uuid.uuid4()", "draws by chance"),
        ("name = uuid4()", "calls uuid4()"),
        ("text = open('x').read()", "calls open()"),
        ("units = [unit for unit in {'a', 'b'}]", "walks a set"),
        ("for unit in set(units): pass", "walks a set"),
    ],
)
def test_what_would_differ_on_replay_is_seen(source: str, says: str) -> None:
    assert [found for found in strays(source) if says in found]


def test_the_workflow_s_own_clock_and_sorted_sets_are_allowed() -> None:
    assert not list(strays("at = workflow.now()\nfor unit in sorted({'a', 'b'}): pass"))
