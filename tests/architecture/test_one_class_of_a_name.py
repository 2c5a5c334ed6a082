"""One vocabulary: a name means one thing, so no two classes of the product bear the same one."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("activities", "api", "audit", "cli", "domain", "operations", "policies", "readmodel"),
    *("services", "store", "texts", "workers", "workflows"),
)
ADVICE = (
    "Give the newer class the field's own term for what it is (docs/glossary.md has them): who "
    "meets the name in an import, a traceback or a log must know which of the two it is."
)


def bearers(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """The modules that define a class, by its name; only names that several classes bear."""
    found = defaultdict[str, list[str]](list)
    for module, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(module)
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def product(rooms: Iterable[str] = ROOMS) -> dict[str, str]:
    """The source of every module of the product, by its path from the root."""
    paths = (path for room in rooms for path in sorted((ROOT / room).rglob("*.py")))
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in paths}


def test_every_class_has_a_name_of_its_own() -> None:
    assert bearers(product()) == {}, ADVICE


@pytest.mark.parametrize(
    "second",
    [
        "class Entry: ...",
        "def make():\n    class Entry: ...",
        "class Other:\n    class Entry: ...",
    ],
)
def test_a_second_class_of_a_name_is_seen(second: str) -> None:
    assert bearers({"a.py": "class Entry: ...", "b.py": second}) == {"Entry": ["a.py", "b.py"]}
