"""Stories of orders that end before their result: on application, or because of a case."""

import pytest

from domain.chapters.closing.commands import (
    ApproveTermination,
    EnterProcedure,
    ExplainTermination,
    RejectTermination,
    RequestTermination,
)
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import Arrive, DeclareEmergency, Protect
from domain.chapters.handling.commands import AddInfo, RequestExtension, SubmitResult
from domain.order.clock import Outcome
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import EmergencyKind, Level, ResultKind, State
from tests.domain.case import BY_PHONE, Case, moment

UNLAWFUL_MATTER = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
UNWILLING = RequestTermination(ground=TerminationGround.CALLER_UNCOOPERATIVE)
SUED = EnterProcedure(
    procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="district_court"
)
PARTLY = EnterProcedure(
    procedure=ProcedureKind.PETITION, case_no="2026-18", authority="petition_office", whole=False
)


def ended(case: Case) -> Case:
    """The hotline agrees, and the unit explains it to the caller."""
    case.by("hotline_head").does(ApproveTermination()).by("unit_clerk")
    return case.does(ExplainTermination(**case.told), "explanation")


def applied_for(case: Case) -> Case:
    """The unit asks in writing to end the handling."""
    return case.by("unit_clerk").does(UNLAWFUL_MATTER, "application")


@pytest.mark.rule("T:T26.1", "WF-23.1", "WF-16")
def test_only_the_unit_itself_asks_and_only_in_writing() -> None:
    case = Case().dispatched().by("unit_clerk")
    assert case.refused(UNLAWFUL_MATTER, "application") == "not_being_handled"
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(UNLAWFUL_MATTER, "application") == "not_your_order"
    assert case.by("unit_clerk").refused(UNLAWFUL_MATTER) == "text_missing"
    assert case.by("dispatcher").refused(UNLAWFUL_MATTER, "application") == "role_may_not"
    assert applied_for(case).state is State.TERM_REVIEW
    assert case.last("TerminationRequested").content.ground == "other_lawful"  # type: ignore[union-attr]


@pytest.mark.rule("T:T26.2", "G:G20")
def test_the_units_clock_stands_still_while_the_hotline_decides() -> None:
    case = applied_for(Case().signed_in())
    assert case.owed() == {"contact/1", "total/1", "termination_decision/1"}
    assert case.clock("termination_decision/1").owner == "hotline_head"
    assert case.clock("termination_decision/1").due == moment("03-03 24:00")
    result = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.refused(result, "solution", "evidence") == "not_being_handled"
    assert case.refused(UNLAWFUL_MATTER, "application") == "not_being_handled"


@pytest.mark.rule("T:T27.2", "G:G20.2")
def test_a_refused_application_gives_back_the_time_of_the_review() -> None:
    case = applied_for(Case().signed_in().at("03-03 10:00"))
    case.by("hotline_head").at("03-05 10:00")
    assert case.refused(RejectTermination()) == "text_missing"
    assert case.does(RejectTermination(), "reason").state is State.HANDLING
    assert case.clock("handle/1").is_open
    assert case.clock("handle/1").due == moment("03-11 24:00")
    assert case.clock("handle/1").original_due == moment("03-09 24:00")
    assert case.refused(RejectTermination(), "reason") == "no_termination_under_review"


@pytest.mark.rule("T:T27")
def test_a_due_that_falls_within_the_review_does_not_lapse() -> None:
    case = applied_for(Case().signed_in().at("03-09 16:00")).at("03-12 09:00")
    assert case.clock("handle/1").lapsed is None
    case.by("hotline_head").does(RejectTermination(), "reason")
    assert case.clock("handle/1").due == moment("03-12 24:00")


@pytest.mark.rule("T:T27.3")
def test_what_was_late_before_the_application_stays_late() -> None:
    case = applied_for(Case().signed_in().at("03-10 09:00")).at("03-11 09:00")
    case.by("hotline_head").does(RejectTermination(), "reason")
    assert case.clock("handle/1").due == moment("03-09 24:00")
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")
    assert case.solved().clock("handle/1").outcome is Outcome.LATE


@pytest.mark.rule("G:G20.1", "T:T27.4")
def test_silence_grants_nothing_and_is_urged_at_the_hotline() -> None:
    case = applied_for(Case().signed_in().does(Contact())).at("03-04 00:01")
    assert case.state is State.TERM_REVIEW
    assert case.clock("termination_decision/1").lapsed == moment("03-03 24:00")
    assert case.clock("termination_decision/1").is_open
    raised = case.last("SupervisionRaised").content
    assert case.order.level is Level.L1
    assert raised.owner == "hotline_head"  # type: ignore[union-attr]


@pytest.mark.rule("T:T27.1", "WF-23.3", "X:X10")
def test_an_approved_application_ends_the_order_once_the_unit_has_explained_it() -> None:
    case, explained = applied_for(Case().signed_in()), ExplainTermination(**BY_PHONE)
    assert case.by("unit_clerk").refused(explained, "explanation") == "no_explanation_owed"
    assert case.refused(ApproveTermination()) == "role_may_not"
    case.by("hotline_head").does(ApproveTermination())
    assert (case.state, case.owed()) == (State.TERM_REVIEW, {"explanation/1"})
    assert case.clock("explanation/1").owner == "water"
    assert case.refused(RejectTermination(), "reason") == "no_termination_under_review"
    assert case.refused(explained, "explanation") == "role_may_not"
    assert case.by("unit_clerk", of="roads").refused(explained, "explanation") == "not_your_order"
    assert case.by("unit_clerk").refused(explained) == "text_missing"
    assert case.refused(ExplainTermination(), "explanation") == "telling_missing"
    case.does(explained, "explanation")
    assert (case.state, case.owed()) == (State.TERMINATED, set())
    assert case.last("TerminationApproved").content.in_time  # type: ignore[union-attr]
    assert case.by("caller").refused(AddInfo(), "text") == "order_is_over"


