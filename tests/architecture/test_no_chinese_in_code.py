"""Product code is English: the office's words stand in texts/, what a place's law says in policies'
data. Names, literals, docstrings and comments are all held to it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("domain", "policies", "workflows", "store", "readmodel", "audit", "services"),
    *("activities", "workers", "operations", "api", "console", "cli", "migrations"),
)
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
GLOSSES_TO_COME = (
    *("api/", "audit/", "cli/", "domain/", "operations/", "policies/", "readmodel/"),
    *("services/", "store/"),
)
"""Where docstrings and comments still carry glosses; the list only grows shorter."""
ADVICE = (
    "Chinese stands in product code: put what people read into texts/<subject>.toml under a token "
    "and say it with texts.zh, both or glossed; put what people write into texts/understood; say "
    "docstrings and comments in English, the office's word stands in docs/glossary.md."
)


def modules() -> Iterator[str]:
    """Every module of the product, from the root."""
    for room in ROOMS:
        yield from (str(path.relative_to(ROOT)) for path in sorted((ROOT / room).rglob("*.py")))


def docstring_places(tree: ast.Module) -> set[int]:
    """The docstrings of a module, those below a field included."""
    return {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in (node.body if isinstance(getattr(node, "body", None), list) else ())
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    }


def literals(source: str) -> Iterator[str]:
    """The literals with Chinese in them, docstrings apart."""
    if not CHINESE.search(source):
        return
    tree, lines = ast.parse(source), source.splitlines()
    docstrings = docstring_places(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            around = "".join(lines[node.lineno - 1 : node.end_lineno])
            if id(node) in docstrings or not CHINESE.search(around):
                continue
            if CHINESE.search(ast.get_source_segment(source, node) or node.value):
                yield f"line {node.lineno}: {node.value!r}"


def glosses(source: str) -> Iterator[str]:
    """The lines with Chinese in them, literals and all."""
    for place, line in enumerate(source.splitlines(), start=1):
        if CHINESE.search(line):
            yield f"line {place}: {line.strip()}"


def test_no_literal_speaks_chinese() -> None:
    found = [
        f"{module}: {said}"
        for module in modules()
        for said in literals((ROOT / module).read_text("utf-8"))
    ]
    assert not found, ADVICE


def test_no_docstring_or_comment_speaks_chinese() -> None:
    found = [
        f"{module}: {said}"
        for module in modules()
        if not module.startswith(GLOSSES_TO_COME)
        for said in glosses((ROOT / module).read_text("utf-8"))
    ]
    assert not found, ADVICE


def test_what_is_clean_leaves_the_list() -> None:
    for place in GLOSSES_TO_COME:
        here = (ROOT / module for module in modules() if module.startswith(place))
        dirty = any(any(glosses(path.read_text("utf-8"))) for path in here)
        assert dirty, f"{place} is clean by now: take it out of the list"


@pytest.mark.parametrize(
    ("source", "is_literal"),
    [('words = "已派发"', True), ('"""Dispatch (派发)."""', False), ("x = 1  # 派发", False)],
)
def test_chinese_is_seen_wherever_it_stands(source: str, is_literal: bool) -> None:
    assert bool(list(literals(source))) is is_literal
    assert list(glosses(source))
