"""What people are shown that they may do about an order, and why not the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.allowed import allowed
from domain.chapters.handling.commands import ApproveExtension, RequestExtension
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.units.commands import OpenUnitFile
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, State, Urgency
from policies.library import load_pack
from tests.domain.case import Case, unlimited

A_MOMENT = timedelta(microseconds=1)
HEARD_OF_A_CALLER = {
    *("add_info", "withdraw", "declare_emergency", "object", "evaluate", "report_retaliation"),
    *("set_confidentiality", "persuade", "report_threat", "report_leak"),
    *("report_to_leaders", "view_personal_data", "give_relay_number", "add_file"),
}
"""What a seat takes down while an order lives, wherever it lies."""
HEARD_AFTERWARDS = HEARD_OF_A_CALLER - {
    *("add_info", "withdraw", "declare_emergency", "set_confidentiality", "report_to_leaders"),
    *("give_relay_number", "add_file"),
}
OF_THE_WORK = {
    *("request_return", "request_extension", "commit", "request_termination"),
    *("enter_procedure", "raise_hard_case", "appeal", "view_personal_data"),
    *("ask_caller", "add_evidence"),
}
"""What a unit that has signed in may ask for."""


def open_to(case: Case, role: str, of: str = "") -> set[str]:
    """Name the acts that are shown to somebody as open."""
    case.by(role, of=of)
    return {act.name for act in allowed(case.order, case.actor, case.now) if act.is_open}


def why_not(case: Case, role: str, command: str, of: str = "") -> str:
    """Name the refusal that is shown to stand in somebody's way."""
    case.by(role, of=of)
    refusal = case.what_closes(command)
    assert refusal is not None
    return refusal.code


def queued() -> Case:
    """An order that waits for dispatch."""
    return Case().register().does(AcceptForDispatch())


def closed() -> Case:
    """An order that a unit solved, to its caller's content."""
    return Case().to_callback().called_back(solved=True, satisfied=1)


def test_the_acts_come_in_the_order_of_their_names_each_once() -> None:
    case = queued()
    names = [act.name for act in allowed(case.order, case.actor, case.now)]
    assert names == sorted(set(names))


def test_nothing_but_its_beginning_is_open_before_an_order_is_registered() -> None:
    assert open_to(Case(), "seat_agent") == {"register"}
    assert open_to(Case(), "hotline_head") == {"open_unit_file"}
    assert why_not(Case(), "seat_agent", "answer") == "not_registered"


def test_at_the_desk_a_seat_decides_or_hears_the_caller() -> None:
    decisions = {"accept_for_dispatch", "refuse", "transfer_out", "answer", "request_info", "merge"}
    case = Case().register("consult")
    assert open_to(case, "seat_agent") == decisions | HEARD_OF_A_CALLER
    assert why_not(Case().register(), "seat_agent", "answer") == "not_answered_at_the_desk"
    assert why_not(case, "seat_agent", "register") == "already_registered"
    assert why_not(case, "seat_agent", "urge") == "no_unit_to_urge"


def test_a_special_seat_does_not_register_an_order_again() -> None:
    case = Case().register(queue="approvals")
    assert why_not(case, "special_seat", "register") == "already_registered"
    assert why_not(case, "special_seat", "answer", of="businesses") == "other_queue"


@pytest.mark.rule("T:T11", "T:T18")
def test_what_waits_for_dispatch_is_dispatched_and_not_signed_in() -> None:
    case = queued()
    assert open_to(case, "dispatcher") == {
        *("dispatch", "reclassify", "merge", "split", "report_threat", "report_leak"),
        "report_to_leaders",
    }
    assert why_not(case, "dispatcher", "accept") == "role_may_not"
    assert why_not(case, "dispatcher", "set_hosts") == "not_with_a_unit"
    assert why_not(case, "unit_clerk", "accept", of="water") == "not_your_order"
    assert open_to(case, "unit_clerk", of="water") == set()


@pytest.mark.rule("T:T11", "WF-34")
def test_a_unit_signs_in_or_gives_back_and_another_unit_does_neither() -> None:
    case = Case().dispatched()
    assert open_to(case, "unit_clerk") == {
        *("accept", "contact", "request_return", "appeal", "view_personal_data"),
        *("ask_caller", "add_evidence"),
    }
    assert why_not(case, "unit_clerk", "submit_result") == "not_being_handled"
    assert why_not(case, "unit_clerk", "accept", of="roads") == "not_your_order"
    assert why_not(case, "unit_clerk", "appeal", of="roads") == "counts_for_another_unit"
    assert open_to(case, "unit_clerk", of="roads") == set()


def test_a_unit_at_work_reports_or_asks_for_what_it_needs() -> None:
    case = Case().signed_in()
    assert open_to(case, "unit_clerk") == {"contact", "submit_result", *OF_THE_WORK}
    assert open_to(case, "unit_head") == OF_THE_WORK
    assert why_not(case, "unit_clerk", "accept") == "no_sign_in_owed"
    assert open_to(case, "hotline_head") == {
        *("set_hosts", "apply_statutory_limit", "pause", "raise_supervision", "reclassify"),
        *("enter_procedure", "raise_hard_case", "leader_note", "report_leak"),
        *("report_to_leaders", "report_to_police"),
    }


def test_an_emergency_goes_step_by_step_and_nobody_asks_for_more_time() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY)
    assert open_to(case, "unit_officer") == {
        *("contact", "arrive", "first_feedback", "claim_force_majeure"),
        *("view_personal_data", "ask_caller", "add_evidence"),
    }
    assert why_not(case, "unit_officer", "protect") == "arrive_first"
    assert why_not(case, "unit_clerk", "request_extension") == "emergency_not_extended"
    assert why_not(case, "unit_clerk", "request_return") == "protect_first"
    assert why_not(case, "unit_clerk", "submit_result") == "protect_first"


