"""A caller is erased when two people say so, when all is done, and never while it is evidence."""

import pytest

from domain.chapters.afterwards.commands import Reopen
from domain.chapters.caller.commands import ApproveErasure, RejectErasure, RequestErasure
from domain.chapters.closing.commands import EnterProcedure
from domain.chapters.closing.terms import ProcedureKind
from domain.vocabulary import State
from tests.domain.case import Case

ASKED, APPROVED, REJECTED = RequestErasure(), ApproveErasure(), RejectErasure()
SUED = EnterProcedure(
    procedure=ProcedureKind.LITIGATION, case_no="2026-17", authority="district_court"
)


def closed() -> Case:
    return Case().to_callback().called_back(solved=True, satisfied=1)


def asked_for() -> Case:
    return closed().by("shift_lead").does(ASKED, "reason")


@pytest.mark.rule("GN-01")
def test_one_asks_with_a_reason_and_another_approves() -> None:
    case = closed().by("shift_lead")
    assert case.refused(ASKED) == "text_missing"
    case.does(ASKED, "reason").by("hotline_head").does(APPROVED)
    assert case.kinds()[-2:] == ["ErasureRequested", "ErasureApproved"]
    assert (case.state, case.order.erased) == (State.CLOSED, True)
    assert case.by("shift_lead").refused(ASKED, "reason") == "already_erased"
    assert case.by("hotline_head").refused(APPROVED) == "already_erased"


@pytest.mark.rule("GN-01")
def test_four_eyes_are_two_humans() -> None:
    case = closed().by("hotline_head").does(ASKED, "reason")
    assert case.refused(APPROVED) == "second_person_needed"
    case.by("shift_lead")
    assert case.refused(APPROVED) == "role_may_not"
    assert case.refused(ASKED, "reason") == "erasure_already_asked"


@pytest.mark.rule("GN-01")
def test_what_was_rejected_stays_and_may_be_asked_for_again() -> None:
    case = asked_for().by("hotline_head")
    assert case.refused(REJECTED) == "text_missing"
    case.does(REJECTED, "reason")
    assert case.refused(APPROVED) == "no_erasure_asked"
    assert case.refused(REJECTED, "reason") == "no_erasure_asked"
    case.by("shift_lead").does(ASKED, "reason").by("hotline_head").does(APPROVED)
    assert case.order.erased


@pytest.mark.rule("G:G21", "GN-01")
def test_nothing_is_erased_while_it_is_evidence() -> None:
    case = Case().to_recheck().by("hotline_head").does(SUED, "explanation")
    assert case.state is State.TERMINATED
    assert case.by("shift_lead").refused(ASKED, "reason") == "evidence_is_held"


@pytest.mark.rule("GN-01")
def test_nothing_is_erased_while_something_is_to_be_done() -> None:
    case = Case().signed_in().by("shift_lead")
    assert case.refused(ASKED, "reason") == "order_still_open"
    again = asked_for().by("shift_lead").does(Reopen(), "reason")
    assert again.by("hotline_head").refused(APPROVED) == "order_still_open"
