"""Stories of review, callback, recheck and rework: the citizen has the last word but one."""

import pytest

from domain.chapters.closing.commands import (
    FinalReply,
    OrderRework,
    PassReview,
    Recheck,
    RecordCallback,
    RejectReview,
)
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Accept, ApproveReturn, Dispatch, RequestReturn
from domain.chapters.handling.commands import SubmitResult
from domain.order.act import Actor
from domain.order.clock import Outcome
from domain.vocabulary import Level, ResultKind, Role, State
from tests.domain.case import BY_PHONE, Case, moment

NO_ANSWER = RecordCallback(answered=False)


def tried(case: Case, *times: str) -> Case:
    """Try to reach the caller at these times."""
    for time in times:
        case.at(time).by("callback_officer").does(NO_ANSWER)
    return case


@pytest.mark.rule("T:T31.1", "T:T31.2", "AH-09.2", "SM-04.1")
def test_neither_the_unit_nor_the_dispatcher_reviews_the_result() -> None:
    case = Case().signed_in().solved()
    assert case.by("reviewer", of="water").refused(PassReview()) == "own_unit_may_not_review"
    case.actor = Actor(person="dispatcher@hotline", unit="hotline", role=Role.REVIEWER)
    assert case.refused(PassReview()) == "dispatcher_may_not_review"
    assert case.by("reviewer").does(PassReview()).clock("callback/1").due == moment("03-03 24:00")


@pytest.mark.rule("T:T31", "AH-09.2", "SM-04.1")
@pytest.mark.parametrize("decision", [PassReview(), RejectReview()])
def test_whoever_is_of_the_unit_and_sent_it_there_hears_of_the_unit_first(
    decision: PassReview | RejectReview,
) -> None:
    case = Case().signed_in().solved()
    case.actor = Actor(person="dispatcher@hotline", unit="water", role=Role.REVIEWER)
    assert case.refused(decision, "reason") == "own_unit_may_not_review"


@pytest.mark.rule("T:T30.1", "SM-04.2")
def test_a_rejected_result_counts_from_the_original_due() -> None:
    case = Case().signed_in().at("03-06 10:00").solved().by("reviewer")
    assert case.refused(RejectReview()) == "text_missing"
    case.does(RejectReview(), "reason")
    assert case.state is State.HANDLING
    assert case.clock("handle/1").is_open
    assert case.clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("T:T30.2", "G:G12")
def test_rejected_after_the_due_it_is_late_at_once() -> None:
    case = Case().signed_in().at("03-09 23:00").solved()
    case.at("03-10 09:00").by("reviewer").does(RejectReview(), "reason").after(minutes=1)
    assert case.clock("handle/1").lapsed == moment("03-10 09:00")
    assert case.last("DueBreached").content.due == moment("03-09 24:00")  # type: ignore[union-attr]


@pytest.mark.rule("T:T33.2", "G:G16", "WF-31")
@pytest.mark.parametrize("satisfied", [1, 2, 3])
def test_a_content_caller_closes_the_order(satisfied: int) -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=satisfied)
    assert case.last("Closed").content.closing == "solved"  # type: ignore[union-attr]
    assert case.clock("total/1").outcome is Outcome.MET
    assert not case.owed()
    assert case.refused(NO_ANSWER) == "order_is_over"


@pytest.mark.rule("G:G16.1", "AH-09.2", "T:T33.1", "T:T33.3")
def test_three_questions_are_asked_and_not_by_the_dispatcher() -> None:
    case = Case().to_callback().by("callback_officer")
    assert case.refused(RecordCallback(answered=True, solved=True)) == "callback_answer_missing"
    glad = RecordCallback(answered=True, contacted=True, solved=True, satisfied=0)
    assert case.refused(glad) == "answer_off_the_scale"
    case.actor = Actor(person="dispatcher@hotline", unit="hotline", role=Role.CALLBACK_OFFICER)
    assert case.refused(NO_ANSWER) == "dispatcher_may_not_call_back"


@pytest.mark.rule("X:X9.1", "T:T36.1", "WF-11")
def test_who_says_that_nothing_is_solved_is_heard_for_that_first() -> None:
    case = Case().to_callback().by("callback_officer")
    case.does(RecordCallback(answered=True, contacted=False, solved=False, satisfied=5))
    assert case.kinds()[-1] == "Dissatisfied"


