"""An erasure covers all that is kept of a caller: every column says what it tells of one."""

import tomllib
from collections import Counter
from pathlib import Path

import store.accounts.tables
import store.archive.archive_tables
import store.archive.finding_tables
import store.backups
import store.city
import store.configuration.change_tables
import store.exports.export_tables
import store.held.held_tables
import store.register.tables
import store.vault.blind_index_tables
import store.vault.erasing  # noqa: F401 (importing them enters their tables)
from store.tables import Base

FILE = Path(__file__).with_name("columns.toml")


def test_every_column_says_what_it_tells_of_a_caller() -> None:
    """A new one is a question: what does an erasure do about it? The answer stands in the file."""
    said = Counter(
        f"{table}.{column}"
        for tables in tomllib.loads(FILE.read_text()).values()
        for table, columns in tables.items()
        for column in columns
    )
    there = {f"{c.table.name}.{c.name}" for t in Base.metadata.sorted_tables for c in t.columns}
    assert there - set(said) == set(), f"say in {FILE.name} what these tell of a caller"
    assert set(said) - there == set(), f"these are no columns any more: {FILE.name}"
    assert [column for column, times in said.items() if times > 1] == []
