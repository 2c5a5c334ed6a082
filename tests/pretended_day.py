"""Any day may be today: PAIDAN_TEST_DAY names an instant at which the tests of a run begin.

The clocks of the test processes and of their databases go on from there, all by the same step. What
the tests start besides lives in the machine's time.
"""

import os
from datetime import timedelta
from typing import Final

import psycopg

DAY: Final = "PAIDAN_TEST_DAY"
STEP: Final = "PAIDAN_TEST_STEP_S"
"""Tells the processes of a run how many seconds the first of them went ahead."""
PATH: Final = "public, pretended, pg_catalog"
"""A database looks for a function in PostgreSQL's own catalogue last."""
CLOCK: Final = """
CREATE SCHEMA IF NOT EXISTS pretended;
CREATE OR REPLACE FUNCTION pretended.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT pg_catalog.clock_timestamp() + make_interval(secs => {step})';
"""


def step() -> timedelta:
    """How far this run lives ahead of the machine, or behind it."""
    return timedelta(seconds=float(os.environ.get(STEP, "0")))


def move_database(url: str, name: str) -> None:
    """Let whoever asks this database for the time be told that of the pretended day."""
    if not step():
        return
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(CLOCK.format(step=step().total_seconds()).encode())
        connection.execute(f"ALTER DATABASE {name} SET search_path = {PATH}".encode())
