"""Stories of orders that end before their result: on application, or because of a case."""

import pytest

from domain.chapters.closing.commands import (
    ApproveTermination,
    EnterProcedure,
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

SILENT_CALLER = RequestTermination(ground=TerminationGround.CALLER_UNCOOPERATIVE)
SUED = EnterProcedure(
    procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="district_court"
)
PARTLY = EnterProcedure(
    procedure=ProcedureKind.PETITION, case_no="2026-18", authority="petition_office", whole=False
)


def applied_for(case: Case) -> Case:
    """The unit asks in writing to end the handling."""
    return case.by("unit_clerk").does(SILENT_CALLER, "application")


@pytest.mark.rule("T:T26", "WF-23", "WF-44")
def test_only_the_unit_itself_asks_and_only_in_writing() -> None:
    case = Case().dispatched().by("unit_clerk")
    assert case.refused(SILENT_CALLER, "application") == "not_being_handled"
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(SILENT_CALLER, "application") == "not_your_order"
    assert case.by("unit_clerk").refused(SILENT_CALLER) == "text_missing"
    assert case.by("dispatcher").refused(SILENT_CALLER, "application") == "role_may_not"
    assert applied_for(case).state is State.TERM_REVIEW
    assert case.last("TerminationRequested").content.ground == "caller_uncooperative"  # type: ignore[union-attr]


@pytest.mark.rule("T:T26", "G:G20")
def test_the_units_clock_stands_still_while_the_hotline_decides() -> None:
    case = applied_for(Case().signed_in())
    assert case.owed() == {"contact/1", "total/1", "termination_decision/1"}
    assert case.clock("termination_decision/1").owner == "hotline_head"
    assert case.clock("termination_decision/1").due == moment("03-03 24:00")
    result = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.refused(result, "solution", "evidence") == "not_being_handled"
    assert case.refused(SILENT_CALLER, "application") == "not_being_handled"


@pytest.mark.rule("T:T27", "G:G20")
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


@pytest.mark.rule("T:T27")
def test_what_was_late_before_the_application_stays_late() -> None:
    case = applied_for(Case().signed_in().at("03-10 09:00")).at("03-11 09:00")
    case.by("hotline_head").does(RejectTermination(), "reason")
    assert case.clock("handle/1").due == moment("03-09 24:00")
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")
    assert case.solved().clock("handle/1").outcome is Outcome.LATE


@pytest.mark.rule("G:G20", "T:T27")
def test_silence_grants_nothing_and_is_urged_at_the_hotline() -> None:
    case = applied_for(Case().signed_in().does(Contact())).at("03-04 00:01")
    assert case.state is State.TERM_REVIEW
    assert case.clock("termination_decision/1").lapsed == moment("03-03 24:00")
    assert case.clock("termination_decision/1").is_open
    raised = case.last("SupervisionRaised").content
    assert case.order.level is Level.L1
    assert raised.owner == "hotline_head"  # type: ignore[union-attr]


@pytest.mark.rule("T:T27", "WF-23", "X:X10")
def test_an_approved_application_ends_the_order_with_an_explanation() -> None:
    case = applied_for(Case().signed_in())
    assert case.by("unit_clerk").refused(ApproveTermination(), "explanation") == "role_may_not"
    assert case.by("hotline_head").refused(ApproveTermination()) == "text_missing"
    case.does(ApproveTermination(), "explanation")
    assert case.state is State.TERMINATED
    assert case.owed() == set()
    assert case.last("TerminationApproved").content.in_time  # type: ignore[union-attr]
    assert case.by("caller").refused(AddInfo(), "text") == "order_is_over"


@pytest.mark.rule("X:X10")
def test_ending_it_after_its_due_does_not_make_it_timely() -> None:
    case = applied_for(Case().signed_in().at("03-10 09:00")).by("hotline_head")
    case.does(ApproveTermination(), "explanation")
    assert not case.last("TerminationApproved").content.in_time  # type: ignore[union-attr]
    assert case.kinds()[-2:] == ["SupervisionCleared", "TerminationApproved"]


@pytest.mark.rule("X:X10", "T:T14")
def test_what_another_unit_let_pass_is_not_held_against_this_one() -> None:
    case = Case().signed_in(type="consult").at("03-05 09:00").by("unit_head")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    case.by("unit_clerk").does(Accept())
    applied_for(case).by("hotline_head").does(ApproveTermination(), "explanation")
    assert case.last("TerminationApproved").content.in_time  # type: ignore[union-attr]


@pytest.mark.rule("T:T27")
def test_nothing_is_approved_that_nobody_asked_for() -> None:
    case = Case().signed_in().by("hotline_head")
    assert case.refused(ApproveTermination(), "explanation") == "no_termination_under_review"


@pytest.mark.rule("T:T26")
def test_a_request_for_more_time_falls_with_the_application() -> None:
    case = Case().signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    applied_for(case)
    assert case.clock("extension_decision/1").outcome is Outcome.RELEASED
    assert case.order.extension_request is None


def endangered(case: Case) -> Case:
    """Somebody sees that people are in danger."""
    return case.by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP))