@pytest.mark.rule("WF-23", "T:T27", "G:G12")
def test_a_unit_that_does_not_explain_is_urged_and_still_owes_it() -> None:
    case = applied_for(Case().signed_in()).by("hotline_head").does(ApproveTermination())
    case.at("03-04 00:01")
    assert case.clock("explanation/1").lapsed == moment("03-03 24:00")
    assert case.last("SupervisionRaised").content.owner == "water"  # type: ignore[union-attr]
    case.by("unit_clerk").does(ExplainTermination(**case.told), "explanation")
    assert case.clock("explanation/1").outcome is Outcome.LATE
    assert case.state is State.TERMINATED


@pytest.mark.rule("WF-23", "WF-22", "X:X24")
def test_to_whom_wants_no_reply_nothing_is_explained() -> None:
    case = applied_for(Case().signed_in(reply_wanted=False)).by("hotline_head")
    assert case.does(ApproveTermination()).state is State.TERMINATED


@pytest.mark.rule("WF-23.4", "WF-44.1", "X:X7")
def test_a_caller_who_will_not_cooperate_has_been_asked_often_enough() -> None:
    case, refused = Case("weifang-2021").signed_in().by("unit_clerk"), Contact(outcome="refused")
    assert case.refused(UNWILLING, "application") == "too_few_attempts"
    case.does(refused).does(refused).does(refused)
    assert case.clock("contact/1").outcome is Outcome.MET
    assert case.refused(UNWILLING, "application") == "too_few_attempts"
    case.at("03-03 10:00").does(Contact(outcome="not_reached"))
    assert case.does(UNWILLING, "application").state is State.TERM_REVIEW
    assert "WF-44" in case.last("TerminationRequested").basis


@pytest.mark.rule("X:X7")
def test_a_caller_who_was_reached_and_helps_is_not_unwilling() -> None:
    case = Case("weifang-2021").signed_in().by("unit_clerk")
    case.does(Contact(outcome="refused")).does(Contact(outcome="refused"))
    case.at("03-03 10:00").does(Contact(outcome="refused")).does(Contact())
    assert case.refused(UNWILLING, "application") == "too_few_attempts"


@pytest.mark.rule("G:G21.1", "T:T50.1")
@pytest.mark.parametrize("ground", ["in_procedure", "in_petition"])
def test_whoever_says_that_a_court_has_it_names_the_case(ground: str) -> None:
    case = Case().signed_in().by("unit_clerk")
    unnamed = RequestTermination(ground=TerminationGround(ground))
    assert case.refused(unnamed, "application", "basis") == "case_to_be_named"


@pytest.mark.rule("X:X10.1")
def test_ending_it_after_its_due_does_not_make_it_timely() -> None:
    case = ended(applied_for(Case().signed_in().at("03-10 09:00")))
    assert not case.last("TerminationApproved").content.in_time  # type: ignore[union-attr]
    assert case.kinds()[-2:] == ["SupervisionCleared", "TerminationApproved"]


@pytest.mark.rule("X:X10", "T:T14")
def test_what_another_unit_let_pass_is_not_held_against_this_one() -> None:
    case = Case().signed_in(type="consult").at("03-05 09:00").by("unit_head")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    case.by("unit_clerk").does(Accept())
    ended(applied_for(case))
    assert case.last("TerminationApproved").content.in_time  # type: ignore[union-attr]


@pytest.mark.rule("T:T27")
def test_nothing_is_approved_that_nobody_asked_for() -> None:
    case = Case().signed_in().by("hotline_head")
    assert case.refused(ApproveTermination(), "explanation") == "no_termination_under_review"


@pytest.mark.rule("T:T26.3")
def test_a_request_for_more_time_falls_with_the_application() -> None:
    case = Case().signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    applied_for(case)
    assert case.clock("extension_decision/1").outcome is Outcome.RELEASED
    assert case.order.extension_request is None


def endangered(case: Case) -> Case:
    """Somebody sees that people are in danger."""
    return case.by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP))


@pytest.mark.rule("G:G21.3", "X:X4.2")
def test_no_emergency_ends_before_people_are_safe() -> None:
    case = endangered(applied_for(Case().signed_in()))
    assert case.clock("arrive/1").is_open
    case.by("hotline_head")
    assert case.refused(ApproveTermination(), "explanation") == "protect_first"
    case.by("unit_officer").does(Arrive(), "place", "evidence")
    case.does(Protect(), "place", "evidence")
    assert ended(case).state is State.TERMINATED


@pytest.mark.rule("G:G21", "X:X4")
def test_neither_an_application_nor_a_case_puts_off_the_rescue() -> None:
    case = endangered(Case().signed_in()).by("unit_clerk")
    assert case.refused(UNLAWFUL_MATTER, "application") == "protect_first"
    assert case.by("hotline_head").refused(SUED, "explanation") == "protect_first"
    assert case.does(PARTLY, "part").state is State.HANDLING