def test_who_has_had_the_only_extension_is_not_shown_another() -> None:
    case = Case().signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("1 WD"), signed_by="head"), "reason")
    assert why_not(case, "unit_head", "request_extension") == "extension_already_asked"
    assert "approve_extension" in open_to(case, "hotline_head")
    case.by("hotline_head").does(ApproveExtension())
    assert why_not(case, "unit_head", "request_extension") == "no_extension_left"


@pytest.mark.rule("T:T24", "G:G8")
def test_where_the_law_knows_no_promises_none_is_shown() -> None:
    law = unlimited(load_pack("national-default"), ClockName.PROMISE)
    assert why_not(Case(law).signed_in(), "unit_clerk", "commit") == "promise_not_in_law"


def test_a_result_is_reviewed_by_somebody_else() -> None:
    case = Case().signed_in().solved()
    assert open_to(case, "reviewer") == {"pass_review", "reject_review", "report_leak"}
    assert why_not(case, "reviewer", "pass_review", of="water") == "own_unit_may_not_review"
    assert open_to(case, "unit_clerk") == {
        *("enter_procedure", "appeal", "view_personal_data", "ask_caller", "add_evidence"),
    }


def test_after_the_review_the_caller_is_called() -> None:
    case = Case().to_callback()
    assert open_to(case, "callback_officer") == {
        "record_callback",
        "report_leak",
        "view_personal_data",
        "give_relay_number",
    }
    assert why_not(case, "reviewer", "pass_review") == "not_pending_review"


def test_what_satisfied_nobody_is_rechecked() -> None:
    case = Case().to_recheck()
    assert open_to(case, "supervisor") == {
        *("recheck", "order_rework", "raise_supervision", "urge", "leader_note"),
        *("report_retaliation", "report_leak", "report_to_leaders", "report_to_police"),
    }
    assert why_not(case, "unit_clerk", "submit_result") == "not_being_handled"


@pytest.mark.parametrize(
    ("role", "left"),
    [
        ("seat_agent", HEARD_AFTERWARDS),
        ("supervisor", {"reopen", "report_retaliation", "report_leak", "report_to_police"}),
        ("hotline_head", {"reopen", "report_leak", "report_to_police", "request_erasure"}),
        ("dispatcher", {"report_threat", "report_leak"}),
        ("callback_officer", {"find_false_closure", "report_leak", "view_personal_data"}),
        ("assessor", {"find_false_closure", "exclude_from_assessment", "report_leak"}),
        ("reviewer", {"report_leak"}),
        ("unit_clerk", {"appeal", "view_personal_data"}),
        ("unit_head", {"appeal", "view_personal_data"}),
        ("observer", set()),
    ],
)
def test_after_the_end_people_look_back_and_do_nothing_else(role: str, left: set[str]) -> None:
    assert open_to(closed(), role) == left


@pytest.mark.rule("T:T49", "T:T07", "WF-34")
def test_the_end_is_named_as_what_stands_in_the_way() -> None:
    case = closed()
    assert why_not(case, "unit_clerk", "submit_result") == "order_is_over"
    assert why_not(case, "seat_agent", "merge") == "order_is_over"
    assert why_not(case, "unit_clerk", "appeal", of="roads") == "counts_for_another_unit"


@pytest.mark.rule("X:X36", "WF-38")
def test_an_answer_that_stood_on_no_entry_is_not_corrected_as_such() -> None:
    assert why_not(closed(), "supervisor", "correct_answer") == "answer_not_from_there"


def test_when_the_days_are_over_nothing_is_reopened() -> None:
    case = closed().at("06-30 09:00")
    assert why_not(case, "supervisor", "reopen") == "reopened_too_late"


def test_what_silence_changed_is_seen_before_it_is_on_record() -> None:
    """The sign-in lapses unseen; responsibility has moved to the unit all the same (G1)."""
    case = Case().dispatched().by("unit_clerk")
    shown = allowed(case.order, case.actor, case.clock("accept/1").due + A_MOMENT)
    assert case.state is State.PENDING_ACCEPT
    assert "submit_result" in {act.name for act in shown if act.is_open}


def test_at_the_very_due_instant_nothing_has_lapsed_yet() -> None:
    case = Case().dispatched().by("unit_clerk")
    shown = allowed(case.order, case.actor, case.clock("accept/1").due)
    assert "submit_result" not in {act.name for act in shown if act.is_open}


def test_hired_staff_are_shown_the_telephone_and_nothing_of_the_work() -> None:
    case = queued().by("dispatcher")
    hired = replace(case.actor, outsourced=True)
    shown = allowed(case.order, hired, case.now)
    assert not [act.name for act in shown if act.is_open]
    assert {act.refusal.code for act in shown if act.refusal} == {
        *("role_may_not", "outsourced_may_not"),
    }


def test_a_units_file_takes_what_is_its_own() -> None:
    case = Case().by("hotline_head").does(OpenUnitFile(unit="water"))
    assert open_to(case, "unit_gateway") == {"report_staff_change", "schedule_in_person"}
    assert why_not(case, "unit_gateway", "file_staff_change") == "no_change_to_file"
    assert why_not(case, "unit_gateway", "schedule_in_person", of="roads") == "not_your_unit"
    assert why_not(case, "unit_gateway", "accept") == "not_on_a_unit_file"
