"""三亚 (2018): when an order counts as done, and the measures of 2017 around it."""

from datetime import UTC, date, datetime

import pytest

from domain.chapters.assessment.commands import ExcludeFromAssessment
from domain.chapters.closing.commands import PassReview, RecordCallback
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.emergency.commands import Arrive, Protect
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Answer, Register, TransferOut
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.vocabulary import (
    Channel,
    ItemClass,
    ItemType,
    Level,
    ResultKind,
    State,
    Trigger,
    Urgency,
)
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.grounds import grounded

PLACE = "sanya-2018"
TOLD = datetime(2026, 3, 2, 1, tzinfo=UTC)
GROUNDS = [
    *("CONSTITUTION", "SUBVERSION", "FABRICATED", "ABUSE", "OUT_OF_JURISDICTION"),
    *("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE", "OTHER"),
]
WAYS = [
    *(Channel.PHONE, Channel.LETTER, Channel.MAIL, Channel.SMS),
    *(Channel.WECHAT, Channel.WEIBO, Channel.WEB),
]
HANDLED = ("findings", "handling_of_responsible", "handling_of_matter", "legal_basis")
HELP = pytest.mark.rule("SY18-06")
ADVICE = pytest.mark.rule("SY18-07")
BRANCHES = [
    pytest.param("help", ResultKind.SOLVED, ("solution", "evidence"), marks=HELP),
    pytest.param("help", ResultKind.UNREASONABLE, ("explanation", "law_article"), marks=HELP),
    pytest.param("suggestion", ResultKind.DONE_ALREADY, ("done",), marks=ADVICE),
    pytest.param("suggestion", ResultKind.NOT_ADOPTED, ("reason", "explanation"), marks=ADVICE),
]


@pytest.mark.rule("SY20-02.1", "SY20-12.1")
@pytest.mark.parametrize("type", ["consult", "help", "complaint", "report", "suggestion"])
def test_citizens_tourists_and_firms_bring_five_kinds_of_demand(type: str) -> None:
    assert "SY20-02" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("SY20-02.2")
def test_the_hotline_serves_at_every_hour() -> None:
    case = Case(PLACE, at="10-01 02:00").register()
    assert case.clock("intake/1").due == moment("10-01 02:30")


@pytest.mark.rule("SY20-14.1")
@pytest.mark.parametrize("channel", WAYS)
def test_the_measures_name_the_ways_in(channel: Channel) -> None:
    assert "SY20-14" in Case(PLACE).register(channel=channel).last("Registered").basis


@pytest.mark.rule("SY20-13.1")
@pytest.mark.parametrize("code", GROUNDS)
def test_each_of_the_seven_grounds_refuses_with_a_reason(code: str) -> None:
    case = Case(PLACE).register().by("shift_lead")
    assert case.refused(grounded(code)) == "text_missing"
    assert case.does(grounded(code), "reason", "route").state is State.REFUSED


@pytest.mark.rule("SYT-01", "SYT-02", "SY20-01.3")
@pytest.mark.parametrize("type", ["complaint", "report", "help", "consult"])
def test_tourism_goes_to_its_own_line_and_is_watched_there(type: str) -> None:
    case = Case(PLACE).register(type).does(TransferOut(target="12301"))
    assert (case.state, case.owed()) == (State.FOLLOWED, {"outside_result/1"})


@pytest.mark.rule("SY20-04.1")
def test_the_hotline_office_coordinates_and_assesses_the_members() -> None:
    case, hosts = Case(PLACE).signed_in(), SetHosts(host="water", co_hosts=("roads",))
    assert case.by("unit_head").refused(hosts, "decision") == "role_may_not"
    assert case.by("hotline_head").does(hosts, "decision").order.co_hosts == ("roads",)


@pytest.mark.rule("SY20-05.1")
def test_what_counts_in_the_yearly_assessment_is_the_assessors_question() -> None:
    case = Case(PLACE).signed_in()
    assert case.by("unit_head").refused(ExcludeFromAssessment(), "reason") == "role_may_not"
    assert case.by("assessor").does(ExcludeFromAssessment(), "reason").order.exclusion_asked_by


@pytest.mark.rule("SY20-06.1", "SY20-06.2")
def test_the_call_centre_follows_up_what_it_handed_on() -> None:
    case = Case(PLACE).to_callback()
    assert "SY20-06" in case.clock("callback/1").basis
    assert case.by("unit_head").refused(RecordCallback(answered=False)) == "role_may_not"


@pytest.mark.rule("SY20-15.1", "SY20-15.2")
def test_what_a_district_handles_goes_by_its_sub_centre_to_the_department() -> None:
    case = Case(PLACE).register().does(AcceptForDispatch())
    assert case.by("unit_clerk").refused(Dispatch(unit="jiyang_centre")) == "role_may_not"
    case.by("dispatcher").does(Dispatch(unit="jiyang_centre")).by("unit_clerk").does(Accept())
    case.by("district_centre", of="jiyang_centre").does(SubDispatch(child="jiyang_water"))
    assert "SY20-15" in case.clock("sub_handle/1").basis


@pytest.mark.rule("SYE-01.1")
def test_the_bureau_takes_a_report_in_and_the_district_looks_into_it() -> None:
    case = Case(PLACE).signed_in("ecology_bureau", "report").by("unit_gateway")
    case.does(SubDispatch(child="jiyang_ecology"))
    assert case.order.unit == "ecology_bureau"
    assert "sub_handle/1" in case.owed()


@pytest.mark.rule("SYE-02.1")
def test_whoever_works_there_or_lives_with_them_is_heard_and_not_rewarded() -> None:
    inside = Register(type=ItemType.REPORT, interested=True)
    case = Case(PLACE).by("seat_agent").does(inside, "demand", "phone")
    assert case.state is State.INTAKE
    assert case.last("Registered").content.interested  # type: ignore[union-attr]
    assert "SYE-02" not in Case(PLACE).register("report").last("Registered").basis


