"""Tests come through the public door: no test binds to a name that a module keeps for itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = (
    *("domain", "policies", "workflows", "store", "readmodel", "audit", "services", "texts"),
    *("activities", "workers", "operations", "api", "console", "cli", "migrations"),
)
ADVICE = (
    "A test binds to a private name of the product. Test what the module promises instead; where "
    "the thing deserves a name of its own, give it a public one and a docstring."
)
PATCHING = {"setattr", "delattr", "getattr"}


def is_private(name: str) -> bool:
    """Whether a module, or a class, keeps a name for itself."""
    return name.startswith("_") and not (name.startswith("__") and name.endswith("__"))


def of_the_product(module: str) -> bool:
    """Whether a module is one of the product's."""
    return module.partition(".")[0] in PRODUCT


def bindings(source: str) -> Iterator[str]:
    """Where a module of tests names what the product keeps for itself."""
    tree = ast.parse(source)
    ours = set(product_names(tree))
    for node in ast.walk(tree):
        for name in private_names(node, ours):
            yield f"line {getattr(node, 'lineno', 0)}: {name}"


def product_names(tree: ast.Module) -> Iterator[str]:
    """What a module of tests calls what it imports from the product."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and of_the_product(node.module or ""):
            yield from (alias.asname or alias.name for alias in node.names)
        if isinstance(node, ast.Import):
            for alias in node.names:
                if of_the_product(alias.name):
                    yield alias.asname or alias.name.partition(".")[0]


def private_names(node: ast.AST, ours: set[str]) -> Iterator[str]:
    """The private names of the product that one node binds to."""
    match node:
        case ast.ImportFrom(module=str(module), names=names) if of_the_product(module):
            yield from (alias.name for alias in names if is_private(alias.name))
        case ast.Attribute(value=value, attr=name) if is_private(name) and root_of(value) in ours:
            yield name
        case ast.Call(func=function, args=args) if called(function) in PATCHING:
            yield from patched(args, ours)


def patched(args: list[ast.expr], ours: set[str]) -> Iterator[str]:
    """The private names that a test replaces or gets by their spelling."""
    match args:
        case [ast.Constant(value=str(path)), *_] if of_the_product(path):
            yield from (name for name in path.split(".") if is_private(name))
        case [place, ast.Constant(value=str(name)), *_] if root_of(place) in ours:
            yield from [name] if is_private(name) else []


def root_of(node: ast.expr) -> str:
    """The name at which a chain of attributes begins."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def called(function: ast.expr) -> str:
    """What a called function is named."""
    match function:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_no_test_binds_to_a_private_name() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {bound}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        for bound in bindings(path.read_text("utf-8"))
    ]
    assert found == [], ADVICE


@pytest.mark.parametrize(
    "source",
    [
        "from domain.decide import _first",
        "from domain import decide\ndecide._first",
        "import domain.decide as life\nlife._first",
        "import domain.decide\ndomain.decide._first",
        "from domain import decide\npatch.setattr(decide, '_first', 1)",
        "from domain.time.counting import Due\nmonkeypatch.setattr(Due, '_on', 1)",
        "patch.setattr('domain.decide._first', 1)",
        "from domain import decide\ngetattr(decide, '_first')",
    ],
)
def test_every_way_of_binding_is_seen(source: str) -> None:
    assert len(list(bindings(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from domain.decide import decide as _decide",
        "import sys\nsys._getframe(2)",
        "from domain import decide\npatch.setattr(decide, 'lapse_until', 1)",
        "from domain import decide\ndecide.__name__",
        "self._kept = 1",
    ],
)
def test_what_is_public_or_the_tests_own_is_left_alone(source: str) -> None:
    assert list(bindings(source)) == []
