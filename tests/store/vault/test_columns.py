"""An erasure covers all that is kept of a caller: every column says what it tells of one."""

import tomllib
from collections import Counter
from pathlib import Path

from tests.every_table import every_table

FILE = Path(__file__).with_name("columns.toml")


def test_every_column_says_what_it_tells_of_a_caller() -> None:
    """A new one is a question: what does an erasure do about it? The answer stands in the file."""
    said = Counter(
        f"{table}.{column}"
        for tables in tomllib.loads(FILE.read_text()).values()
        for table, columns in tables.items()
        for column in columns
    )
    there = {f"{c.table.name}.{c.name}" for t in every_table().sorted_tables for c in t.columns}
    assert there - set(said) == set(), f"say in {FILE.name} what these tell of a caller"
    assert set(said) - there == set(), f"these are no columns any more: {FILE.name}"
    assert [column for column, times in said.items() if times > 1] == []
