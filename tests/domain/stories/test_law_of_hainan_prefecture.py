"""海南州 (2022): ten matters that are not taken in, real names, telephones at every hour."""

import pytest

from domain.chapters.intake.commands import Refuse, Register
from domain.vocabulary import Channel, ItemType, State, Urgency
from policies.library import calendar_for, load_pack
from tests.domain.case import Case, moment
from tests.domain.grounds import asked_and_refused, grounded

PLACE = "hainan-prefecture-2022"
GROUNDS = [
    pytest.param("CONSTITUTION", marks=pytest.mark.rule("HN-06.1")),
    pytest.param("STATE_SECRET_PRIVACY", marks=pytest.mark.rule("HN-07.1")),
    pytest.param("UNCLEAR", marks=pytest.mark.rule("HN-08")),
    pytest.param("FABRICATED", marks=pytest.mark.rule("HN-08.2")),
    pytest.param("ABUSE", marks=pytest.mark.rule("HN-09.1")),
    pytest.param("NO_SUBSTANCE", marks=pytest.mark.rule("HN-09.1")),
    pytest.param("MUST_USE_PROCEDURE", marks=pytest.mark.rule("HN-10")),
    pytest.param("ALREADY_IN_PROCEDURE", marks=pytest.mark.rule("HN-10")),
    pytest.param("PARTY_NPC_MATTERS", marks=pytest.mark.rule("HN-11")),
    pytest.param("MILITARY", marks=pytest.mark.rule("HN-11")),
    pytest.param("CONCLUDED", marks=pytest.mark.rule("HN-12")),
    pytest.param("UNIDENTIFIED", marks=pytest.mark.rule("HN-13")),
    pytest.param("EMERGENCY_LINE", marks=pytest.mark.rule("HN-14")),
    pytest.param("OUT_OF_JURISDICTION", marks=pytest.mark.rule("HN-15.1")),
]
TYPES = ["consult", "help", "complaint", "report", "suggestion"]


@pytest.mark.parametrize("code", GROUNDS)
def test_each_of_the_ten_grounds_refuses_with_a_reason(code: str) -> None:
    case = Case(PLACE).register()
    assert case.by("shift_lead").refused(grounded(code)) == "text_missing"
    assert asked_and_refused(case, code, "reason", "route").state is State.REFUSED


@pytest.mark.parametrize("code", ["OTHER", "DUPLICATE"])
def test_there_is_no_eleventh_ground(code: str) -> None:
    case = Case(PLACE).register().by("shift_lead")
    assert case.refused(Refuse(disposition=code), "reason") == "unknown_disposition"


@pytest.mark.rule("HN-10.1")
@pytest.mark.parametrize("code", ["MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE"])
def test_whoever_belongs_in_a_procedure_is_told_the_way(code: str) -> None:
    case = Case(PLACE).register()
    assert case.refused(Refuse(disposition=code), "reason") == "text_missing"


@pytest.mark.rule("HN-13.1")
def test_nobody_is_heard_without_a_real_name_and_a_number() -> None:
    case = Case(PLACE).by("seat_agent")
    demand = Register(type=ItemType.COMPLAINT)
    assert case.refused(demand, "demand", "phone") == "text_missing"
    assert case.refused(demand, "demand", "name") == "text_missing"
    assert case.does(demand, "demand", "name", "phone").state is State.INTAKE


@pytest.mark.rule("HN-13")
@pytest.mark.parametrize("type", [type for type in ItemType if type is not ItemType.REPORT])
def test_who_claims_rights_of_his_own_gives_his_name(type: ItemType) -> None:
    nameless = Register(type=type, anonymous=True)
    assert Case(PLACE).by("seat_agent").refused(nameless, "demand") == "anonymous_not_allowed"


@pytest.mark.rule("HN-13.2", "X:X27")
def test_who_reports_a_danger_to_all_is_heard_without_a_name() -> None:
    report = Register(type=ItemType.REPORT, anonymous=True)
    fire = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY, anonymous=True)
    for nameless in (report, fire):
        case = Case(PLACE).by("seat_agent").does(nameless, "demand")
        assert "HN-13" in case.last("Registered").basis


@pytest.mark.rule("HN-04.1")
def test_the_desk_works_at_three_in_the_morning_of_a_holiday() -> None:
    case = Case(PLACE, at="02-17 03:00").register()
    assert case.clock("intake/1").due == moment("02-17 03:30")


@pytest.mark.rule("HN-05.1")
@pytest.mark.parametrize("type", TYPES)
def test_the_notice_names_five_kinds_of_demand(type: str) -> None:
    assert "HN-05" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("HN-01")
def test_whoever_telephones_dials_one_number_here_and_one_from_elsewhere() -> None:
    case = Case(PLACE).register()
    assert "HN-01" in case.last("Registered").basis
    assert "HN-01" not in Case(PLACE).register(channel=Channel.WEB).last("Registered").basis


def test_the_prefecture_keeps_a_calendar_of_its_own() -> None:
    calendar = calendar_for(load_pack(PLACE))
    assert calendar.name == "hainan-prefecture"
    case = Case(PLACE, at="02-13 09:00").dispatched()
    assert case.clock("handle/1").due == moment("02-27 24:00")
    assert case.clock("handle/1").calendar.startswith("hainan-prefecture")
