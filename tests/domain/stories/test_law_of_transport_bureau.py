"""某新区交通运输局: one working day for questions, one office reports, returns the same day."""

from datetime import date

import pytest

from domain.chapters.dispatch.commands import Accept, Contact, RequestReturn
from domain.chapters.handling.commands import RequestExtension, SubmitResult
from domain.chapters.together.commands import SubDispatch, SubReply
from domain.decide import Decided
from domain.time.limit import parse_limit
from domain.vocabulary import ResultKind, State
from tests.domain.case import BY_PHONE, Case, moment

PLACE = "transport-bureau"
BACK = RequestReturn(proposed_unit="roads")
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")


def in_hand(type: str = "help", **fields: object) -> Case:
    """An order that the bureau's own office has signed for."""
    return Case(PLACE).dispatched("transport", type, **fields).by("unit_gateway").does(Accept())


@pytest.mark.rule("JT-04.1")
def test_a_question_is_answered_within_one_working_day() -> None:
    assert in_hand("consult").clock("handle/1").due == moment("03-03 24:00")


@pytest.mark.rule("JT-05.1")
def test_the_caller_is_spoken_to_first() -> None:
    case = in_hand()
    assert case.clock("contact/1").due == moment("03-03 24:00")
    case.by("unit_officer").does(Contact())
    assert "contact/1" not in case.owed()


@pytest.mark.rule("JT-06.1")
def test_other_orders_are_done_within_the_limit_that_they_bear() -> None:
    assert in_hand().clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("JT-06.2", "C:C17")
def test_the_districts_own_limit_goes_before_the_bureaus() -> None:
    case = in_hand(source="district", external_id="d-1", upstream_due=moment("03-06 24:00"))
    assert case.clock("handle/1").due == moment("03-06 24:00")


@pytest.mark.rule("JT-07")
def test_what_cannot_be_solved_yet_is_explained_with_measures_and_a_day() -> None:
    case = in_hand()
    vague = SubmitResult(result_kind=ResultKind.CONSTRAINED, **BY_PHONE)
    told = ("explanation", "progress", "measures")
    assert case.refused(vague, *told) == "closing_field_missing"
    dated = SubmitResult(result_kind=ResultKind.CONSTRAINED, deadline=date(2026, 6, 1), **BY_PHONE)
    assert case.does(dated, *told).state is State.COMMITTED
    assert case.clock("promise/1").due == moment("06-01 24:00")


@pytest.mark.rule("JT-08.1")
@pytest.mark.parametrize("type", ["help", "complaint", "suggestion"])
def test_an_unlawful_demand_is_explained(type: str) -> None:
    case, no = in_hand(type), SubmitResult(result_kind=ResultKind.UNREASONABLE, **BY_PHONE)
    assert case.refused(no, "law_article") == "closing_field_missing"
    assert case.does(no, "law_article", "explanation").state is State.PENDING_REVIEW


@pytest.mark.rule("JT-03.2")
def test_the_section_works_and_the_office_in_charge_reports() -> None:
    case = in_hand().does(SubDispatch(child="roads_section"))
    case.by("unit_officer", of="roads_section").does(SubReply(), "result")
    result = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.by("unit_officer").refused(result, "solution", "evidence") == "role_may_not"
    case.by("unit_gateway").does(result, "solution", "evidence")
    assert case.state is State.PENDING_REVIEW


@pytest.mark.rule("JT-09.1")
def test_the_office_returns_what_is_not_the_bureaus_with_its_reason() -> None:
    case = Case(PLACE).dispatched("transport").by("unit_gateway")
    nowhere_else = RequestReturn(proposed_unit="")
    assert case.refused(nowhere_else, "basis") == "text_missing"
    assert case.does(nowhere_else, "reason").state is State.RETURN_REVIEW


@pytest.mark.rule("JT-10.1", "JT-10.2")
@pytest.mark.parametrize("role", ["unit_gateway", "unit_officer", "unit_head"])
def test_what_was_signed_for_goes_back_the_same_day_or_not_at_all(role: str) -> None:
    case = in_hand().at("03-02 24:00").by(role)
    assert isinstance(case.asks(BACK, "reason"), Decided)
    case.after(microseconds=1)
    assert case.refused(BACK, "reason") == "late_return_over"


@pytest.mark.rule("JT-10.1")
def test_the_day_is_that_of_the_receipt_and_not_of_the_signature() -> None:
    case = Case(PLACE).dispatched("transport").at("03-03 08:30").by("unit_gateway")
    assert isinstance(case.asks(BACK, "reason"), Decided)
    assert case.does(Accept()).refused(BACK, "reason") == "late_return_over"


@pytest.mark.rule("JT-10.1", "JT-03")
def test_a_section_has_the_day_on_which_it_received_the_order() -> None:
    case = in_hand().at("03-03 09:00").by("unit_gateway").does(SubDispatch(child="roads_section"))
    case.at("03-03 24:00").by("unit_officer")
    assert isinstance(case.asks(BACK, "reason"), Decided)
    case.after(microseconds=1)
    assert case.refused(BACK, "reason") == "late_return_over"


@pytest.mark.rule("JT-09", "JT-10", "G:G3")
def test_passing_it_down_late_reopens_nothing() -> None:
    case = in_hand().at("03-04 09:00").by("unit_gateway").does(SubDispatch(child="roads_section"))
    assert case.by("unit_officer").refused(BACK, "reason") == "late_return_over"


@pytest.mark.rule("JT-11.1")
def test_an_order_is_extended_once() -> None:
    case = in_hand().by("unit_head")
    too_long = RequestExtension(length=parse_limit("6 WD"), signed_by="head")
    assert case.refused(too_long, "reason") == "extension_too_long"
    assert case.does(MORE, "reason").last("ExtensionRequested").basis[:2] == ("T:T21", "JT-11")
