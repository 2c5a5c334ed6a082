"""三门县: twelve hours to hand on what the city sends, results checked, contentment counts."""

from datetime import timedelta

import pytest

from domain.chapters.assessment.commands import ExcludeFromAssessment
from domain.chapters.closing.commands import PassReview, RejectReview
from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.emergency.commands import DeclareEmergency, ReportThreat, ReportToLeaders
from domain.chapters.emergency.terms import ThreatKind
from domain.chapters.handling.commands import RaiseHardCase
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import LeaderNote
from domain.chapters.together.commands import Merge
from domain.law.bodies import HardCaseLevel
from domain.order.clock import Outcome
from domain.vocabulary import Channel, EmergencyKind, Level, State, Urgency
from tests.domain.case import Case, moment

PLACE = "sanmen"
TO_THE_DEPUTY = ReportToLeaders(authority="deputy_mayor")


@pytest.mark.rule("SM-02.1")
def test_what_the_city_sends_goes_to_its_unit_within_twelve_hours() -> None:
    case = (
        Case(PLACE, at="03-02 09:00").register(channel=Channel.UPSTREAM).does(AcceptForDispatch())
    )
    assert case.clock("dispatch/1").due == moment("03-02 21:00")


@pytest.mark.rule("SM-06.1")
def test_the_twelve_hours_run_through_nights_and_holidays() -> None:
    case = Case(PLACE, at="02-16 20:00").register().does(AcceptForDispatch())
    assert case.clock("dispatch/1").due == moment("02-17 08:00")
    case.at("02-17 09:00")
    assert "DueBreached" in case.kinds()


@pytest.mark.rule("SM-02.3", "SM-10.1")
def test_the_business_section_hands_on_and_the_assessor_does_not() -> None:
    case = Case(PLACE).register().does(AcceptForDispatch())
    assert case.by("assessor").refused(Dispatch(unit="water")) == "role_may_not"
    assert case.by("dispatcher").does(Dispatch(unit="water")).state is State.PENDING_ACCEPT
    assert case.by("dispatcher").refused(ExcludeFromAssessment(), "reason") == "role_may_not"


@pytest.mark.rule("SM-03.1")
def test_an_order_is_followed_all_the_way_and_its_unit_reminded() -> None:
    case = Case(PLACE).signed_in().at("03-09 09:00")
    assert case.kinds().count("DueWarning") == 2
    assert case.last("DueWarning").basis == ("G:G11", "SM-03")


@pytest.mark.rule("SM-04")
def test_whether_a_result_is_true_is_checked_before_it_goes_up() -> None:
    case = Case(PLACE).signed_in().solved()
    assert case.by("unit_head").refused(PassReview()) == "role_may_not"
    case.by("reviewer").does(RejectReview(), "reason")
    assert case.state is State.HANDLING


@pytest.mark.rule("SM-01.1", "SM-01.2")
def test_an_order_is_done_when_the_caller_is_content() -> None:
    assert Case(PLACE).to_callback().called_back(solved=True, satisfied=1).state is State.CLOSED
    case = Case(PLACE).to_callback().called_back(solved=True, satisfied=5)
    assert case.state is State.RECHECK
    assert case.clock("recheck/1").due == moment("03-03 24:00")


@pytest.mark.rule("SM-05")
def test_a_hard_case_is_brought_before_the_leaders() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    case.does(RaiseHardCase(level=HardCaseLevel.HOTLINE), "opinion")
    assert case.state is State.HARDCASE


@pytest.mark.rule("SM-08")
def test_a_leaders_note_is_followed_up() -> None:
    case = Case(PLACE).signed_in().by("supervisor")
    case.does(LeaderNote(level=Level.L2, authority="county_head"), "note")
    assert case.order.level is Level.L2


@pytest.mark.rule("SM-06.2")
def test_grave_matters_are_reported_to_the_leaders_at_the_first_moment() -> None:
    fire = Case(PLACE, at="03-06 21:00").register(urgency=Urgency.EMERGENCY)
    midway = Case(PLACE).signed_in().after(hours=1).by("seat_agent")
    midway.does(DeclareEmergency(kind=EmergencyKind.HELP))
    threat = Case(PLACE).signed_in().after(hours=1).by("seat_agent")
    threat.does(ReportThreat(kind=ThreatKind.THREAT, to=("110",)), "text")
    crowd = Case(PLACE).dispatched()
    for child in range(4):
        crowd.does(Merge(child=f"child-{child}"))
    for case in (fire, midway, threat, crowd):
        owed = case.clock("leader_report/1")
        assert (owed.owner, owed.due - case.now) == ("dispatch_desk", timedelta(minutes=15))
        assert owed.started == case.now
        case.by("dispatcher").does(TO_THE_DEPUTY, "text")
        assert case.clock("leader_report/1").outcome is Outcome.MET


@pytest.mark.rule("SM-06.3", "E:EX")
@pytest.mark.parametrize("threat", [True, False])
def test_a_report_to_the_leaders_that_is_not_made_goes_up_by_minutes(threat: bool) -> None:
    case = Case(PLACE, at="03-06 21:00").register(
        urgency=Urgency.ORDINARY if threat else Urgency.EMERGENCY
    )
    case.does(AcceptForDispatch())
    if threat:
        case.does(ReportThreat(kind=ThreatKind.THREAT, to=("110",)), "text")
    missed = case.clock("leader_report/1")
    case.after(minutes=15, microseconds=1)
    assert case.clock(missed.id).lapsed == missed.due
    case.after(minutes=60)
    rungs = {f.occurred_at - missed.due for f in case.facts if "E:EX" in f.basis}
    assert {timedelta(minutes=m) for m in (15, 30, 60)} <= rungs


@pytest.mark.rule("SM-06")
def test_a_report_to_the_leaders_says_what_and_to_whom_and_is_owed_once() -> None:
    case = Case(PLACE).register(urgency=Urgency.EMERGENCY).by("shift_lead")
    assert case.refused(ReportToLeaders(authority=""), "text") == "authority_missing"
    assert case.refused(TO_THE_DEPUTY) == "text_missing"
    case.does(TO_THE_DEPUTY, "text").does(TO_THE_DEPUTY, "text")
    case.by("seat_agent").does(ReportThreat(kind=ThreatKind.THREAT, to=("110",)), "text")
    assert "leader_report/2" not in case.order.clocks
    assert case.by("unit_clerk", of="water").refused(TO_THE_DEPUTY, "text") == "role_may_not"
    assert "leader_report/1" not in Case().register(urgency=Urgency.EMERGENCY).order.clocks
