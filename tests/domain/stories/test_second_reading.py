"""What the second reading of the sources asked for and no other story told in its own place."""

import pytest

from domain.chapters.caller.commands import Object, Persuade, ReportToPolice, RestrictCaller
from domain.chapters.caller.terms import AbuseGround
from domain.chapters.dispatch.commands import Contact, Dispatch
from domain.chapters.intake.commands import (
    AcceptForDispatch,
    Answer,
    Refuse,
    Register,
    RequestInfo,
)
from domain.order.clock import Outcome
from domain.vocabulary import ItemType, State
from tests.domain.case import Case
from tests.domain.grounds import EARLIER, grounded

HAINAN, HENGDONG, WEIFANG = "hainan-prefecture-2022", "hengdong-2024", "weifang-2021"
POLICE = ReportToPolice()
AT_THE_FRONT_DESK = [
    pytest.param("UNCLEAR", marks=pytest.mark.rule("HD-16", "HD-21")),
    pytest.param("FABRICATED", marks=pytest.mark.rule("HD-21")),
    pytest.param("ABUSE", marks=pytest.mark.rule("HD-17")),
]


@pytest.mark.rule("HN-16")
def test_in_hainan_a_false_report_has_consequences_once_it_was_verified() -> None:
    false = ReportToPolice(ground=AbuseGround.FALSE_ACCUSATION)
    case = Case(HAINAN).register("report").by("supervisor")
    assert case.refused(false) == "text_missing"
    assert "HN-16" in case.does(false, "evidence").last("ReportedToPolice").basis
    assert case.by("seat_agent").refused(false, "evidence") == "role_may_not"


@pytest.mark.rule("HN-16")
def test_in_hainan_a_malicious_caller_is_persuaded_before_it_has_consequences() -> None:
    case = Case(HAINAN).register().by("supervisor")
    assert case.refused(POLICE, "evidence") == "abuse_did_not_go_on"
    case.by("seat_agent")
    for _ in range(3):
        case.does(Persuade(), "text").after(hours=1)
    case.by("supervisor").does(RestrictCaller(), "reason").after(hours=1)
    case.by("seat_agent").does(Persuade(), "text").by("supervisor")
    assert case.refused(POLICE) == "text_missing"
    assert "HN-16" in case.does(POLICE, "evidence").last("ReportedToPolice").basis


@pytest.mark.parametrize("code", AT_THE_FRONT_DESK)
def test_in_hengdong_the_front_desk_itself_refuses_what_is_vague_untrue_or_void(code: str) -> None:
    case = Case(HENGDONG).register().does(RequestInfo(missing=("subject",)))
    assert case.by("seat_agent").does(grounded(code), "reason").state is State.REFUSED


@pytest.mark.rule("HD-15")
@pytest.mark.parametrize("code", ["CONCLUDED", "DUPLICATE"])
def test_in_hengdong_new_facts_or_reasons_are_heard(code: str) -> None:
    again = Refuse(disposition=code, earlier=EARLIER)
    case = Case(HENGDONG).register(repeats=EARLIER, new_facts=True)
    assert case.refused(again, "reason") == "new_facts_given"
    case = Case(HENGDONG).register(repeats=EARLIER)
    assert case.does(again, "reason").state is State.REFUSED


@pytest.mark.rule("WF-07")
def test_in_weifang_what_happens_at_a_place_has_its_address() -> None:
    case, burst = Case(WEIFANG).by("seat_agent"), Register(type=ItemType.HELP, place_bound=True)
    assert case.refused(burst, "demand", "phone") == "text_missing"
    assert case.does(burst, "demand", "phone", "place").state is State.INTAKE


@pytest.mark.rule("WF-11")
def test_in_weifang_whoever_has_waited_beyond_the_limit_is_owed_an_explanation() -> None:
    case = Case(WEIFANG).signed_in().at("03-10 09:00").by("caller").does(Object(), "text")
    assert case.clock("handle/1").lapsed
    assert (case.clock("review/1").owner, case.clock("review/1").is_open) == (
        "objection_desk",
        True,
    )


@pytest.mark.rule("SY20-16")
@pytest.mark.parametrize("place", ["sanya-2018", "sanya-2020"])
def test_in_sanya_the_unit_speaks_with_whoever_the_call_centre_could_not_answer(place: str) -> None:
    case = Case(place).register("consult").by("unit_clerk", of="water")
    assert case.refused(Answer(kb_entry="visa-3"), "answer") == "role_may_not"
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    assert case.by("unit_clerk").clock("contact/1").owner == "water"
    assert case.does(Contact()).clock("contact/1").outcome is Outcome.MET
