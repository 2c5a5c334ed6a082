"""Lantern Bay: an invented city abroad, whose clocks go forward on 29 March 2026 at 01:00."""

from pathlib import Path

import pytest

from policies.calendar_library import built_in_library
from policies.library import load_pack
from tests.domain.case import Case

HERE = Path(__file__).parent
PLACE = HERE / "lantern-bay-calendar.toml"
CALENDARS = built_in_library().with_file(PLACE.read_text(encoding="utf-8"), PLACE.name)
LAW = load_pack(HERE / "lantern-bay.toml", CALENDARS)


@pytest.mark.rule("G:G1")
@pytest.mark.parametrize(
    ("type", "sent", "due"),
    [
        ("help", "03-27 10:00", "03-28 10:00"),
        ("help", "03-28 10:00", "03-29 11:00"),
        ("help", "10-24 10:00", "10-25 09:00"),
        ("consult", "03-28 13:00", "03-30 13:00"),
        ("consult", "10-24 13:00", "10-26 13:00"),
    ],
)
def test_hours_are_true_hours_and_office_hours_are_local(type: str, sent: str, due: str) -> None:
    case = Case(LAW, at=sent, calendars=CALENDARS).dispatched(type=type)
    assert case.clock("handle/1").due == case.here(due)
