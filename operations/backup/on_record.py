"""That a backup was taken stands in the database that it is a copy of: what is erased later is
still in it, and somebody must be able to say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

BEGUN: Final = """
INSERT INTO backup_taken (place, kept_until)
VALUES (%s, clock_timestamp() + %s * interval '1 day') RETURNING id
"""
GIVEN_UP: Final = "DELETE FROM backup_taken WHERE id = %s RETURNING id"


class NotNoted(RuntimeError):
    """The database could not be told that a backup is taken of it."""


@contextmanager
def on_record(database_url: str, place: Path, keep_days: int | None) -> Iterator[None]:
    """Write a backup down before it is begun; one that was not finished is taken out again.

    Raises NotNoted."""
    row = _said(database_url, BEGUN, (str(place), keep_days))
    try:
        yield
    except BaseException:
        _said(database_url, GIVEN_UP, row)
        raise


def _said(database_url: str, words: str, values: tuple[object, ...]) -> tuple[int, ...]:
    try:
        with psycopg.connect(database_url, autocommit=True) as connection:
            found = connection.execute(words.encode(), values)
            row: tuple[int, ...] | None = found.fetchone()
    except psycopg.Error as silent:
        raise NotNoted(f"the database does not take the note ({type(silent).__name__})") from silent
    return row or ()
