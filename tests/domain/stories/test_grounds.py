"""Stories of what is not taken in (分类处理): each ground and each line by its own rules."""

import pytest

from domain.chapters.intake.commands import RequestInfo, TransferOut
from domain.decide import Decided
from domain.vocabulary import Channel, State
from tests.domain.case import Case
from tests.domain.grounds import asked_and_refused, grounded

GENERAL = [
    ("MUST_USE_PROCEDURE", "HN-10 HD-13 C:C9 NA-05"),
    ("ALREADY_IN_PROCEDURE", "AH-06 HD-13 C:C9"),
    ("CONSTITUTION", "HN-06 C:C8"),
    ("STATE_SECRET_PRIVACY", "HN-07 HD-11 HD-12"),
    ("UNCLEAR", "HN-08 HD-16 HD-21"),
    ("FABRICATED", "HN-08 HD-21"),
    ("ABUSE", "HN-09 HD-17"),
    ("OUT_OF_JURISDICTION", "HN-15 HD-09"),
    ("PARTY_NPC_MATTERS", "HN-11 HD-14 C:C5"),
    ("MILITARY", "HD-10 C:C5"),
    ("EMERGENCY_LINE", "HN-14 HD-10 C:C7"),
    ("CONCLUDED", "HN-12 HD-15 C:C10"),
    ("DUPLICATE", "HD-15 C:C10"),
    ("UNIDENTIFIED", "HN-13 C:C4"),
]
SANYA = [
    *("CONSTITUTION", "SUBVERSION", "FABRICATED", "ABUSE", "OUT_OF_JURISDICTION"),
    *("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE", "OTHER"),
]
WEIFANG = [
    *("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE", "STATE_SECRET_PRIVACY", "CONCLUDED", "OTHER"),
]
LINES = [
    ("110", "SY20-24 HN-14 NA-12 C:C7"),
    ("119", "SY20-24 HN-14 C:C7"),
    ("120", "SY20-24 HN-14 C:C7"),
    ("122", "SY20-24 HN-14 C:C7"),
    ("discipline", "SY20-25 C:C6"),
    ("12301", "SYT-01 C:C15"),
]


ROUTED = {
    "national-default": "MUST_USE_PROCEDURE ALREADY_IN_PROCEDURE PARTY_NPC_MATTERS MILITARY "
    "EMERGENCY_LINE",
    "sanya-2020": "MUST_USE_PROCEDURE ALREADY_IN_PROCEDURE",
    "weifang-2021": "MUST_USE_PROCEDURE",
}
"""The grounds on which the caller is told where else to go; on all others a reason is enough."""


def each(rows: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """One story for each row, held to the rules of the row."""
    cases = [
        pytest.param(code, id=code, marks=pytest.mark.rule(*rules.split())) for code, rules in rows
    ]
    return pytest.mark.parametrize("code", cases)


@each(GENERAL)
def test_each_ground_rests_on_its_own_rules(code: str) -> None:
    case = asked_and_refused(Case().register(), code, "reason", "route")
    assert case.state is State.REFUSED


@each([(code, "SY20-13") for code in SANYA])
def test_sanya_has_its_own_grounds(code: str) -> None:
    case = asked_and_refused(Case("sanya-2020").register(), code, "reason", "route")
    assert case.state is State.REFUSED


@each([(code, "WF-16 WF-17") for code in WEIFANG])
def test_weifang_has_its_own_grounds(code: str) -> None:
    case = asked_and_refused(Case("weifang-2021").register(), code, "reason", "route")
    assert case.state is State.REFUSED


def without_a_route(pack: str, code: str) -> bool:
    """Whether a demand may be refused without telling the caller where to go."""
    case = Case(pack).register().does(RequestInfo(missing=("subject",))).by("shift_lead")
    return isinstance(case.asks(grounded(code), "reason"), Decided)


@each(GENERAL)
def test_who_is_sent_to_another_authority_is_told_the_way(code: str) -> None:
    assert without_a_route("national-default", code) is (code not in ROUTED["national-default"])
    asked_and_refused(Case().register(), code, "reason", "route")


@each([(code, "SY20-13") for code in SANYA])
def test_in_sanya_too_the_way_is_told(code: str) -> None:
    assert without_a_route("sanya-2020", code) is (code not in ROUTED["sanya-2020"])
    asked_and_refused(Case("sanya-2020").register(), code, "reason", "route")


@each([(code, "WF-16 WF-17") for code in WEIFANG])
def test_in_weifang_the_way_is_told_for_the_first_ground_only(code: str) -> None:
    assert without_a_route("weifang-2021", code) is (code not in ROUTED["weifang-2021"])
    case = Case("weifang-2021").register().by("shift_lead")
    assert case.refused(grounded(code)) == "text_missing"
    case.does(grounded(code), "reason", "route")


@each(LINES)
def test_only_emergency_lines_are_put_through(code: str) -> None:
    through = TransferOut(target=code)
    if code.startswith("1") and code != "12301":
        assert Case().register().refused(through) == "call_not_put_through"
    else:
        assert Case().register().does(through).state is State.TRANSFERRED_OUT


@each(LINES)
def test_each_line_is_reached_by_its_own_rules(code: str) -> None:
    case = Case().register().does(TransferOut(target=code, warm=True))
    assert case.state is State.TRANSFERRED_OUT


@pytest.mark.rule("SY20-24", "C:C7.1", "T:T04.2")
def test_whoever_telephones_about_a_fire_is_put_through() -> None:
    assert Case().register().refused(TransferOut(target="119")) == "call_not_put_through"


@pytest.mark.rule("SY20-24.2")
def test_a_letter_cannot_be_put_through() -> None:
    case = Case().register(channel=Channel.LETTER).does(TransferOut(target="119"))
    assert case.state is State.TRANSFERRED_OUT


@pytest.mark.rule("SY20-25.2", "C:C6")
def test_a_complaint_about_officials_goes_to_discipline_without_the_caller_on_the_line() -> None:
    case = Case().register("complaint").does(TransferOut(target="discipline"))
    assert case.state is State.TRANSFERRED_OUT


@pytest.mark.rule("T:T04", "C:C7", "AH-12")
def test_nothing_is_passed_on_to_whom_the_law_does_not_list() -> None:
    case = Case().register()
    assert case.refused(TransferOut(target="haikou")) == "unknown_transfer"
    assert case.does(TransferOut(target="other_platform")).state is State.TRANSFERRED_OUT