@pytest.mark.rule("X:X9.1", "T:T36.1", "G:G15.1", "G:G16")
@pytest.mark.parametrize(("solved", "satisfied"), [(True, 4), (False, 1)])
def test_solved_and_satisfied_are_two_questions(solved: bool, satisfied: int) -> None:
    case = Case().to_callback().called_back(solved=solved, satisfied=satisfied)
    assert case.state is State.RECHECK
    assert case.clock("recheck/1").due == moment("03-03 24:00")
    assert case.last("CallbackDone").content.satisfied == satisfied  # type: ignore[union-attr]


@pytest.mark.rule("G:G14.1", "X:X6.1", "T:T34", "T:T35.1")
def test_three_tries_on_two_days_in_three_windows_are_enough() -> None:
    case = tried(Case().to_callback(), "03-02 10:00", "03-02 14:00", "03-03 19:00")
    assert case.kinds()[-2:] == ["Unreachable", "Closed"]


@pytest.mark.rule("G:G14.1", "T:T34")
@pytest.mark.parametrize("third", ["03-02 19:00", "03-03 10:00"])
def test_one_day_or_two_windows_are_not_enough(third: str) -> None:
    case = tried(Case().to_callback(), "03-02 10:00", "03-02 14:00", third)
    assert case.state is State.PENDING_CALLBACK


@pytest.mark.rule("G:G13.1", "T:T34.1")
def test_the_first_try_begins_the_callback_and_three_days_end_it() -> None:
    case = tried(Case().to_callback(), "03-02 10:00")
    assert case.clock("callback/1").outcome is Outcome.MET
    assert case.clock("callback/2").due == moment("03-05 24:00")


@pytest.mark.rule("T:T32.1", "G:G13", "WF-22.2", "X:X24.1")
def test_who_wants_no_reply_is_not_called() -> None:
    case = Case().signed_in(reply_wanted=False).solved().by("reviewer").does(PassReview())
    assert case.kinds()[-2:] == ["ReviewPassed", "Closed"]


@pytest.mark.rule("X:X29.1", "SY20-18.2", "T:T32.2")
def test_praise_that_a_unit_conveyed_needs_no_callback() -> None:
    case = Case().signed_in(type="praise").by("unit_clerk")
    case.does(SubmitResult(result_kind=ResultKind.CONVEYED, **BY_PHONE), "result")
    case.by("reviewer").does(PassReview())
    assert case.last("Closed").content.closing == "praise_conveyed"  # type: ignore[union-attr]


@pytest.mark.rule("G:G13.2")
@pytest.mark.parametrize(
    ("number", "drawn"),
    [
        ("20260302-000001", False),
        ("20260302-000003", True),
        ("20260302-000088", False),
        ("20260302-000317", True),
    ],
    ids=["not drawn", "drawn", "the first not drawn", "the last drawn"],
)
def test_of_the_questions_a_sample_is_called(number: str, drawn: bool) -> None:
    case = Case(number=number).signed_in(type="consult").by("unit_clerk")
    told = SubmitResult(result_kind=ResultKind.ANSWERED, **BY_PHONE)
    case.does(told, "answer", "answer_source").by("reviewer").does(PassReview())
    assert (case.state is State.PENDING_CALLBACK) is drawn


@pytest.mark.rule("T:T29.2", "T:T30.3")
def test_the_citys_promise_ends_with_the_result_and_comes_back_with_its_rejection() -> None:
    case = Case().signed_in().solved()
    assert case.clock("total/1").outcome is Outcome.MET
    case.by("reviewer").does(RejectReview(), "reason")
    assert {"handle/1", "total/1"} <= case.owed()
    assert case.clock("total/1").due == case.clock("total/1").original_due


@pytest.mark.rule("T:T37.1", "G:G15.3", "X:X8.1")
def test_rework_has_a_limit_of_its_own() -> None:
    case = Case().to_recheck().by("supervisor").does(OrderRework(), "reason")
    assert case.owed() == {"contact/1", "rework/1"}
    assert case.order.result is None
    assert case.clock("rework/1").due == moment("03-05 24:00")
    assert case.solved().clock("rework/1").outcome is Outcome.MET
    case.by("reviewer").does(RejectReview(), "reason")
    assert case.clock("rework/1").is_open


