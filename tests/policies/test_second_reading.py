"""The page of the second reading answers every demand once, and the tests that it names exist."""

import ast
import random
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "second-reading.md"
DEMANDS = range(1, 120)
SEED, DRAWN = 14, 10
ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
AGAIN = re.compile(r"^\| (\d+) \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[^`:]+\.py)::(test_\w+)`")
LEFT = re.compile(r"; (?:not software|due later|differs by decision|open): \S")
OFFICE_WORDS = re.compile(r"「[\u4e00-\u9fff].*?」")
ROWS = ROW.findall(PAGE.read_text(encoding="utf-8"))
TOLD = {"half held by `", "held by `", "not software: ", "differs by decision: ", "due later: "}


@cache
def functions(file: Path) -> frozenset[str]:
    """The functions of a test file; none where there is no such file."""
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_every_demand_has_exactly_one_row() -> None:
    numbers = sorted(int(number) for number, *_ in ROWS)
    assert numbers == list(DEMANDS), "each demand of the second reading has one row of its own"


@pytest.mark.parametrize(("number", "words", "answer"), [(n, w, a) for n, _, w, a in ROWS])
def test_a_row_is_answered_in_one_of_the_ways(number: str, words: str, answer: str) -> None:
    assert re.search(r"[\u4e00-\u9fff]", words), f"row {number} quotes no office"
    (way,) = (told for told in TOLD if answer.startswith(told))
    named = TEST.findall(answer)
    if "held by" in way:
        assert named, f"row {number} is held by no test"
    if way.startswith("half"):
        assert LEFT.search(answer), f"row {number} does not say what is left"
    if way.startswith("differs"):
        assert OFFICE_WORDS.search(answer), f"row {number} does not say from which words it differs"


@pytest.mark.parametrize(("number", "answer"), [(n, a) for n, *_, a in ROWS])
def test_every_test_that_a_row_names_exists(number: str, answer: str) -> None:
    gone = [
        f"{file}::{name}"
        for file, name in TEST.findall(answer)
        if name not in functions(ROOT / file)
    ]
    assert not gone, f"row {number} names tests that there are not: read it again and name others"


def test_ten_rows_drawn_by_chance_were_read_again() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = AGAIN.findall(text.split("## Ten rows read again")[1])
    drawn = sorted(random.Random(SEED).sample(DEMANDS, DRAWN))
    assert sorted(int(number) for number, _ in told) == drawn
    marked = [int(number) for number, demand, *_ in ROWS if demand.endswith("(read again)")]
    assert marked == drawn
