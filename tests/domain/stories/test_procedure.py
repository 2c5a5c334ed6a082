"""Stories of orders whose matter a court, a petition office or an arbitration takes midway."""

from dataclasses import replace

import pytest

from domain.chapters.closing.commands import (
    EnterProcedure,
    RejectTermination,
    RequestTermination,
)
from domain.chapters.closing.terms import ProcedureKind
from domain.chapters.handling.commands import RaiseHardCase
from domain.law.bodies import HardCaseLevel
from domain.order.terms import TerminationGround
from domain.vocabulary import State
from tests.domain.case import Case

UNLAWFUL_MATTER = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
SUED = EnterProcedure(
    procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="district_court"
)
PARTLY = EnterProcedure(
    procedure=ProcedureKind.PETITION, case_no="2026-18", authority="petition_office", whole=False
)


def applied_for(case: Case) -> Case:
    """The unit asks in writing to end the handling."""
    return case.by("unit_clerk").does(UNLAWFUL_MATTER, "application")


@pytest.mark.rule("T:T50.2", "T:T50.3", "G:G21", "X:X11.1", "SYL-01")
def test_a_case_taken_by_a_court_ends_the_order_and_holds_its_evidence() -> None:
    case = Case().to_recheck().by("hotline_head")
    assert case.refused(SUED) == "text_missing"
    case.does(SUED, "explanation")
    assert case.state is State.TERMINATED
    assert case.order.evidence_held
    assert case.kinds()[-3:] == ["EnteredProcedure", "EvidenceHeld", "TerminationApproved"]


@pytest.mark.rule("T:T50.2", "T:T50.3", "G:G20")
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


@pytest.mark.rule("X:X12.1", "AH-06.2", "G:G21")
def test_a_mere_threat_to_sue_changes_nothing() -> None:
    case = Case().signed_in().by("unit_clerk")
    kind = ProcedureKind.LITIGATION
    for made_up in ("", " ", "-", "\u2014", "\u6211\u8981\u8d77\u8bc9"):
        threat = EnterProcedure(procedure=kind, case_no=made_up, authority="court")
        assert case.refused(threat) == "threat_is_no_procedure"
    for made_up in ("", " ", "-", "\u2014"):
        nowhere = EnterProcedure(procedure=kind, case_no="2026-17", authority=made_up)
        assert case.refused(nowhere) == "authority_missing"


@pytest.mark.rule("T:T50", "G:G21")
@pytest.mark.parametrize("brackets", ["()", "\uff08\uff09"])
def test_a_case_bears_the_number_that_its_court_wrote(brackets: str) -> None:
    case_no = f"{brackets[0]}2026{brackets[1]}鲁0702民初1234号"
    court = EnterProcedure(
        procedure=ProcedureKind.LITIGATION, case_no=case_no, authority="潍坊市潍城区人民法院"
    )
    case = Case("weifang-2021").signed_in().by("hotline_head").does(court, "explanation")
    assert case.state is State.TERMINATED
    assert case.last("EnteredProcedure").content.case_no == case_no  # type: ignore[union-attr]


@pytest.mark.rule("T:T50", "G:G21")
def test_what_the_petition_office_has_ends_on_that_ground() -> None:
    case = Case().signed_in().by("hotline_head").does(replace(PARTLY, whole=True), "explanation")
    assert case.last("TerminationApproved").content.ground == "in_petition"  # type: ignore[union-attr]


@pytest.mark.rule("T:T50.2", "T:T50.3", "G:G21.2")
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


@pytest.mark.rule("T:T50", "G:G21", "X:X11")
def test_what_a_court_has_taken_lies_before_nobody_else_any_more() -> None:
    hard = RaiseHardCase(level=HardCaseLevel.HOTLINE)
    case = Case().signed_in().by("unit_clerk").does(hard, "opinion").by("hotline_head")
    assert case.order.hard_case is HardCaseLevel.HOTLINE
    case.does(SUED, "explanation")
    assert (case.order.hard_case, case.owed()) == (None, set())
