"""Each ground of refusal, place by place: whether the caller must be told where else to go."""

from dataclasses import replace

import pytest

from domain.chapters.intake.commands import RequestInfo
from domain.decide import Decided
from domain.vocabulary import State
from tests.domain.case import Case
from tests.domain.grounds import grounded

TABLE = {
    "hengdong-2024": [
        ("OUT_OF_JURISDICTION", False, "HD-09"),
        ("MILITARY", True, "HD-10.1 C:C5"),
        ("EMERGENCY_LINE", True, "HD-10 C:C7"),
        ("STATE_SECRET_PRIVACY", False, "HD-11"),
        ("AGAINST_LAW_OR_MORALS", False, "HD-12"),
        ("MUST_USE_PROCEDURE", True, "HD-13.1 C:C9"),
        ("ALREADY_IN_PROCEDURE", True, "HD-13 C:C9"),
        ("PARTY_NPC_MATTERS", True, "HD-14.1 C:C5"),
        ("DUPLICATE", False, "HD-15 C:C10"),
        ("CONCLUDED", False, "HD-15 C:C10"),
        ("UNCLEAR", False, "HD-16 HD-21"),
        ("FABRICATED", False, "HD-21"),
        ("ABUSE", False, "HD-17"),
        ("OTHER", False, "HD-18"),
    ],
    "hainan-prefecture-2022": [
        ("CONSTITUTION", False, "HN-06"),
        ("STATE_SECRET_PRIVACY", False, "HN-07"),
        ("UNCLEAR", False, "HN-08"),
        ("FABRICATED", False, "HN-08"),
        ("ABUSE", False, "HN-09"),
        ("NO_SUBSTANCE", False, "HN-09"),
        ("MUST_USE_PROCEDURE", True, "HN-10 C:C9"),
        ("ALREADY_IN_PROCEDURE", True, "HN-10 C:C9"),
        ("PARTY_NPC_MATTERS", True, "HN-11.1 C:C5"),
        ("MILITARY", True, "HN-11.1 C:C5"),
        ("CONCLUDED", False, "HN-12 C:C10"),
        ("UNIDENTIFIED", False, "HN-13 C:C4"),
        ("EMERGENCY_LINE", True, "HN-14 C:C7"),
        ("OUT_OF_JURISDICTION", False, "HN-15"),
    ],
    "beijing-style": [
        ("EMERGENCY_LINE", True, "C:C7 C:C8.1"),
        ("MUST_USE_PROCEDURE", True, "C:C8.1 C:C9"),
        ("ALREADY_IN_PROCEDURE", True, "C:C8.1 C:C9"),
        ("DUPLICATE", False, "C:C8.1 C:C10"),
        ("CONCLUDED", False, "C:C8.1 C:C10"),
    ],
    "national-2025": [
        ("MUST_USE_PROCEDURE", True, "NA-05 C:C9"),
        ("ALREADY_IN_PROCEDURE", True, "NA-05 C:C9"),
        ("STATE_SECRET_PRIVACY", False, "NA-05 C:C4"),
        ("PARTY_NPC_MATTERS", True, "NA-05 C:C5"),
        ("ABUSE", False, "NA-05"),
        ("EMERGENCY_LINE", True, "NA-05 C:C7"),
    ],
}
"""Ground, whether the lawful way is told, and its rules; a reason is given on every ground."""
RESTS_ON = [
    ("national-default", "CONCLUDED", "C:C10 HN-12 HD-15"),
    ("national-default", "DUPLICATE", "C:C10 HD-15"),
    ("national-default", "ALREADY_IN_PROCEDURE", "C:C9 AH-06 HD-13"),
    ("national-2025", "ALREADY_IN_PROCEDURE", "NA-05 C:C9"),
    ("anhui-2018", "DUPLICATE", "AH-13 C:C10"),
    ("anhui-2018", "ALREADY_IN_PROCEDURE", "AH-06 C:C9"),
    ("beijing-style", "CONCLUDED", "C:C8 C:C10"),
    ("beijing-style", "DUPLICATE", "C:C8 C:C10"),
    ("beijing-style", "ALREADY_IN_PROCEDURE", "C:C8 C:C9"),
    ("hainan-prefecture-2022", "CONCLUDED", "HN-12 C:C10"),
    ("hainan-prefecture-2022", "ALREADY_IN_PROCEDURE", "HN-10 C:C9"),
    ("hengdong-2024", "CONCLUDED", "HD-15 C:C10"),
    ("hengdong-2024", "DUPLICATE", "HD-15 C:C10"),
    ("hengdong-2024", "ALREADY_IN_PROCEDURE", "HD-13 C:C9"),
    ("sanya-2018", "ALREADY_IN_PROCEDURE", "SY20-13 C:C9"),
    ("weifang-2021", "CONCLUDED", "WF-16 WF-17"),
    ("weifang-2021", "ALREADY_IN_PROCEDURE", "WF-16 WF-17"),
]
"""Ground that is no mere word: an earlier order is named, or the number of a case."""
SHOWN = [
    pytest.param(place, code, id=f"{place} {code}", marks=pytest.mark.rule(*rules.split()))
    for place, code, rules in RESTS_ON
]
GROUNDS = [
    pytest.param(place, code, told, id=f"{place} {code}", marks=pytest.mark.rule(*rules.split()))
    for place, rows in TABLE.items()
    for code, told, rules in rows
]


@pytest.mark.parametrize(("place", "code", "told"), GROUNDS)
def test_the_way_is_told_to_whom_another_authority_can_help(
    place: str, code: str, told: bool
) -> None:
    case = Case(place).register().does(RequestInfo(missing=("subject",)))
    no = grounded(code)
    case.by("shift_lead")
    assert case.refused(no, "route") == "text_missing"
    assert isinstance(case.asks(no, "reason"), Decided) is not told
    assert case.does(no, "reason", "route").state is State.REFUSED


@pytest.mark.parametrize(("place", "code"), SHOWN)
def test_nobody_is_turned_away_because_of_a_case_that_is_not_named(place: str, code: str) -> None:
    case = Case(place).register().by("shift_lead")
    bare = replace(grounded(code), earlier="", case_no="")
    unnamed = "case_number" if code == "ALREADY_IN_PROCEDURE" else "earlier_order"
    assert case.refused(bare, "reason", "route") == f"{unnamed}_missing"
    assert case.does(grounded(code), "reason", "route").state is State.REFUSED
