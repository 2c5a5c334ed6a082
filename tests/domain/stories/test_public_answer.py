"""Stories of the public answer beside the caller's reply."""

import pytest

from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import Answer
from domain.vocabulary import ResultKind, State
from tests.domain.case import BY_PHONE, Case

SOLVED = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
FOUND = ("findings", "handling_of_responsible", "handling_of_matter", "legal_basis")
KNOWN = Answer(kb_entry="water-7")


@pytest.mark.rule("G:G26.1", "T:T29")
def test_a_result_has_a_second_text_for_the_public() -> None:
    case = Case().signed_in().by("unit_clerk")
    case.does(SOLVED, "solution", "evidence", "public_answer")
    assert "public_answer" in case.last("ResultSubmitted").filled


def test_without_a_public_text_nothing_rests_on_that_rule() -> None:
    assert "G:G26" not in Case().signed_in().solved().last("ResultSubmitted").basis


@pytest.mark.rule("G:G26", "T:T05")
def test_an_answer_at_the_counter_has_one_too() -> None:
    case = Case().register("consult").does(KNOWN, "answer", "public_answer")
    assert "public_answer" in case.last("Answered").filled


@pytest.mark.rule("G:G26.1", "WF-08")
def test_a_report_is_answered_to_its_caller_alone() -> None:
    case = Case().signed_in(type="report").by("unit_clerk")
    found = SubmitResult(result_kind=ResultKind.SUBSTANTIATED, **BY_PHONE)
    assert case.refused(found, *FOUND, "public_answer") == "report_not_made_public"
    assert case.does(found, *FOUND).state is State.PENDING_REVIEW
    counter = Case().register("report", repeats="earlier")
    assert counter.refused(KNOWN, "answer", "public_answer") == "report_not_made_public"
