"""Whichever day a run of tests pretends, processes and databases agree on it."""

import os
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from tests.databases import Database
from tests.pretended_day import DAY

A_MOMENT = timedelta(seconds=10)
A_LONG_RUN = timedelta(hours=2)


async def test_the_database_lives_in_the_same_time(office: Database, rehearsal: Database) -> None:
    for database in (office, rehearsal):
        async with database.engines.patient.connect() as connection:
            told = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
        assert abs(told - datetime.now(UTC)) < A_MOMENT


def test_the_pretended_day_is_today() -> None:
    began = datetime.fromisoformat(os.environ.get(DAY) or datetime.now(UTC).isoformat())
    assert timedelta() <= datetime.now(UTC) - began < A_LONG_RUN
