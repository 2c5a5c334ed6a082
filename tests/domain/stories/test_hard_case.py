"""Stories of what a unit cannot solve, and of what leaders write on an order."""

from dataclasses import replace

import pytest

from domain.chapters.closing.commands import FinalReply, OrderRework, PassReview
from domain.chapters.handling.commands import DecideHardCase, RaiseHardCase
from domain.chapters.supervision.commands import LeaderNote
from domain.law.bodies import HardCaseLevel
from domain.order.clock import Outcome
from domain.values.changed_copy import changing
from domain.vocabulary import Level, State
from policies.library import load_pack
from tests.domain.case import Case, moment

TO_HOTLINE = RaiseHardCase(level=HardCaseLevel.HOTLINE)
TO_CITY = RaiseHardCase(level=HardCaseLevel.CITY_OFFICE)
TO_JOINT_MEETING = RaiseHardCase(level=HardCaseLevel.JOINT_MEETING)
TO_EXECUTIVE_MEETING = RaiseHardCase(level=HardCaseLevel.EXECUTIVE_MEETING)


def raised(case: Case) -> Case:
    """The unit says that it cannot solve it."""
    return case.by("unit_clerk").does(TO_HOTLINE, "opinion")


def dissatisfied_twice() -> Case:
    """A caller who is not content after the last rework."""
    case = Case().to_recheck()
    for _ in range(2):
        case.by("supervisor").does(OrderRework(), "reason").solved()
        case.by("reviewer").does(PassReview()).called_back(solved=False, satisfied=5)
    return case


@pytest.mark.rule("T:T28", "WF-28.1", "SM-05.1")
def test_a_unit_says_with_its_opinion_that_it_cannot_solve_the_case() -> None:
    case = Case().dispatched().by("unit_clerk")
    assert case.refused(TO_HOTLINE, "opinion") == "not_being_handled"
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(TO_HOTLINE, "opinion") == "not_your_order"
    assert case.by("unit_clerk").refused(TO_HOTLINE) == "text_missing"
    assert case.by("seat_agent").refused(TO_HOTLINE, "opinion") == "role_may_not"
    assert raised(case).state is State.HARDCASE


@pytest.mark.rule("T:T28", "SM-05.2")
def test_the_hotline_may_see_itself_that_the_unit_cannot_solve_it() -> None:
    case = Case().signed_in().by("hotline_head").does(TO_HOTLINE, "opinion")
    assert case.does(DecideHardCase(), "opinion").state is State.HANDLING


@pytest.mark.rule("T:T28", "T:T40")
def test_the_units_clock_runs_on_and_the_hotline_owes_an_opinion() -> None:
    case = raised(Case().signed_in())
    assert case.owed() == {"contact/1", "handle/1", "total/1", "recheck/1"}
    assert case.clock("recheck/1").owner == "hotline_head"
    assert case.clock("recheck/1").due == moment("03-05 24:00")
    assert case.at("03-10 09:00").clock("handle/1").lapsed == moment("03-09 24:00")


@pytest.mark.rule("WF-28", "T:T28.1")
def test_a_hard_case_goes_up_level_by_level_and_not_by_the_unit() -> None:
    case = Case().signed_in().by("unit_clerk")
    assert case.refused(TO_CITY, "opinion") == "not_the_next_level"
    assert raised(case).refused(TO_CITY, "opinion") == "unit_may_not_raise_on"
    assert case.by("city_office").refused(TO_CITY, "opinion") == "lies_elsewhere"
    case.by("hotline_head")
    assert case.refused(TO_EXECUTIVE_MEETING, "opinion") == "not_the_next_level"
    assert case.refused(TO_JOINT_MEETING, "opinion") == "not_the_next_level"
    case.does(TO_CITY, "opinion")
    assert case.refused(TO_EXECUTIVE_MEETING, "opinion") == "lies_elsewhere"
    case.by("city_office").does(TO_EXECUTIVE_MEETING, "opinion")
    assert case.order.hard_case is HardCaseLevel.EXECUTIVE_MEETING
    assert case.refused(TO_JOINT_MEETING, "opinion") == "not_the_next_level"
    assert case.clock("recheck/1").outcome is Outcome.MET
    assert case.clock("recheck/3").owner == "city_office"


@pytest.mark.rule("T:T28.2", "WF-28.3", "XS-03")
def test_only_those_before_whom_it_lies_decide_and_send_it_back() -> None:
    case = raised(Case("x-city").signed_in()).by("hotline_head")
    case.does(TO_JOINT_MEETING, "opinion")
    assert case.refused(DecideHardCase(), "opinion") == "lies_elsewhere"
    assert case.by("joint_meeting").refused(DecideHardCase()) == "text_missing"
    case.does(DecideHardCase(), "opinion")
    assert case.state is State.HANDLING
    assert case.owed() == {"contact/1", "handle/1", "total/1"}
    assert case.refused(DecideHardCase(), "opinion") == "not_a_hard_case"


