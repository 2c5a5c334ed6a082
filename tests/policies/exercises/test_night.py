"""夜间市: whoever is sent to an emergency at night arrives within fifteen minutes."""

from pathlib import Path

import pytest

from domain.vocabulary import Urgency
from policies.library import load_pack
from tests.domain.case import Case

LAW = load_pack(Path(__file__).with_name("night.toml"))


@pytest.mark.rule("E:E3")
@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("03-02 21:59", "03-02 22:29"),
        ("03-02 22:00", "03-02 22:15"),
        ("03-03 05:59", "03-03 06:14"),
        ("03-03 06:00", "03-03 06:30"),
    ],
)
def test_at_night_one_arrives_within_fifteen_minutes(sent: str, due: str) -> None:
    case = Case(LAW, at=sent).dispatched(urgency=Urgency.EMERGENCY)
    assert case.clock("arrive/1").due == case.here(due)
