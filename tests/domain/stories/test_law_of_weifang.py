"""潍坊 (2021): the regulation's own words on ways in, demands, secrecy and the hotline's duties."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.assessment.commands import ExcludeFromAssessment
from domain.chapters.caller.commands import SetConfidentiality
from domain.chapters.closing.commands import (
    ApproveTermination,
    ExplainTermination,
    RecordCallback,
    RequestTermination,
)
from domain.chapters.dispatch.commands import Designate, Dispatch, OpenDispute, RequestReturn
from domain.chapters.handling.commands import ApplyStatutoryLimit, RaiseHardCase, SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Register, TransferOut
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.law.bodies import HardCaseLevel
from domain.order.clock import Outcome
from domain.order.terms import Confidentiality, TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import Channel, ItemType, Level, ResultKind, State, Trigger
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.grounds import grounded

PLACE = "weifang-2021"
GROUNDS = [
    *("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE", "STATE_SECRET_PRIVACY"),
    *("CONCLUDED", "OTHER"),
]


@pytest.mark.rule("WF-01.1")
@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.WECHAT, Channel.WEIBO])
def test_the_telephone_and_the_media_beside_it_are_one_hotline(channel: Channel) -> None:
    assert "WF-01" in Case(PLACE).register(channel=channel).last("Registered").basis


@pytest.mark.rule("WF-02.1", "WF-06.1")
@pytest.mark.parametrize("type", ["consult", "help", "suggestion", "complaint", "report"])
def test_the_regulation_names_what_may_be_brought(type: str) -> None:
    assert "WF-02" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("WF-03.1")
def test_nobody_but_the_caller_and_the_hotline_says_what_is_kept_secret() -> None:
    case, secret = Case(PLACE).signed_in(), SetConfidentiality(level=Confidentiality.P3)
    assert case.by("unit_head").refused(secret) == "role_may_not"
    case.by("caller").does(secret)
    assert "WF-03" in case.last("ConfidentialitySet").basis


@pytest.mark.rule("WF-04.1", "WF-04.3")
def test_the_hotline_hands_on_and_assesses_and_a_unit_does_neither() -> None:
    case = Case(PLACE).register().does(AcceptForDispatch())
    assert case.by("unit_head").refused(Dispatch(unit="water")) == "role_may_not"
    assert case.by("unit_head").refused(ExcludeFromAssessment(), "reason") == "role_may_not"
    case.by("dispatcher").does(Dispatch(unit="water"))
    assert case.state is State.PENDING_ACCEPT


@pytest.mark.rule("WF-14.1", "WF-14.2")
def test_people_answer_at_night_and_on_holidays() -> None:
    case = Case(PLACE, at="10-01 02:00").register()
    assert case.clock("intake/1").due == moment("10-01 02:30")


@pytest.mark.rule("WF-16.1", "WF-17.1")
@pytest.mark.parametrize("code", GROUNDS)
def test_each_of_the_five_grounds_is_explained(code: str) -> None:
    case = Case(PLACE).register().by("shift_lead")
    assert case.refused(grounded(code)) == "text_missing"
    assert case.does(grounded(code), "reason", "route").state is State.REFUSED


@pytest.mark.rule("WF-41.1")
@pytest.mark.parametrize("line", ["110", "119", "120", "122"])
def test_what_belongs_to_an_emergency_line_is_put_through_to_it(line: str) -> None:
    case = Case(PLACE).register()
    assert case.refused(TransferOut(target=line)) == "call_not_put_through"
    assert case.does(TransferOut(target=line, warm=True)).state is State.TRANSFERRED_OUT


@pytest.mark.rule("WF-07.1", "WF-07.2")
def test_whoever_calls_leaves_a_number_and_need_not_give_a_name() -> None:
    case, demand = Case(PLACE).by("seat_agent"), Register(type=ItemType.COMPLAINT)
    assert case.refused(demand, "demand", "name") == "text_missing"
    assert case.does(demand, "demand", "phone").state is State.INTAKE


@pytest.mark.rule("WF-15.1", "WF-15.2")
def test_what_can_be_answered_at_once_is() -> None:
    case, reply = Case(PLACE).register("consult"), Answer(kb_entry="permit-1")
    assert case.by("unit_clerk").refused(reply, "answer") == "role_may_not"
    assert case.by("seat_agent").does(reply, "answer").state is State.CLOSED


@pytest.mark.rule("WF-18.1", "WF-33.2")
def test_five_working_days_and_then_supervision() -> None:
    case = Case(PLACE).signed_in()
    assert case.clock("handle/1").due == moment("03-09 24:00")
    assert case.at("03-10 24:00").after(hours=1).order.level is Level.L2


@pytest.mark.rule("WF-19.1", "WF-19.2")
def test_a_longer_limit_of_the_law_goes_before() -> None:
    case, longer = Case(PLACE).signed_in(), parse_limit("20 WD")
    law = ApplyStatutoryLimit(law="《政府信息公开条例》", article="33", limit=longer)
    assert case.by("unit_head").refused(law) == "role_may_not"
    assert case.by("hotline_head").does(law).clock("handle/1").limit == longer


@pytest.mark.rule("WF-20.1")
def test_what_circumstances_forbid_is_explained_with_a_way_to_solve_it_by_a_day() -> None:
    case, texts = Case(PLACE).signed_in(), ("explanation", "progress", "measures")
    undated = SubmitResult(result_kind=ResultKind.CONSTRAINED, **BY_PHONE)
    assert case.refused(undated, *texts) == "closing_field_missing"
    dated = replace(undated, deadline=date(2026, 6, 1))
    assert case.refused(dated, *texts[1:]) == "closing_field_missing"
    assert case.does(dated, *texts).clock("promise/1").due == moment("06-01 24:00")


@pytest.mark.rule("WF-23.2")
def test_ending_it_is_asked_for_in_writing_and_decided_by_the_hotline() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    stop = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
    case.does(stop, "application")
    assert case.by("unit_head").refused(ApproveTermination(), "explanation") == "role_may_not"
    case.by("hotline_head").does(ApproveTermination())
    assert case.state is State.TERM_REVIEW
    case.by("unit_head").does(ExplainTermination(**BY_PHONE), "explanation")
    assert case.state is State.TERMINATED


@pytest.mark.rule("WF-24", "WF-25.1", "WF-26.1")
def test_whoever_is_named_in_a_dispute_keeps_the_order() -> None:
    case, back = Case(PLACE).dispatched(), RequestReturn(proposed_unit="roads")
    case.by("unit_clerk").does(back, "reason", "basis").by("dispatcher").does(
        OpenDispute(), "reason"
    )
    case.by("hotline_head").does(Designate(unit="roads"), "decision").by("unit_clerk")
    assert case.refused(back, "reason", "basis") == "designated_may_not_return"


@pytest.mark.rule("WF-27.1", "WF-29.1")
def test_the_hotline_names_the_host_and_a_department_goes_before_a_county() -> None:
    case = Case(PLACE).signed_in("county")
    shared = SetHosts(host="county", co_hosts=("water",), counties=("county",))
    assert case.by("unit_head").refused(shared, "decision") == "role_may_not"
    assert case.by("hotline_head").refused(shared, "decision") == "department_hosts"


@pytest.mark.rule("WF-30")
def test_what_is_a_departments_duty_is_not_pushed_down_to_a_town() -> None:
    case = Case(PLACE).signed_in().by("unit_gateway")
    assert case.refused(SubDispatch(child="town", to_town=True)) == "not_a_towns_duty"
    assert case.by("unit_clerk").refused(SubDispatch(child="town")) == "role_may_not"


@pytest.mark.rule("WF-28.2")
def test_what_a_unit_cannot_solve_goes_up_step_by_step() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    meeting = RaiseHardCase(level=HardCaseLevel.EXECUTIVE_MEETING)
    for leaves_out in (meeting, RaiseHardCase(level=HardCaseLevel.JOINT_MEETING)):
        assert case.refused(leaves_out, "opinion") == "not_the_next_level"
    case.does(RaiseHardCase(level=HardCaseLevel.CITY_OFFICE), "opinion").by("hotline_head")
    assert case.refused(meeting, "opinion") == "lies_elsewhere"
    case.by("city_office").does(meeting, "opinion")
    assert case.order.hard_case is HardCaseLevel.EXECUTIVE_MEETING


@pytest.mark.rule("WF-31.2")
def test_the_callback_is_the_hotlines_and_is_kept() -> None:
    case = Case(PLACE).to_callback()
    assert case.by("unit_head").refused(RecordCallback(answered=False)) == "role_may_not"
    assert "CallbackDone" in case.called_back(solved=True, satisfied=2).kinds()


@pytest.mark.rule("WF-32.1", "WF-32.2")
def test_daily_supervision_is_the_hotlines_and_the_board_is_another_bodys() -> None:
    case = Case(PLACE).signed_in().by("supervisor")
    case.does(RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED))
    board = RaiseSupervision(level=Level.L3, trigger=Trigger.NEGATIVE_EFFECT)
    assert case.refused(board) == "authority_missing"
    issued = RaiseSupervision(
        level=Level.L3, trigger=Trigger.NEGATIVE_EFFECT, authority="city_office"
    )
    assert case.does(issued).order.level is Level.L3


@pytest.mark.rule("WF-15.3")
def test_what_cannot_be_answered_at_once_is_handed_on_within_the_desks_limit() -> None:
    case = Case(PLACE).register("consult").does(AcceptForDispatch())
    limit = case.clock("dispatch/1")
    assert (limit.owner, limit.due) == ("dispatch_desk", moment("03-02 14:00"))
    assert "WF-15" in limit.basis
    late = Case(PLACE).register("consult").does(AcceptForDispatch()).at("03-02 14:00")
    late.after(microseconds=1).by("dispatcher").does(Dispatch(unit="water"))
    assert (late.clock("dispatch/1").lapsed, late.clock("dispatch/1").outcome) == (
        limit.due,
        Outcome.LATE,
    )
    case.at("03-02 14:00").by("dispatcher").does(Dispatch(unit="water"))
    assert case.clock("dispatch/1").outcome is Outcome.MET


@pytest.mark.rule("WF-04.2")
def test_the_hotline_supervises_and_a_unit_does_not() -> None:
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = Case(PLACE).signed_in()
    for role in ("unit_clerk", "unit_gateway", "unit_officer", "unit_head"):
        assert case.by(role).refused(daily) == "role_may_not"
        assert case.by(role).refused(ClearSupervision(), "reason") == "role_may_not"
    assert case.by("supervisor").does(daily).order.level is Level.L2
