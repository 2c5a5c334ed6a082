"""Each number of another hotline, place by place: whether it is gone, lives on, or is a part."""

import pytest

from domain.chapters.intake.rules import LineMode
from tests.domain.case import Case

OWN, MERGED, DUAL, PART = LineMode.OWN, LineMode.MERGED, LineMode.DUAL, LineMode.SUB_CENTRE
TABLE = [
    ("national-default", MERGED, "NA-02 HN-02", "12312 12321 96119"),
    (
        "national-default",
        DUAL,
        "NA-02 HN-03 AH-03",
        "12315 12316 12317 12320 12328 12333 12350",
    ),
    (
        "national-default",
        DUAL,
        "NA-02 AH-03",
        "12318 12319 12331 12336 12348 12349 12356 12358 12365 12369",
    ),
    ("national-default", PART, "NA-02 SY20-01", "12301-centre"),
    ("hainan-prefecture-2022", OWN, "HN-01.1", "12345 0974-12345"),
    (
        "hainan-prefecture-2022",
        MERGED,
        "HN-02",
        "12312 12318 12319 12319-earthquakes 12321 12336 12356 12369 96119",
    ),
    (
        "hainan-prefecture-2022",
        DUAL,
        "HN-03",
        "12315 12316 12317 12320 12328 12333 12350",
    ),
    (
        "anhui-2018",
        DUAL,
        "AH-03.1",
        "12365 12319 12317 12350 12369 12333 12331 12348 12320 "
        "12356 12358 12336 12316 12318 12328 12349 12315",
    ),
]
"""Place, how they are joined, its rules, and the numbers: 撤号合并, 双号并行, 设分中心."""
LINES = [
    pytest.param(place, code, mode, id=f"{place} {code}", marks=pytest.mark.rule(*rules.split()))
    for place, mode, rules, codes in TABLE
    for code in codes.split()
]


@pytest.mark.parametrize(("place", "code", "mode"), LINES)
def test_by_which_number_a_demand_came_and_how_it_is_joined_is_on_record(
    place: str, code: str, mode: LineMode
) -> None:
    registered = Case(place).register(line=code).last("Registered").content
    assert (registered.line, registered.joined) == (code, mode)  # type: ignore[union-attr]


@pytest.mark.rule("T:T02")
def test_whoever_dials_12345_comes_by_no_other_hotline() -> None:
    assert Case().register().last("Registered").content.joined is None  # type: ignore[union-attr]
