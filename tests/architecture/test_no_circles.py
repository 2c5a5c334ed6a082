"""No two modules of the product need each other, not even within a function or for types only.

A circle of modules is one module in several files: none can be read, moved or tested alone, and
which of them is imported first decides whether the program starts.
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NO_PRODUCT = {"tests", "migrations", "docs", "scripts"}
PACKAGES = sorted(
    path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name not in NO_PRODUCT
)


def modules(package: Path) -> dict[str, str]:
    """Every module of a package by its dotted name, with its source."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = path.read_text(encoding="utf-8")
    return found


def needs(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """The modules among these that each of them imports."""
    return {name: set(_imported(text, sources.keys())) - {name} for name, text in sources.items()}


def _imported(text: str, known: object) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found = inner if inner in known else node.module
                if found in known:
                    yield found


def circle(sources: Mapping[str, str]) -> list[str]:
    """One circle among these modules, from a module back to itself; empty where there is none."""
    try:
        TopologicalSorter(needs(sources)).prepare()
    except CycleError as found:
        return list(reversed(found.args[1]))
    return []


def test_no_modules_of_the_product_need_each_other() -> None:
    sources = {k: v for name in PACKAGES for k, v in modules(ROOT / name).items()}
    found = circle(sources)
    assert not found, (
        f"{' imports '.join(found)}: a circle. Move what both sides need into a module below them "
        "(in the core: a closed list into terms.py, a part of the order into domain/order), or "
        "let the lower one be handed what it needs. An import for types only is a need as well."
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("from shop.b import B", "from shop.a import A"),
        ("from shop import b", "import shop.a"),
        ("def f():\n    from shop.b import B", "from shop.a import A"),
        ("if TYPE_CHECKING:\n    from shop.b import B", "from shop.a import A"),
    ],
)
def test_a_circle_is_seen_however_it_is_written(one: str, other: str) -> None:
    found = circle({"shop": "", "shop.a": one, "shop.b": other})
    assert found[0] == found[-1]
    assert {*found} == {"shop.a", "shop.b"}


def test_a_straight_way_is_no_circle() -> None:
    assert not circle({"shop": "", "shop.a": "from shop.b import B", "shop.b": "import json"})
