"""Stories of giving an order back: applied for, decided, disputed, designated."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Dispatch,
    RecallDispatch,
    RejectReturn,
    RequestReturn,
)
from domain.chapters.handling.commands import RequestExtension
from domain.decide import Decided
from domain.law.pack import Pack
from domain.order.clock import Outcome
from domain.time.limit import parse_limit
from domain.vocabulary import Level, Role, State
from policies.library import load_pack
from tests.domain.case import Case, moment, permitting

NOT_OURS = RequestReturn(proposed_unit="roads")


def given_back(case: Case, to: str = "roads") -> Case:
    """Give the order back and send it on."""
    case.by("unit_clerk").does(NOT_OURS, "reason", "basis")
    return case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit=to))


@pytest.mark.rule("T:T13.1", "WF-24.1", "G:G3.1")
def test_a_return_is_an_application_with_reason_law_and_proposal() -> None:
    case = Case().signed_in().by("unit_clerk")
    assert case.refused(NOT_OURS, "reason") == "text_missing"
    assert case.refused(NOT_OURS, "basis") == "text_missing"
    nobody = RequestReturn(proposed_unit="")
    assert case.refused(nobody, "reason", "basis") == "proposed_unit_missing"
    assert case.does(NOT_OURS, "reason", "basis").state is State.RETURN_REVIEW


@pytest.mark.rule("T:T13.2", "G:G3.2")
def test_the_handling_limit_runs_on_while_the_desk_decides() -> None:
    case = Case().dispatched().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    assert case.owed() == {"contact/1", "handle/1", "total/1", "return_decision/1"}
    assert case.clock("return_decision/1").due == moment("03-02 14:00")
    assert case.refused(NOT_OURS, "reason", "basis") == "not_with_a_unit"


@pytest.mark.rule("T:T15.1", "NA-09.1")
def test_a_rejected_return_gives_no_time_back() -> None:
    case = Case().signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher").after(hours=2)
    assert case.refused(RejectReturn()) == "text_missing"
    assert case.does(RejectReturn(), "reason").state is State.HANDLING
    assert case.clock("handle/1").due == moment("03-09 24:00")
    assert case.refused(ApproveReturn()) == "no_return_under_review"


@pytest.mark.rule("G:G3.1", "G:G5")
def test_after_the_window_the_clerk_may_not_return_it_any_more() -> None:
    case = Case().dispatched().at("03-03 24:00").by("unit_clerk")
    assert isinstance(case.asks(NOT_OURS, "reason", "basis"), Decided)
    case.after(microseconds=1)
    assert case.refused(NOT_OURS, "reason", "basis") == "return_window_over"


@pytest.mark.rule("G:G5.1", "G:G5.2", "X:X1.1", "JT-10")
def test_whoever_has_signed_in_may_return_it_on_the_same_working_day_only() -> None:
    case = Case().signed_in().at("03-02 24:00").by("unit_clerk")
    assert isinstance(case.asks(NOT_OURS, "reason", "basis"), Decided)
    case.after(microseconds=1)
    assert case.refused(NOT_OURS, "reason", "basis") == "return_window_over"
    case.by("unit_head").does(NOT_OURS, "reason", "basis")
    assert case.last("ReturnRequested").content.late  # type: ignore[union-attr]


@pytest.mark.rule("T:T11", "T:T13", "T:T14")
def test_the_signature_and_the_application_are_the_units_and_leave_with_it() -> None:
    case = Case().dispatched().after(hours=1).by("unit_clerk").does(Accept())
    assert case.order.accepted_at == case.now
    case.does(NOT_OURS, "reason", "basis")
    assert case.order.return_request is not None
    case.by("dispatcher").does(ApproveReturn())
    assert case.order.return_request is None
    case.does(Dispatch(unit="roads"))
    assert case.order.accepted_at is None


@pytest.mark.rule("G:G3", "G:G5", "T:T13")
def test_the_window_counts_from_the_dispatch_whenever_it_was_signed_for() -> None:
    case = Case().dispatched().at("03-03 10:00").by("unit_clerk").does(Accept())
    case.at("03-04 09:00").by("unit_head").does(NOT_OURS, "reason", "basis")
    assert "G:G3" in case.last("ReturnRequested").basis


@pytest.mark.rule("G:G5", "X:X1", "JT-10")
def test_a_signature_on_a_later_day_wins_no_day() -> None:
    case = Case(at="03-06 17:00").dispatched().at("03-09 10:00").by("unit_clerk")
    assert isinstance(case.asks(NOT_OURS, "reason", "basis"), Decided)
    assert case.does(Accept()).refused(NOT_OURS, "reason", "basis") == "return_window_over"


@pytest.mark.rule("G:G5", "X:X1")
def test_what_is_received_on_a_day_off_goes_back_on_the_next_working_day() -> None:
    case = Case(at="03-07 17:00").signed_in().at("03-09 24:00").by("unit_clerk")
    assert isinstance(case.asks(NOT_OURS, "reason", "basis"), Decided)
    case.after(microseconds=1)
    assert case.refused(NOT_OURS, "reason", "basis") == "return_window_over"


@pytest.mark.rule("T:T13")
def test_the_next_unit_has_not_signed_in_yet() -> None:
    case = given_back(Case().signed_in()).at("03-03 10:00").by("unit_clerk")
    case.does(NOT_OURS, "reason", "basis")
    assert not case.last("ReturnRequested").content.late  # type: ignore[union-attr]


@pytest.mark.rule("G:G5", "T:T13.4")
def test_the_head_signs_a_late_return_himself() -> None:
    law = permitting(load_pack("national-default"), "request_return", Role.UNIT_HEAD)
    case = Case(law).signed_in().at("03-05 09:00").by("unit_head")
    case.does(NOT_OURS, "reason", "basis")
    assert case.last("ReturnRequested").content.late  # type: ignore[union-attr]


@pytest.mark.rule("G:G5", "X:X1")
def test_the_head_signs_a_late_return_for_five_working_days_and_no_longer() -> None:
    case = Case().signed_in().at("03-09 24:00").by("unit_head")
    assert isinstance(case.asks(NOT_OURS, "reason", "basis"), Decided)
    case.after(microseconds=1)
    assert case.refused(NOT_OURS, "reason", "basis") == "late_return_over"


@pytest.mark.rule("G:G5", "X:X1")
def test_the_heads_five_days_count_from_the_dispatch_and_not_from_the_signature() -> None:
    case = Case().dispatched().at("03-04 09:00").by("unit_clerk").does(Accept()).by("unit_head")
    case.at("03-09 24:00")
    assert isinstance(case.asks(NOT_OURS, "reason", "basis"), Decided)
    case.after(microseconds=1)
    assert case.refused(NOT_OURS, "reason", "basis") == "late_return_over"


@pytest.mark.rule("G:G5", "X:X1")
@pytest.mark.parametrize(("days", "code"), [(0, "late_return_over"), (1, "")])
def test_a_law_may_give_the_head_one_day_or_none(days: int, code: str) -> None:
    law = load_pack("national-default")
    late = replace(law.returns, late_days=replace(law.returns.late_days, value=days))
    case = Case(replace(law, returns=late), at="03-02 09:00").signed_in().by("unit_head")
    case.at("03-02 24:00").after(seconds=1)
    if code:
        assert case.refused(NOT_OURS, "reason", "basis") == code
    else:
        assert case.does(NOT_OURS, "reason", "basis").last("ReturnRequested").content.late  # type: ignore[union-attr]


@pytest.mark.rule("NA-09", "T:T15")
def test_whoever_sent_it_somewhere_else_before_may_reject_an_objection() -> None:
    case = Case("national-2025").dispatched().by("dispatcher").does(RecallDispatch(), "reason")
    case.by("dispatcher", of="desk_2").does(Dispatch(unit="parks"))
    case.by("unit_clerk").does(NOT_OURS, "reason", "basis").by("dispatcher", of="desk_2")
    assert case.refused(RejectReturn(), "reason") == "sent_by_yourself"
    assert case.by("dispatcher").does(RejectReturn(), "reason").state is State.HANDLING
    assert case.order.return_request is None


@pytest.mark.rule("NA-09", "T:T15")
def test_where_objections_are_reviewed_nobody_rejects_one_to_a_dispatch_of_his_own() -> None:
    case = Case("national-2025").signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    assert case.by("dispatcher").refused(RejectReturn(), "reason") == "sent_by_yourself"
    assert isinstance(case.asks(ApproveReturn(), "reason"), Decided)
    assert case.by("dispatcher", of="desk_2").does(RejectReturn(), "reason").state is State.HANDLING


@pytest.mark.rule("T:T14.3", "T:T21")
def test_a_request_for_more_time_leaves_with_the_unit_that_made_it() -> None:
    case = Case().signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    given_back(case)
    assert case.clock("extension_decision/1").outcome is Outcome.RELEASED
    assert case.order.extension_request is None


def patient(pack: Pack) -> Pack:
    """A law under which a dispute opens late."""
    return replace(pack, returns=replace(pack.returns, most=replace(pack.returns.most, value=9)))


@pytest.mark.rule("G:G12.3", "T:T44")
def test_an_order_sent_round_three_times_is_put_on_the_board() -> None:
    case = Case(patient(load_pack("national-default"))).signed_in()
    for unit in ("roads", "parks"):
        given_back(case, unit)
    assert case.order.level < Level.L1
    given_back(case, "water")
    assert case.order.level is Level.L3
    raised = case.last("SupervisionRaised").content
    assert (raised.trigger, raised.owner) == ("transferred_often", "water")  # type: ignore[union-attr]


@pytest.mark.rule("WF-33.1", "X:X22.1", "T:T12.3")
def test_silence_of_one_unit_after_another_is_a_refusal_to_receive() -> None:
    case = Case(patient(load_pack("sanya-2018"))).dispatched().after(hours=24, microseconds=1)
    given_back(case).after(hours=25)
    assert case.order.level is Level.L2
    assert case.last("SupervisionRaised").content.trigger == "refuses_to_accept"  # type: ignore[union-attr]
