"""A short storm in every test run; the long one is run by hand (tests/faults/storm.py)."""

from pathlib import Path

import pytest

from tests.faults.aftermath import look_at
from tests.faults.storm import Storm, weather

pytestmark = pytest.mark.long(seconds=150)


async def test_what_was_acknowledged_survives_the_killing_of_every_part(tmp_path: Path) -> None:
    storm = Storm(home=tmp_path, kills=8, commands=60)
    try:
        await weather(storm)
        seen = await look_at(storm)
    finally:
        storm.paidan("down")
    assert seen["kills"] >= 8
    assert seen["acknowledged"] >= 60
    assert seen["wrong_answers"] == []
    assert seen["without_facts"] == []
    assert seen["orders_with_gaps"] == []
    assert seen["differences"] == []
    assert seen["lapses_off_their_due"] == 0