@pytest.mark.rule("SY20-07.3")
def test_a_sub_centre_supervises_and_reviews_what_its_district_does() -> None:
    case = Case(PLACE).signed_in()
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    assert case.by("callback_officer").refused(daily) == "role_may_not"
    assert case.by("district_centre").does(daily).order.level is Level.L2
    assert case.solved().by("callback_officer").refused(PassReview()) == "role_may_not"
    assert case.by("district_centre").does(PassReview()).state is State.PENDING_CALLBACK


@pytest.mark.rule("SY20-16.1")
def test_a_question_is_answered_from_the_knowledge_base_by_the_call_centre() -> None:
    case, reply = Case(PLACE).register("consult"), Answer(kb_entry="visa-3")
    assert case.by("unit_clerk").refused(reply, "answer") == "role_may_not"
    assert case.by("seat_agent").does(reply, "answer").state is State.CLOSED


@pytest.mark.rule("SY20-24.1")
@pytest.mark.parametrize("line", ["110", "119", "120"])
def test_whoever_needs_rescue_is_told_the_line_and_put_through(line: str) -> None:
    case = Case(PLACE).register()
    assert case.refused(TransferOut(target=line)) == "call_not_put_through"
    assert case.refused(TransferOut(target=line, warm=True)) == "caller_not_told"
    assert case.refused(TransferOut(target=line, told=True)) == "call_not_put_through"
    both = TransferOut(target=line, warm=True, told=True)
    assert case.does(both).state is State.TRANSFERRED_OUT
    assert case.last("TransferredOut").content.told  # type: ignore[union-attr]


@pytest.mark.rule("SY20-25.1")
def test_what_party_members_did_wrong_is_passed_on_to_discipline() -> None:
    case = Case(PLACE).register("complaint").does(TransferOut(target="discipline"))
    assert case.state is State.TRANSFERRED_OUT


@pytest.mark.rule("SY20-11.1")
def test_a_result_leaves_the_unit_by_its_clerk() -> None:
    case, result = Case(PLACE).signed_in(), SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.by("unit_officer").refused(result, "solution", "evidence") == "role_may_not"
    case.by("unit_clerk").does(result, "solution", "evidence")
    assert case.state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-04.1")
def test_a_question_is_done_with_when_it_is_answered() -> None:
    case = Case(PLACE).signed_in(type="consult")
    told = SubmitResult(result_kind=ResultKind.ANSWERED, **BY_PHONE)
    assert case.refused(told, "answer_source") == "closing_field_missing"
    assert case.does(told, "answer", "answer_source").state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-05.1", "SY18-05.3")
@pytest.mark.parametrize("type", ["complaint", "report"])
def test_a_true_complaint_has_consequences_for_people_and_things(type: str) -> None:
    case = Case(PLACE).signed_in(type=type)
    true = SubmitResult(result_kind=ResultKind.SUBSTANTIATED, **BY_PHONE)
    assert case.refused(true, "findings", "legal_basis") == "closing_field_missing"
    assert case.does(true, *HANDLED).state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-05.2")
def test_whoever_complained_without_ground_is_told_the_findings() -> None:
    case = Case(PLACE).signed_in(type="complaint")
    untold = SubmitResult(result_kind=ResultKind.UNSUBSTANTIATED)
    assert case.refused(untold, "findings", "explanation") == "telling_missing"
    told = SubmitResult(result_kind=ResultKind.UNSUBSTANTIATED, **BY_PHONE)
    assert case.does(told, "findings", "explanation").state is State.PENDING_REVIEW


@pytest.mark.parametrize(("type", "kind", "texts"), BRANCHES)
def test_each_branch_has_its_own_proof(type: str, kind: ResultKind, texts: tuple[str, ...]) -> None:
    case, result = Case(PLACE).signed_in(type=type), SubmitResult(result_kind=kind, **BY_PHONE)
    assert case.refused(result, *texts[:-1]) == "closing_field_missing"
    assert case.does(result, *texts).state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-07.1")
def test_an_adopted_suggestion_names_its_day() -> None:
    case = Case(PLACE).signed_in(type="suggestion")
    undated = SubmitResult(result_kind=ResultKind.ADOPTED, **BY_PHONE)
    assert case.refused(undated) == "closing_field_missing"
    dated = SubmitResult(
        result_kind=ResultKind.ADOPTED, completion_date=date(2026, 6, 1), **BY_PHONE
    )
    assert case.does(dated).state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-02.1", "SY18-02.2", "SY18-03.2")
def test_city_management_is_counted_in_hours_and_the_rest_in_working_days() -> None:
    street = Case(PLACE, at="02-16 20:00").dispatched(class_=ItemClass.CITY_MANAGEMENT)
    assert street.clock("accept/1").due == moment("02-17 08:00")
    assert street.clock("handle/1").due == moment("02-18 20:00")
    other = Case(PLACE, at="02-16 20:00").dispatched()
    assert other.clock("handle/1").due == moment("02-28 24:00")


@pytest.mark.rule("SY18-08.1", "SY18-08.2")
def test_the_first_unit_is_there_and_people_are_safe_within_twenty_minutes() -> None:
    case = Case(PLACE).dispatched(urgency=Urgency.EMERGENCY)
    assert case.clock("arrive/1").due == case.clock("protect/1").due == moment("03-02 09:20")
    case.after(minutes=19).by("unit_officer").does(Arrive(), "place", "evidence")
    case.does(Protect(), "evidence")
    assert not {"arrive/1", "protect/1"} & case.owed()