@pytest.mark.rule("G:G15", "G:G12.3", "T:T37.3", "T:T39.2", "C:C10", "T:T44")
def test_after_two_reworks_the_final_answer_may_still_end_it() -> None:
    case = Case().to_recheck()
    for _ in range(2):
        case.by("supervisor").does(Recheck(decision=RecheckDecision.REWORK), "reason").solved()
        case.by("reviewer").does(PassReview()).called_back(solved=False, satisfied=5)
    assert case.order.level is Level.L3
    raised = case.last("SupervisionRaised").content
    assert (raised.trigger, raised.owner) == ("reworked_twice", "water")  # type: ignore[union-attr]
    assert case.by("supervisor").refused(OrderRework(), "reason") == "not_recheck"
    assert case.by("hotline_head").refused(FinalReply()) == "text_missing"
    case.does(FinalReply(), "reply")
    assert case.kinds()[-3:] == ["FinalReplyIssued", "SupervisionCleared", "Closed"]


@pytest.mark.rule("T:T39.1", "G:G15.2")
def test_an_unreasonable_demand_is_explained() -> None:
    case, explain = Case().to_recheck(), Recheck(decision=RecheckDecision.EXPLAIN)
    assert case.by("supervisor").refused(explain) == "text_missing"
    case.does(explain, "reason")
    assert case.last("Closed").content.closing == "explained"  # type: ignore[union-attr]


@pytest.mark.rule("T:T31", "T:T33", "T:T37.2", "T:T39", "T:T30")
def test_each_step_has_its_hour() -> None:
    case = Case().signed_in()
    assert case.by("reviewer").refused(PassReview()) == "not_pending_review"
    assert case.refused(RejectReview(), "reason") == "not_pending_review"
    assert case.by("callback_officer").refused(NO_ANSWER) == "not_pending_callback"
    assert case.by("supervisor").refused(OrderRework(), "reason") == "not_recheck"
    assert case.by("hotline_head").refused(FinalReply(), "reply") == "not_recheck"


@pytest.mark.rule("T:T14", "T:T37")
def test_rework_that_is_given_back_ends_with_the_unit_that_had_it() -> None:
    case = Case().to_recheck().by("supervisor").does(OrderRework(), "reason").by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    assert case.clock("rework/1").outcome is Outcome.RETURNED
    case.by("unit_clerk").does(Accept()).solved().by("reviewer").does(RejectReview(), "reason")
    assert case.clock("handle/2").is_open
    assert not case.clock("rework/1").is_open


def never_called(**fields: object) -> Case:
    """A content caller of whom the unit has reported a talk that was none."""
    case = Case().signed_in(**fields).solved().by("reviewer").does(PassReview())
    said = RecordCallback(answered=True, contacted=False, solved=True, satisfied=1)
    return case.by("callback_officer").does(said)


@pytest.mark.rule("GN-04", "JT-05", "T:T36")
def test_a_caller_whom_the_unit_left_alone_does_not_close_the_order() -> None:
    case = never_called()
    assert (case.state, case.kinds()[-1]) == (State.RECHECK, "ContactDenied")
    assert case.clock("recheck/1").due == moment("03-03 24:00")
    assert case.by("supervisor").does(OrderRework(), "reason").clock("rework/1").is_open


@pytest.mark.rule("T:T33", "C:C13")
def test_of_whom_nobody_may_know_the_unit_need_not_have_spoken() -> None:
    assert never_called(anonymous=True).state is State.CLOSED


@pytest.mark.rule("GN-04", "T:T40")
def test_after_the_last_rework_it_is_a_hard_case_all_the_same() -> None:
    case = Case().to_recheck()
    for _ in range(2):
        case.by("supervisor").does(OrderRework(), "reason").solved().by("reviewer")
        case.does(PassReview()).by("callback_officer")
        case.does(RecordCallback(answered=True, contacted=False, solved=True, satisfied=1))
    assert case.state is State.HARDCASE
