"""Stories of promises: what cannot be solved in time is promised for a day, and followed."""

from datetime import date

import pytest

from domain.chapters.closing.commands import PassReview, Recheck, RejectReview, Withdraw
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Contact, RequestReturn
from domain.chapters.emergency.commands import (
    Arrive,
    DeclareEmergency,
    FirstFeedback,
    Protect,
    ResolveEmergency,
)
from domain.chapters.handling.commands import (
    ApproveExtension,
    Commit,
    KeepPromise,
    ReportMilestone,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.supervision.commands import Urge
from domain.decide import Decided
from domain.order.clock import Outcome
from domain.order.command import Command
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, EmergencyKind, Level, ResultKind, State
from policies.library import load_pack
from tests.domain.case import BY_PHONE, Case, moment, unlimited

TOLD = ("explanation", "plan", "progress")


def by_day(month: int, day: int) -> Commit:
    """A promise for a day of 2026."""
    return Commit(promise_date=date(2026, month, day), **BY_PHONE)


CONSTRAINED = SubmitResult(
    result_kind=ResultKind.CONSTRAINED, deadline=date(2026, 4, 20), **BY_PHONE
)


def committed(month: int = 4, day: int = 20) -> Case:
    """An order that is promised on Wednesday for a later day."""
    case = Case().signed_in().at("03-04 10:00").by("unit_clerk")
    return case.does(by_day(month, day), *TOLD)


@pytest.mark.rule("T:T24.1", "G:G8.2", "JT-07.2", "WF-20")
def test_a_promise_takes_the_place_of_the_limit() -> None:
    case = committed()
    assert case.state is State.COMMITTED
    assert case.clock("handle/1").outcome is Outcome.MET
    assert case.clock("total/1").outcome is Outcome.MET
    assert case.clock("promise/1").due == moment("04-20 24:00")
    assert case.order.result is None


@pytest.mark.rule("T:T24.3", "WF-20.3")
@pytest.mark.parametrize("promise", [by_day(4, 20), CONSTRAINED])
def test_after_the_limit_nothing_is_promised_any_more(promise: Command) -> None:
    case = Case("weifang-2021").signed_in().at("03-09 24:00").by("unit_clerk")
    assert isinstance(case.asks(promise, *TOLD, "measures"), Decided)
    case.after(microseconds=1)
    assert case.refused(promise, *TOLD, "measures") == "promise_after_the_limit"
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")
    assert case.clock("handle/1").is_open


@pytest.mark.rule("WF-20.3", "T:T24.3")
def test_a_limit_that_was_extended_is_the_one_that_must_not_have_passed() -> None:
    case = Case().signed_in().by("unit_clerk")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    case.by("hotline_head").does(ApproveExtension()).at("03-11 10:00").by("unit_clerk")
    assert case.does(by_day(4, 20), *TOLD).state is State.COMMITTED


@pytest.mark.rule("WF-20.3", "T:T24.3")
def test_work_to_be_done_again_is_promised_within_its_limit_only() -> None:
    case = Case().to_recheck().by("supervisor")
    case.does(Recheck(decision=RecheckDecision.REWORK), "reason").by("unit_clerk")
    case.after(case.clock("rework/1").due - case.now).after(microseconds=1)
    assert case.refused(by_day(4, 20), *TOLD) == "promise_after_the_limit"


@pytest.mark.rule("JT-07.1", "JT-07.3", "WF-20.1", "WF-20.4", "T:T24.1")
@pytest.mark.parametrize("untold", TOLD)
def test_a_promise_without_reason_plan_or_progress_is_none(untold: str) -> None:
    case = Case().signed_in().by("unit_clerk")
    told = [text for text in TOLD if text != untold]
    assert case.refused(by_day(4, 20), *told) == "text_missing"


@pytest.mark.rule("G:G8.1", "T:T24")
@pytest.mark.parametrize("type", ["help", "complaint", "report"])
def test_a_promise_lies_ahead_and_at_most_180_days(type: str) -> None:
    case = Case().signed_in(type=type).by("unit_clerk")
    assert case.refused(by_day(3, 1), *TOLD) == "promise_in_the_past"
    assert case.refused(by_day(8, 30), *TOLD) == "promise_too_far"
    assert case.refused(Commit(promise_date=date.max, **BY_PHONE), *TOLD) == "promise_too_far"
    assert Case().signed_in().by("unit_clerk").does(by_day(3, 2), *TOLD).state is State.COMMITTED
    assert case.does(by_day(8, 29), *TOLD).clock("promise/1").due == moment("08-29 24:00")


@pytest.mark.rule("T:T24.4", "G:G8")
def test_a_law_that_knows_no_promises_accepts_none() -> None:
    law = unlimited(load_pack("national-default"), ClockName.PROMISE)
    case = Case(law).signed_in().by("unit_clerk")
    assert case.refused(by_day(4, 20), *TOLD) == "promise_not_in_law"


@pytest.mark.rule("T:T24.4")
def test_who_promises_and_when() -> None:
    case = Case().dispatched().by("unit_clerk")
    assert case.refused(by_day(4, 20), *TOLD) == "not_being_handled"
    assert case.by("unit_clerk", of="roads").refused(by_day(4, 20), *TOLD) == "not_your_order"
    assert case.by("hotline_head").refused(by_day(4, 20), *TOLD) == "role_may_not"


@pytest.mark.rule("G:G8.1")
def test_progress_is_reported_every_thirty_days() -> None:
    case = committed().at("04-01 10:00").by("unit_clerk")
    assert case.clock("milestone/1").due == moment("04-03 24:00")
    assert case.refused(ReportMilestone()) == "text_missing"
    case.does(ReportMilestone(), "progress")
    assert case.clock("milestone/1").outcome is Outcome.MET
    assert case.clock("milestone/2").due == moment("05-01 24:00")


@pytest.mark.rule("G:G8.3", "G:G12")
def test_a_missing_report_is_urged_and_does_not_break_the_promise() -> None:
    case = committed().at("04-04 00:01")
    assert case.order.level is Level.L1
    assert case.clock("promise/1").lapsed is None
    case.by("unit_clerk").does(ReportMilestone(), "progress")
    assert case.clock("milestone/1").outcome is Outcome.LATE


@pytest.mark.rule("T:T25.1", "G:G8")
def test_a_kept_promise_is_reviewed_like_a_result() -> None:
    case = committed().at("04-20 24:00").by("unit_clerk")
    assert case.refused(KeepPromise(**BY_PHONE)) == "text_missing"
    case.does(KeepPromise(**BY_PHONE), "result")
    assert (case.state, case.order.result) == (State.PENDING_REVIEW, ResultKind.CONSTRAINED)
    assert case.clock("promise/1").outcome is Outcome.MET
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=1)
    assert case.last("Closed").content.closing == "constrained"  # type: ignore[union-attr]


