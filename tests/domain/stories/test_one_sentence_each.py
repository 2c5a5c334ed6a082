"""Stories that hold a sentence of an article each: what it demands of whom, and until when."""

from dataclasses import replace

import pytest

from domain.chapters.closing.commands import (
    FinalReply,
    OrderRework,
    PassReview,
    RecordCallback,
)
from domain.chapters.dispatch.commands import Accept, RequestReturn
from domain.chapters.emergency.commands import Arrive, Notify, Protect
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Answer
from domain.chapters.supervision.commands import RaiseSupervision
from domain.order.clock import Outcome
from domain.order.refusal import Refusal
from domain.vocabulary import Channel, Level, ResultKind, State, Trigger, Urgency
from policies.library import load_pack, pack_names
from tests.domain.case import BY_PHONE, Case
from tests.domain.grounds import grounded


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("sanya-2020", marks=pytest.mark.rule("SY20-13.2", "SY20-13.3")),
        pytest.param("weifang-2021", marks=pytest.mark.rule("WF-16.2")),
    ],
)
def test_only_the_places_own_grounds_refuse_and_both_of_procedures_do(place: str) -> None:
    own = {ground.code for ground in load_pack(place).dispositions}
    others = {one.code for name in pack_names() for one in load_pack(name).dispositions} - own
    assert others
    for code in sorted(others):
        case = Case(place).register().by("shift_lead")
        assert case.refused(grounded(code), "reason", "route") == "unknown_disposition"
    for code in ("MUST_USE_PROCEDURE", "ALREADY_IN_PROCEDURE"):
        case = Case(place).register().by("shift_lead")
        assert case.does(grounded(code), "reason", "route").state is State.REFUSED


@pytest.mark.rule("SY20-16.2", "T:T09", "T:T05")
def test_what_the_desk_does_not_answer_is_a_units_who_owes_a_word_with_the_caller() -> None:
    answer = Answer(kb_entry="kb-1")
    assert Case("sanya-2020").register().refused(answer, "answer") == "not_answered_at_the_desk"
    case = Case("sanya-2020").dispatched()
    assert (case.clock("contact/1").owner, case.clock("handle/1").owner) == ("water", "water")


@pytest.mark.rule("SY20-20.3", "E:E1.1", "E:EX")
def test_a_notice_that_nobody_gives_in_time_is_on_record_as_late_and_stays_owed() -> None:
    case = Case("sanya-2020").dispatched(urgency=Urgency.EMERGENCY)
    call = case.clock("phone_notice/1")
    assert case.after(minutes=6).clock(call.id).lapsed == call.due
    case.by("dispatcher").does(Notify(channel=Channel.PHONE))
    assert case.clock(call.id).outcome is Outcome.LATE


@pytest.mark.rule("E:E6.3", "SY20-21.4")
def test_what_is_owed_of_an_emergency_is_named_before_its_result_is_taken() -> None:
    case = Case("sanya-2020").dispatched(urgency=Urgency.EMERGENCY).by("unit_clerk").does(Accept())
    case.does(Arrive()).does(Protect())
    refusal = case.asks(SubmitResult(result_kind=ResultKind.EMERGENCY), "situation", "method")
    assert isinstance(refusal, Refusal)
    assert set(refusal.about) == {"contact", "first_feedback", "resolve"}


@pytest.mark.rule("SY20-07.2", "WF-32.3")
def test_a_sub_centre_supervises_its_own_district_daily_and_no_higher() -> None:
    case = Case("sanya-2020").signed_in().by("unit_head")
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    assert case.refused(daily) == "role_may_not"
    case.by("district_centre")
    board = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")
    assert case.refused(board) == "sub_centre_supervises_daily"
    assert case.does(daily).order.level is Level.L2


@pytest.mark.rule("WF-24.2", "T:T13")
def test_the_unit_that_has_the_order_gives_it_back_and_no_other() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = Case("weifang-2021").signed_in().by("unit_clerk", of="roads")
    assert case.refused(back, "reason", "basis") == "not_your_order"
    assert case.by("dispatcher").refused(back, "reason", "basis") == "role_may_not"
    assert case.by("unit_clerk").does(back, "reason", "basis").state is State.RETURN_REVIEW


@pytest.mark.rule("T:T29.3")
def test_the_unit_that_has_the_order_hands_its_result_in_and_no_other() -> None:
    result = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(result, "solution", "evidence") == "not_your_order"
    assert case.by("dispatcher").refused(result, "solution", "evidence") == "role_may_not"
    assert case.solved().last("ResultSubmitted").content.unit == "water"  # type: ignore[union-attr]


@pytest.mark.rule("T:T33.4", "T:T36")
@pytest.mark.parametrize(
    "pack",
    [
        pytest.param("generic", marks=pytest.mark.rule("GN-05.1")),
        pytest.param("weifang-2021", marks=pytest.mark.rule("WF-31.3")),
    ],
)
def test_each_callback_asks_three_things_and_who_was_not_contacted_is_not_closed(pack: str) -> None:
    case = Case(pack).to_callback().by("callback_officer")
    for unsaid in ("contacted", "solved", "satisfied"):
        answers = RecordCallback(answered=True, contacted=True, solved=True, satisfied=1)
        assert case.refused(replace(answers, **{unsaid: None})) == "callback_answer_missing"
    case.does(RecordCallback(answered=True, contacted=False, solved=True, satisfied=1))
    assert case.state is State.RECHECK
    done = case.last("CallbackDone")
    assert (done.content.contacted, done.content.satisfied) == (False, 1)  # type: ignore[union-attr]
    assert f"fact/{done.seq}" in {entry.name for entry in case.order.entries}