@pytest.mark.rule("G:G21", "X:X4")
def test_no_emergency_ends_before_people_are_safe() -> None:
    case = endangered(applied_for(Case().signed_in()))
    assert case.clock("arrive/1").is_open
    case.by("hotline_head")
    assert case.refused(ApproveTermination(), "explanation") == "protect_first"
    case.by("unit_officer").does(Arrive(), "place", "evidence")
    case.does(Protect(), "place", "evidence").by("hotline_head")
    assert case.does(ApproveTermination(), "explanation").state is State.TERMINATED


@pytest.mark.rule("G:G21", "X:X4")
def test_neither_an_application_nor_a_case_puts_off_the_rescue() -> None:
    case = endangered(Case().signed_in()).by("unit_clerk")
    assert case.refused(SILENT_CALLER, "application") == "protect_first"
    assert case.by("hotline_head").refused(SUED, "explanation") == "protect_first"
    assert case.does(PARTLY, "part").state is State.HANDLING


@pytest.mark.rule("T:T50", "G:G21", "X:X11", "SYL-01")
def test_a_case_taken_by_a_court_ends_the_order_and_holds_its_evidence() -> None:
    case = Case().to_recheck().by("hotline_head")
    assert case.refused(SUED) == "text_missing"
    case.does(SUED, "explanation")
    assert case.state is State.TERMINATED
    assert case.order.evidence_held
    assert case.kinds()[-3:] == ["EnteredProcedure", "EvidenceHeld", "TerminationApproved"]


@pytest.mark.rule("T:T50", "G:G20")
def test_a_unit_that_is_sued_applies_as_for_any_other_ground() -> None:
    case = Case().signed_in().solved().by("unit_clerk", of="roads")
    assert case.refused(SUED) == "not_your_order"
    case.by("unit_clerk").does(SUED)
    assert case.state is State.TERM_REVIEW
    case.by("hotline_head").does(RejectTermination(), "reason")
    assert case.state is State.PENDING_REVIEW
    assert case.order.evidence_held


@pytest.mark.rule("T:T50")
def test_a_case_told_during_the_review_needs_no_second_application() -> None:
    case = applied_for(Case().signed_in()).by("unit_head").does(SUED)
    assert case.kinds()[-2:] == ["EnteredProcedure", "EvidenceHeld"]
    assert case.owed() == {"contact/1", "total/1", "termination_decision/1"}


@pytest.mark.rule("X:X12", "AH-06", "G:G21")
def test_a_mere_threat_to_sue_changes_nothing() -> None:
    case = Case().signed_in().by("unit_clerk")
    kind = ProcedureKind.LITIGATION
    threat = EnterProcedure(procedure=kind, case_no="", authority="court")
    nowhere = EnterProcedure(procedure=kind, case_no="2026-17", authority="")
    assert case.refused(threat) == "threat_is_no_procedure"
    assert case.refused(nowhere) == "authority_missing"


@pytest.mark.rule("T:T50", "G:G21")
def test_where_only_a_part_is_in_court_the_rest_is_handled_on() -> None:
    case = Case().signed_in().by("unit_clerk")
    assert case.refused(PARTLY) == "text_missing"
    case.does(PARTLY, "part")
    assert case.state is State.HANDLING
    assert case.order.evidence_held
    assert "handle/1" in case.owed()


@pytest.mark.rule("T:T50")
def test_what_no_unit_handles_yet_is_refused_and_not_terminated() -> None:
    case = Case().dispatched().by("hotline_head")
    assert case.refused(SUED, "explanation") == "not_yet_in_hand"