@pytest.mark.rule("T:T25.2", "G:G8.3", "T:T44")
def test_a_broken_promise_goes_on_the_board_and_stays_owed() -> None:
    case = committed().at("04-03 10:00").by("unit_clerk").does(ReportMilestone(), "progress")
    case.at("04-20 24:00").after(microseconds=1)
    assert case.kinds()[-3:] == ["DueBreached", "PromiseBroken", "SupervisionRaised"]
    assert case.last("PromiseBroken").content.unit == "water"  # type: ignore[union-attr]
    assert case.order.level is Level.L2
    assert case.state is State.COMMITTED
    case.does(KeepPromise(**BY_PHONE), "result")
    assert case.clock("promise/1").outcome is Outcome.LATE


@pytest.mark.rule("T:T30", "T:T25.3", "G:G8.1")
def test_a_promise_that_was_not_kept_after_all_is_owed_again() -> None:
    case = committed().at("03-20 10:00").by("unit_clerk").does(KeepPromise(**BY_PHONE), "result")
    case.by("reviewer").does(RejectReview(), "reason")
    assert case.state is State.COMMITTED
    assert {"promise/1", "milestone/2"} <= case.owed()
    assert (case.clock("milestone/2").owner, case.clock("milestone/2").started) == (
        "water",
        case.now,
    )
    assert case.clock("promise/1").due == moment("04-20 24:00")
    assert not {"handle/1", "total/1"} & case.owed()