@pytest.mark.rule("T:T29")
@pytest.mark.parametrize(
    ("place", "type", "kind", "texts"),
    [
        pytest.param(
            *("weifang-2021", "help", ResultKind.SOLVED, ("solution", "evidence")),
            marks=pytest.mark.rule("WF-22.1", "WF-22.3"),
        ),
        pytest.param(
            *("sanya-2018", "consult", ResultKind.ANSWERED, ("answer", "answer_source")),
            marks=pytest.mark.rule("SY18-04.2"),
        ),
    ],
)
def test_a_result_says_how_the_caller_was_told_and_goes_to_the_hotline_first(
    place: str, type: str, kind: ResultKind, texts: tuple[str, ...]
) -> None:
    case = Case(place).signed_in(type=type).by("unit_clerk")
    untold = SubmitResult(result_kind=kind)
    assert case.refused(untold, *texts) == "telling_missing"
    case.does(replace(untold, **BY_PHONE), *texts)
    assert case.state is State.PENDING_REVIEW
    assert case.clock("review/1").owner == "review_desk"


@pytest.mark.parametrize(
    ("type", "kind", "texts"),
    [
        pytest.param(
            *("help", ResultKind.UNREASONABLE, ("explanation", "law_article")),
            marks=pytest.mark.rule("SY18-06.2"),
        ),
        pytest.param(
            *("suggestion", ResultKind.NOT_ADOPTED, ("explanation", "reason")),
            marks=pytest.mark.rule("SY18-07.2"),
        ),
        pytest.param(
            *("suggestion", ResultKind.DONE_ALREADY, ("done",)),
            marks=pytest.mark.rule("SY18-07.3"),
        ),
    ],
)
def test_each_way_to_be_done_has_its_own_words(
    type: str, kind: ResultKind, texts: tuple[str, ...]
) -> None:
    case = Case("sanya-2018").signed_in(type=type).by("unit_clerk")
    result = SubmitResult(result_kind=kind, **BY_PHONE)
    for left_out in texts:
        said = [text for text in texts if text != left_out]
        assert case.refused(result, *said) == "closing_field_missing"
    assert case.does(result, *texts).order.result is kind


@pytest.mark.rule("T:T08", "T:T05")
def test_in_weifang_what_is_not_answered_at_once_leaves_the_desk_within_its_limit() -> None:
    case = Case("weifang-2021").register()
    assert case.refused(Answer(kb_entry="kb-1"), "answer") == "not_answered_at_the_desk"
    case.does(AcceptForDispatch())
    owed = case.clock("dispatch/1")
    assert owed.owner == "dispatch_desk"
    case.at("03-05 09:00")
    assert case.clock(owed.id).lapsed == owed.due


@pytest.mark.rule("T:T40.1", "T:T39")
def test_after_the_last_rework_the_case_goes_up_or_is_answered_for_good() -> None:
    case = Case().to_recheck()
    for _ in range(2):
        case.by("supervisor").does(OrderRework(), "reason").solved()
        case.by("reviewer").does(PassReview()).called_back(solved=False, satisfied=5)
    assert case.state is State.HARDCASE
    assert case.by("hotline_head").does(FinalReply(), "reply").state is State.CLOSED


TRIES = (
    (("03-02 09:30", "03-03 19:00"), False),
    (("03-02 09:30", "03-02 13:00", "03-02 19:00"), False),
    (("03-02 09:30", "03-03 09:30", "03-03 13:00"), False),
    (("03-02 09:30", "03-02 13:00", "03-03 19:00"), True),
)


@pytest.mark.rule("T:T34", "G:G14")
@pytest.mark.parametrize(
    ("tries", "closes"),
    [pytest.param(*one, marks=[pytest.mark.rule("T:T35.2")] if one[1] else []) for one in TRIES],
)
def test_one_try_one_day_or_one_window_too_few_does_not_close_it(
    tries: tuple[str, ...], closes: bool
) -> None:
    case = Case().to_callback().by("callback_officer")
    for at in tries:
        assert case.at(at).does(RecordCallback(answered=False)).state is not State.ARCHIVED
    assert (case.state is State.CLOSED) is closes
    assert ("Unreachable" in case.kinds()) is closes


@pytest.mark.rule("JT-10.1", "JT-10.2")
def test_no_signature_of_a_head_wins_a_day_where_the_law_says_the_same_day() -> None:
    case = Case("transport-bureau").signed_in().at("03-02 24:00").after(microseconds=1)
    for role in ("unit_gateway", "unit_head"):
        back = RequestReturn(proposed_unit="roads")
        assert case.by(role).refused(back, "reason") == "late_return_over"