@pytest.mark.rule("WF-28")
def test_what_the_city_office_has_studied_in_vain_comes_before_the_executive_meeting() -> None:
    case = Case("weifang-2021").signed_in().by("unit_head").does(TO_CITY, "opinion")
    case.by("city_office").does(DecideHardCase(), "opinion").by("unit_head")
    assert case.refused(TO_CITY, "opinion") == "not_the_next_level"
    case.does(TO_EXECUTIVE_MEETING, "opinion").by("city_office").does(DecideHardCase(), "opinion")
    assert case.by("unit_head").does(TO_EXECUTIVE_MEETING, "opinion").state is State.HARDCASE


@pytest.mark.rule("WF-28", "T:T28")
def test_a_law_from_before_goes_the_ordinary_way_up() -> None:
    law = replace(load_pack("national-default"), hard_cases=None)
    case = raised(Case(law).signed_in()).by("hotline_head").does(TO_CITY, "opinion")
    assert case.order.hard_case is HardCaseLevel.CITY_OFFICE
    case.by("city_office").does(TO_EXECUTIVE_MEETING, "opinion")
    assert case.order.hard_case is HardCaseLevel.EXECUTIVE_MEETING


@pytest.mark.rule("T:T40.1", "X:X8", "G:G15")
def test_a_caller_dissatisfied_after_the_last_rework_makes_it_a_hard_case() -> None:
    case = dissatisfied_twice()
    assert case.state is State.HARDCASE
    assert case.kinds()[-2:] == ["Dissatisfied", "HardCaseRaised"]
    assert case.order.hard_case is HardCaseLevel.HOTLINE
    owners = {clock.owner for clock in case.order.open_clocks() if clock.name == "recheck"}
    assert owners == {"hotline_head"}


@pytest.mark.rule("T:T28", "T:T40", "T:T37")
def test_what_comes_back_from_a_hard_case_is_worked_on_within_a_limit() -> None:
    case = dissatisfied_twice().after(hours=3).by("hotline_head")
    case.does(DecideHardCase(), "opinion")
    assert case.state is State.HANDLING
    rework = case.clock("rework/3")
    assert (rework.owner, rework.started, rework.is_open) == ("water", case.now, True)
    case.solved().by("reviewer").does(PassReview()).called_back(solved=False, satisfied=5)
    assert case.state is State.HARDCASE


@pytest.mark.rule("T:T39", "T:T40")
def test_the_final_answer_ends_only_a_hard_case_that_has_a_result() -> None:
    case = raised(Case().signed_in()).by("hotline_head")
    assert case.refused(FinalReply(), "reply") == "not_recheck"
    case = dissatisfied_twice().by("hotline_head").does(FinalReply(), "reply")
    assert case.state is State.CLOSED
    assert case.owed() == set()


@pytest.mark.rule("T:T37", "G:G15")
def test_an_order_that_waited_for_its_recheck_before_hard_cases_gets_no_third_rework() -> None:
    case = Case().to_recheck()
    case.order = changing(case.order, reworks=2)
    assert case.by("supervisor").refused(OrderRework(), "reason") == "no_rework_left"


@pytest.mark.rule("SM-08.1", "WF-33", "T:T44")
def test_a_leaders_note_puts_an_order_under_supervision() -> None:
    case = Case().signed_in().by("hotline_head")
    note = LeaderNote(level=Level.L3, authority="vice_mayor")
    assert case.refused(note) == "text_missing"
    assert case.does(note, "note").order.level is Level.L3
    assert case.last("SupervisionRaised").content.trigger == "leader_note"  # type: ignore[union-attr]
    assert case.clock("supervision/1").owner == "water"
    assert case.by("unit_head").refused(note, "note") == "role_may_not"


@pytest.mark.rule("SM-08.2", "T:T44")
def test_a_note_calls_for_daily_supervision_or_the_board_and_names_its_office() -> None:
    case = Case().signed_in().by("hotline_head")
    too_high = LeaderNote(level=Level.L4, authority="mayor")
    assert case.refused(too_high, "note") == "note_of_another_level"
    nobodys = LeaderNote(level=Level.L2, authority="")
    assert case.refused(nobodys, "note") == "authority_missing"


@pytest.mark.rule("SM-08.3")
def test_a_second_note_is_on_record_where_supervision_already_stands_higher() -> None:
    case = Case().register().by("hotline_head")
    case.does(LeaderNote(level=Level.L3, authority="mayor"), "note")
    assert case.clock("supervision/1").owner == "dispatch_desk"
    case.does(LeaderNote(level=Level.L2, authority="mayor"), "note")
    assert case.kinds()[-1] == "LeaderNote"
    assert case.order.level is Level.L3


@pytest.mark.rule("T:T28", "T:T39")
def test_what_was_decided_has_no_result_that_could_be_answered_for_good() -> None:
    case = dissatisfied_twice().after(hours=1).by("hotline_head").does(DecideHardCase(), "opinion")
    assert (case.state, case.order.result, case.order.hard_case) == (State.HANDLING, None, None)
    case.does(TO_CITY, "opinion")
    assert case.refused(FinalReply(), "reply") == "not_recheck"