def promised(decision_date: date | None = date(2026, 4, 20)) -> Recheck:
    """A recheck that ends in a promise."""
    return Recheck(decision=RecheckDecision.COMMIT, promise_date=decision_date)


@pytest.mark.rule("T:T38.1", "G:G8", "JT-07")
def test_a_reasonable_but_limited_demand_is_promised_at_the_recheck() -> None:
    case, told = Case().to_recheck().by("supervisor"), ("reason", "plan", "progress")
    assert case.refused(promised(), "reason") == "text_missing"
    assert case.refused(promised(None), *told) == "promise_date_missing"
    case.does(promised(), *told)
    assert (case.state, case.order.result) == (State.COMMITTED, None)
    assert case.clock("recheck/1").outcome is Outcome.MET
    assert case.clock("promise/1").owner == case.clock("milestone/1").owner == "water"


@pytest.mark.rule("T:T38", "T:T25", "G:G8")
def test_each_step_of_a_promise_has_its_hour() -> None:
    case = Case().signed_in().by("unit_clerk")
    assert case.refused(ReportMilestone(), "progress") == "not_committed"
    assert case.refused(KeepPromise(**BY_PHONE), "result") == "not_committed"
    assert case.by("supervisor").refused(promised(), "reason") == "not_recheck"


@pytest.mark.rule("T:T13.3", "T:T21.5", "T:T41", "T:T42")
def test_what_is_promised_is_neither_returned_nor_extended() -> None:
    case = committed().by("unit_head")
    more = RequestExtension(length=parse_limit("1 WD"), signed_by="head")
    assert case.refused(more, "reason") == "not_being_handled"
    assert case.refused(RequestReturn(proposed_unit="x"), "reason", "basis") == "not_with_a_unit"
    case.by("caller").does(Urge()).does(Withdraw(), "reason")
    assert not case.owed()


@pytest.mark.rule("T:T43", "E:E1", "T:T25", "G:G7")
def test_an_emergency_goes_before_the_promise() -> None:
    case = committed().by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert {"arrive/1", "resolve/1", "promise/1"} <= case.owed()
    assert case.by("unit_clerk").refused(KeepPromise(**BY_PHONE), "result") == "emergency_first"


@pytest.mark.rule("T:T24", "T:T21")
def test_a_request_for_more_time_ends_with_the_promise() -> None:
    case = Case().signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    case.does(by_day(4, 20), *TOLD)
    assert case.clock("extension_decision/1").outcome is Outcome.RELEASED
    assert case.order.extension_request is None


@pytest.mark.rule("JT-07", "T:T24", "T:T25")
def test_the_caller_is_told_of_the_promise_and_of_what_became_of_it() -> None:
    case = Case().signed_in().by("unit_clerk")
    day = date(2026, 4, 20)
    assert case.refused(Commit(promise_date=day), *TOLD) == "telling_missing"
    case.does(Commit(promise_date=day, **case.told), *TOLD)
    assert case.refused(KeepPromise(), "result") == "telling_missing"
    assert case.does(KeepPromise(**case.told), "result").state is State.PENDING_REVIEW


@pytest.mark.rule("T:T24", "G:G7")
def test_nobody_is_put_off_for_want_of_circumstances_while_people_are_in_danger() -> None:
    law = unlimited(load_pack("weifang-2021"), ClockName.RESOLVE)
    case = Case(law).signed_in().by("shift_lead")
    case.does(DeclareEmergency(kind=EmergencyKind.HELP)).by("unit_clerk")
    for step in (Contact(), Arrive(), Protect(), FirstFeedback()):
        case.does(step, *step.TEXTS)
    told = ("explanation", "progress", "measures")
    assert case.refused(CONSTRAINED, *told) == "emergency_first"
    case.does(ResolveEmergency(), *ResolveEmergency.TEXTS).does(CONSTRAINED, *told)
    assert case.state is State.COMMITTED
