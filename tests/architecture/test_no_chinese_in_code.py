"""Product code is English: the office's words stand in texts/, what a place's law says in policies'
data. Names, literals, docstrings and comments are all held to it.
"""

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
ADVICE = (
    "Chinese stands in product code: put what people read into texts/<subject>.toml under a token "
    "and say it with texts.zh, both or glossed; put what people write into texts/understood; say "
    "docstrings and comments in English, the office's word stands in docs/glossary.md."
)


def modules() -> Iterator[str]:
    """Every module of the product, from the root."""
    for room in ROOMS:
        yield from (str(path.relative_to(ROOT)) for path in sorted((ROOT / room).rglob("*.py")))


def chinese_lines(source: str) -> Iterator[str]:
    """The lines with Chinese in them, in whatever part of the code."""
    for place, line in enumerate(source.splitlines(), start=1):
        if CHINESE.search(line):
            yield f"line {place}: {line.strip()}"


def test_no_line_of_the_product_speaks_chinese() -> None:
    found = [
        f"{module}: {said}"
        for module in modules()
        for said in chinese_lines((ROOT / module).read_text("utf-8"))
    ]
    assert not found, ADVICE


@pytest.mark.parametrize(
    "source",
    ['words = "已派发"', '"""Dispatch (派发)."""', "x = 1  # 派发", 'a = f"{b}条"', "派发 = 1"],
)
def test_chinese_is_seen_wherever_it_stands(source: str) -> None:
    assert list(chinese_lines(source))
