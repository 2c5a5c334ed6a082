"""Stories of single values of the law: how long each duty takes, whom one calls, who may act."""

from datetime import date, timedelta

import pytest

from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Designate, OpenDispute, RequestReturn
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import Commit, SubmitResult
from domain.chapters.intake.commands import Register
from domain.chapters.supervision.commands import RaiseSupervision
from domain.vocabulary import (
    EmergencyKind,
    ItemClass,
    ItemType,
    Level,
    ResultKind,
    State,
    Trigger,
    Urgency,
)
from tests.domain.case import BY_PHONE, Case, moment

NOT_OURS = RequestReturn(proposed_unit="roads")
LISTED = RaiseSupervision(level=Level.L2, trigger=Trigger.NEGATIVE_EFFECT)


@pytest.mark.rule("G:G2.1", "T:T11")
def test_a_unit_has_a_working_day_to_sign_in() -> None:
    case = Case().dispatched()
    assert case.clock("accept/1").due == moment("03-03 24:00")
    assert "AutoAccepted" in case.at("03-04 00:01").kinds()


@pytest.mark.rule("G:G3", "T:T09")
def test_the_city_owes_an_answer_to_a_question_within_a_working_day() -> None:
    assert Case().dispatched(type="consult").clock("total/1").due == moment("03-03 24:00")


@pytest.mark.rule("T:T31")
def test_a_result_is_reviewed_within_a_working_day() -> None:
    case = Case().signed_in().solved()
    assert case.clock("review/1").due == moment("03-03 24:00")
    assert case.by("reviewer").does(PassReview()).clock("review/1").lapsed is None


@pytest.mark.rule("G:G13")
def test_after_an_emergency_the_caller_is_called_within_two_hours() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY).steps_taken()
    case.does(SubmitResult(result_kind=ResultKind.EMERGENCY, **BY_PHONE), "situation", "method")
    case.by("reviewer").does(PassReview())
    assert case.clock("callback/1").due - case.now == timedelta(hours=2)


@pytest.mark.rule("T:T44", "E:EX")
def test_supervision_of_an_emergency_has_an_hour() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).after(minutes=6).by("supervisor")
    case.does(LISTED, "reason")
    assert case.clock("supervision/1").due - case.now == timedelta(hours=1)


@pytest.mark.rule("SY18-02", "G:G3")
def test_in_sanya_the_city_owes_an_end_to_what_lies_in_the_street_within_two_days() -> None:
    case = Case("sanya-2018").dispatched(class_=ItemClass.CITY_MANAGEMENT)
    assert case.clock("total/1").due == moment("03-04 09:00")


@pytest.mark.rule("SY18-03.3", "G:G3")
def test_in_sanya_the_city_has_five_working_days_for_anything_else() -> None:
    case = Case("sanya-2018").dispatched(class_=ItemClass.OTHER)
    assert case.clock("total/1").due == moment("03-09 24:00")


@pytest.mark.rule("SY20-21.1", "E:E2.1")
def test_in_sanya_the_caller_is_spoken_to_within_ten_minutes() -> None:
    case = Case("sanya-2018").dispatched(urgency=Urgency.EMERGENCY)
    assert case.clock("contact/1").due == moment("03-02 09:10")


@pytest.mark.rule("SY20-22.2", "C:C2")
def test_in_sanya_the_territory_steps_in_for_a_silent_unit() -> None:
    case = Case("sanya-2018").dispatched(urgency=Urgency.EMERGENCY).after(minutes=6)
    assert "TerritorialFallback" in case.kinds()


@pytest.mark.rule("SY20-19.1", "T:T43")
def test_in_sanya_the_call_centre_says_what_an_emergency_is() -> None:
    case = Case("sanya-2018").register().by("seat_agent")
    case.does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.order.urgency is Urgency.EMERGENCY


@pytest.mark.rule("WF-18.2", "G:G3")
def test_in_weifang_the_city_has_five_working_days_too() -> None:
    assert Case("weifang-2021").dispatched().clock("total/1").due == moment("03-09 24:00")


@pytest.mark.rule("WF-20", "T:T24")
def test_in_weifang_a_unit_may_promise_a_day() -> None:
    promise = Commit(promise_date=date(2026, 4, 1), **BY_PHONE)
    case = Case("weifang-2021").signed_in().does(promise, "explanation", "plan", "progress")
    assert case.state is State.COMMITTED


@pytest.mark.rule("WF-24", "WF-25.1", "T:T13", "T:T17")
def test_in_weifang_a_dispute_ends_by_designation() -> None:
    case = Case("weifang-2021").signed_in().does(NOT_OURS, "reason", "basis").by("dispatcher")
    case.does(OpenDispute(), "reason").does(Designate(unit="roads"), "decision")
    assert case.order.unit == "roads"


@pytest.mark.rule("WF-32", "WF-33", "T:T44")
def test_in_weifang_the_hotline_opens_daily_supervision() -> None:
    case = Case("weifang-2021").signed_in().by("supervisor").does(LISTED, "reason")
    assert case.order.level is Level.L2


@pytest.mark.rule("T:T36", "AH-09", "T:T37")
def test_the_supervisor_looks_into_a_dissatisfaction_and_not_the_unit() -> None:
    again = Recheck(decision=RecheckDecision.REWORK)
    case = Case().to_recheck().by("unit_clerk")
    assert case.refused(again, "reason") == "role_may_not"
    assert case.by("supervisor").does(again, "reason").state is State.HANDLING


@pytest.mark.rule("WF-07")
def test_in_weifang_nobody_is_registered_without_a_telephone() -> None:
    demand = Register(type=ItemType.HELP, territory="east_district")
    case = Case("weifang-2021").by("seat_agent")
    assert case.refused(demand, "demand", "name", "place") == "text_missing"


@pytest.mark.rule("WF-31.1", "G:G13.2")
@pytest.mark.parametrize(
    "pack",
    [
        pytest.param("national-default", marks=pytest.mark.rule("G:G13")),
        pytest.param("weifang-2021", marks=pytest.mark.rule("G:G13", "WF-31")),
    ],
)
@pytest.mark.parametrize("type", ["complaint", "report", "help"])
def test_whoever_complains_reports_or_asks_for_help_is_called_back(pack: str, type: str) -> None:
    case = Case(pack, number="20260302-000001").signed_in(type=type).by("unit_clerk")
    if type == "help":
        case.solved()
    else:
        unfounded = SubmitResult(result_kind=ResultKind.UNSUBSTANTIATED, **BY_PHONE)
        case.does(unfounded, "findings", "explanation")
    assert case.by("reviewer").does(PassReview()).state is State.PENDING_CALLBACK
    assert case.called_back(solved=True, satisfied=1).state is State.CLOSED
