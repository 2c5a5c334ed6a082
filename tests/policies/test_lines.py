"""Lines to which demands are passed on, as an office writes them: with the days they hold."""

from datetime import date
from pathlib import Path

import pytest

from policies.library import load_pack
from policies.mistake import BadPack
from tests.policies.pack_texts import PROVENANCE, town, written


def tourism(days: str) -> str:
    """The town's tourism line, in force on these days."""
    words = f'code = "12301", put_through = false, title = "旅游投诉", {days}, {PROVENANCE}'
    return town(f"transfer = [{{ {words} }}]")


def test_a_line_holds_from_one_day_to_another(tmp_path: Path) -> None:
    days = "valid_from = 2013-05-01, valid_to = 2020-12-31"
    line = load_pack(written(tmp_path, tourism(days))).transfer("12301")
    assert line is not None
    assert line.is_valid(date(2013, 5, 1))
    assert line.is_valid(date(2020, 12, 31))
    assert not line.is_valid(date(2013, 4, 30))
    assert not line.is_valid(date(2021, 1, 1))


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ("valid_from = 2020-01-02, valid_to = 2020-01-01", "lies before 2020-01-02"),
        ('valid_to = "2020-01-01"', "must be date"),
    ],
)
def test_days_that_cannot_be_are_refused(tmp_path: Path, days: str, reason: str) -> None:
    with pytest.raises(BadPack) as bad:
        load_pack(written(tmp_path, tourism(days)))
    (mistake,) = bad.value.mistakes
    assert mistake.key.endswith("valid_to")
    assert reason in mistake.reason


def test_a_number_and_a_queue_are_read_and_told_apart_by_their_codes(tmp_path: Path) -> None:
    shared = 'number = "12319", mode = "merged", title = "两用"'
    lines = f'line = [{{ code = "quake", {shared}, {PROVENANCE} }}]'
    queue = f'queue = [{{ code = "approvals", title = "审批", {PROVENANCE} }}]'
    pack = load_pack(written(tmp_path, town(lines, queue)))
    assert {line.code for line in pack.lines if line.number == "12319"} == {"12319", "quake"}
    assert [queue.title for queue in pack.queues if queue.code == "approvals"] == ["审批"]


def test_a_number_whose_last_day_lies_before_its_first_is_refused(tmp_path: Path) -> None:
    days = "valid_from = 2020-01-02, valid_to = 2020-01-01"
    words = f'code = "x", number = "x", mode = "dual", title = "x", {days}, {PROVENANCE}'
    with pytest.raises(BadPack) as bad:
        load_pack(written(tmp_path, town(f"line = [{{ {words} }}]")))
    (mistake,) = bad.value.mistakes
    assert mistake.key == "line (x).valid_to"
