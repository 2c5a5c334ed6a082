"""The assessor's figures K1 to K12, each from what people did and what lapsed."""

from datetime import date, timedelta

import pytest

from domain.chapters.assessment.commands import ApproveExclusion, ExcludeFromAssessment
from domain.chapters.closing.commands import (
    ApproveTermination,
    PassReview,
    Recheck,
    RecordCallback,
    RejectReview,
    RequestTermination,
    Withdraw,
)
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import ApproveForceMajeure, Arrive, ClaimForceMajeure
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import (
    ApproveExtension,
    Commit,
    KeepPromise,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.chapters.together.commands import NoteRepeat
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import Level, ResultKind, Trigger, Urgency
from tests.domain.case import BY_PHONE, Case
from tests.services.assessment.assessed import APRIL, facts_of, of, reported

NOT_OURS = RequestReturn(proposed_unit="roads")
SOLVED = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
MORE = RequestExtension(length=parse_limit("3 WD"), signed_by="head")
PROMISE = Commit(promise_date=date(2026, 3, 20), **BY_PHONE)
TOLD = ("explanation", "plan", "progress")
WATCHED = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


def closed(*, satisfied: int = 1, number: str = "") -> Case:
    """An order that was solved at once and whose caller is asked."""
    case = Case(number=number).signed_in().solved().by("reviewer").does(PassReview())
    return case.called_back(solved=True, satisfied=satisfied)


def given_back() -> Case:
    """An order that came back from its unit and went to another."""
    case = Case().dispatched().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    return case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))


@pytest.mark.rule("K:K1")
def test_a_sign_in_after_the_lapse_stays_missed() -> None:
    late = Case().dispatched().at("03-05 09:00").by("unit_clerk").does(Accept())
    assert of("K1", closed(), late) == (1, 2)
    assert facts_of("K1", closed()) == ["Dispatched", "AcceptedByUnit"]


@pytest.mark.rule("K:K1")
def test_silence_is_no_sign_in_and_a_return_in_time_is_no_miss() -> None:
    assert of("K1", Case().dispatched().at("03-05 09:00")) == (0, 1)
    assert of("K1", given_back()) == (0, 0)
    assert of("K1", Case().dispatched()) == (0, 0)


@pytest.mark.rule("K:K2")
def test_the_caller_or_the_record_says_that_the_unit_responded() -> None:
    silent = RecordCallback(answered=True, contacted=False, solved=True, satisfied=1)
    case = Case().to_callback().by("callback_officer").does(silent)
    assert of("K2", case, closed()) == (1, 2)
    spoke = Case().signed_in().by("unit_clerk").does(Contact(outcome="reached")).solved()
    spoke.by("reviewer").does(PassReview()).by("callback_officer").does(silent)
    assert of("K2", spoke) == of("K2.contact", spoke) == (1, 1)


@pytest.mark.rule("K:K3")
def test_what_the_review_sent_back_and_came_again_too_late_is_late() -> None:
    case = Case().signed_in().solved().by("reviewer").does(RejectReview(), "reason")
    assert of("K3", case) == (0, 0)
    case.at("03-10 09:00").solved().by("reviewer").does(PassReview())
    assert of("K3", case, closed()) == (1, 2)


@pytest.mark.rule("K:K3")
def test_it_counts_by_the_day_of_the_due_and_not_before_the_review() -> None:
    case = Case(at="03-30 09:00").signed_in().solved()
    assert of("K3", case, period=APRIL) == (0, 0)
    case.by("reviewer").does(PassReview())
    assert (of("K3", case), of("K3", case, period=APRIL)) == ((0, 0), (1, 1))


@pytest.mark.rule("K:K3")
def test_what_ended_lawfully_or_was_promised_is_not_late() -> None:
    stop = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
    ended = Case().signed_in().by("unit_clerk").does(stop, "application")
    ended.by("hotline_head").does(ApproveTermination(), "explanation")
    promised = Case().signed_in().by("unit_clerk").does(PROMISE, *TOLD)
    assert of("K3", ended, promised) == (0, 0)


@pytest.mark.rule("K:K3", "T:T42")
def test_a_lapse_counts_and_its_supervision_was_cured_by_nobody_when_the_caller_withdraws() -> None:
    case = Case().signed_in().at("03-11 00:01").by("caller").does(Withdraw(), "reason")
    assert (of("K3", case), of("K11", case), of("K11.ended", case)) == ((0, 1), (1, 1), (0, 1))


@pytest.mark.rule("K:K8", "WF-20", "G:G8")
def test_what_circumstances_hindered_is_a_promise_among_others() -> None:
    hindered = SubmitResult(
        result_kind=ResultKind.CONSTRAINED, deadline=date(2026, 3, 20), **BY_PHONE
    )
    case = Case("weifang-2021").signed_in().by("unit_clerk")
    case.does(hindered, "explanation", "progress", "measures").at("03-20 12:00")
    case.does(KeepPromise(**case.told), "result")
    assert (of("K3", case), of("K8.promise", case)) == ((0, 0), (1, 1))


@pytest.mark.rule("K:K4")
def test_solved_says_the_caller_and_what_was_unreasonable_is_left_out() -> None:
    unsolved = Case().to_recheck()
    assert of("K4", closed(), unsolved) == (1, 2)
    unsolved.by("supervisor").does(Recheck(decision=RecheckDecision.EXPLAIN), "reason")
    assert of("K4", closed(), unsolved) == (1, 1)


@pytest.mark.rule("K:K5")
def test_three_of_five_levels_are_satisfied_and_the_raw_answers_are_shown() -> None:
    cases = [Case().to_callback().called_back(solved=True, satisfied=n) for n in (1, 3, 3, 4, 5)]
    assert of("K5", *cases) == (3, 5)
    assert [of(f"K5.{level}", *cases) for level in range(1, 6)] == [
        (1, None),
        (0, None),
        (2, None),
        (1, None),
        (1, None),
    ]
    assert reported(*cases)["indicators"]["K5"]["value"] == 60


@pytest.mark.rule("K:K6", "K:K12")
def test_done_again_and_what_the_unit_said_of_itself() -> None:
    case = Case().to_recheck().by("supervisor")
    case.does(Recheck(decision=RecheckDecision.REWORK), "reason").solved()
    case.by("reviewer").does(PassReview()).called_back(solved=True, satisfied=2)
    assert of("K6", case, closed()) == (1, 2)
    assert of("K12", case, closed()) == (1, 3)
    assert facts_of("K12", case) == ["ResultSubmitted", "CallbackDone"] * 2


@pytest.mark.rule("K:K7")
def test_returns_asked_for_and_approved_of_all_dispatches() -> None:
    only_asked = Case().dispatched().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    assert of("K7", given_back(), only_asked) == (2, 3)
    assert of("K7.approved", given_back(), only_asked) == (1, 3)
    assert reported(given_back(), unit="roads")["indicators"]["K7"]["denominator"] == 1


@pytest.mark.rule("K:K8")
def test_more_time_and_promises() -> None:
    case = Case().signed_in().at("03-04 10:00").by("unit_head").does(MORE, "reason")
    case.by("hotline_head").does(ApproveExtension())
    assert of("K8", case, closed()) == (1, 2)
    kept = Case().signed_in().by("unit_clerk").does(PROMISE, *TOLD)
    broken = Case().signed_in().by("unit_clerk").does(PROMISE, *TOLD).at("03-25 09:00")
    assert of("K8.promise", kept, broken) == (0, 1)
    kept.at("03-19 09:00").by("unit_clerk").does(KeepPromise(**BY_PHONE), "result")
    assert of("K8.promise", kept, broken) == (1, 2)


@pytest.mark.rule("K:K9")
def test_what_comes_again_within_thirty_days_of_its_closing() -> None:
    again = NoteRepeat(later="later", new_facts=False)
    soon, late = closed().at("03-20 09:00"), closed().at("04-02 09:00")
    soon.by("system").does(again)
    late.by("system").does(again)
    assert of("K9", soon, late) == (1, 2)
    assert of("K9", soon, late, period=APRIL) == (0, 0)


@pytest.mark.rule("K:K10", "X:X5")
def test_on_the_spot_in_time_or_kept_away() -> None:
    def sent() -> Case:
        return Case().signed_in(urgency=Urgency.EMERGENCY).after(minutes=10).by("unit_officer")

    there = sent().does(Arrive())
    slow = sent().after(minutes=40).does(Arrive())
    blocked = sent()
    eta = blocked.now + timedelta(minutes=90)
    claim = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=eta)
    blocked.does(claim, "evidence").by("shift_lead").does(ApproveForceMajeure())
    blocked.after(minutes=60).by("unit_officer").does(Arrive())
    assert of("K10", there, slow, blocked) == (2, 3)


@pytest.mark.rule("K:K10")
def test_on_the_spot_counts_for_whose_feet_were_there() -> None:
    def silent() -> Case:
        return Case().dispatched(urgency=Urgency.EMERGENCY).after(minutes=6)

    territory = silent().by("territorial").does(Arrive()).after(minutes=40)
    both = silent().by("territorial").does(Arrive()).by("unit_officer").does(Arrive())
    assert of("K10", territory) == (1, 2)
    assert of("K10", both) == (2, 2)


@pytest.mark.rule("K:K11")
def test_supervision_by_level_and_brought_to_an_end() -> None:
    watched = Case().signed_in().by("supervisor").does(WATCHED)
    figures = reported(watched, closed())["indicators"]
    levels = [figures[f"K11.L{level}"]["numerator"] for level in range(1, 6)]
    assert levels == [1, 1, 0, 0, 0]
    assert of("K11", watched, closed()) == (1, 2)
    assert of("K11.ended", watched) == (0, 1)
    watched.does(ClearSupervision(), "reason")
    assert of("K11.ended", watched) == (1, 1)


def test_what_lies_outside_a_units_duty_is_left_out_and_named() -> None:
    case = closed(number="20260302-000009", satisfied=5)
    case.by("assessor").does(ExcludeFromAssessment(), "reason")
    assert of("K5", case) == (0, 1)
    case.by("hotline_head").does(ApproveExclusion())
    assert of("K5", case) == of("K1", case) == (0, 0)
    excluded = reported(case)["excluded"]
    assert excluded == [{"order": case.order.number, "facts": [case.order.version]}]
    assert of("dispatched", case, part="monthly") == (1, None)


def test_each_unit_district_type_and_channel_has_its_own_figures() -> None:
    told = reported(closed(), given_back().at("03-20 09:00"))
    assert told["units"]["water"]["K1"] == {"numerator": 1, "denominator": 1, "value": 100}
    assert told["units"]["roads"]["K1"] == {"numerator": 0, "denominator": 1, "value": 0}
    assert told["types"]["help"]["K1"]["denominator"] == 2
    assert told["channels"]["phone"]["K1"]["numerator"] == 1


@pytest.mark.rule("SM-07.1")
def test_the_seven_figures_of_a_month() -> None:
    late = Case().signed_in().at("03-12 09:00").solved().by("reviewer").does(PassReview())
    late.called_back(solved=True, satisfied=2)
    waiting = Case().signed_in().at("03-31 09:00")
    promised = Case().signed_in().by("unit_clerk").does(PROMISE, *TOLD)
    figures = reported(closed(), late, waiting, promised, given_back())["monthly"]
    assert {code: (f["numerator"], f["denominator"]) for code, f in figures.items()} == {
        "dispatched": (5, None),
        "closed_of_due": (2, 4),
        "satisfied": (2, 2),
        "returns": (1, None),
        "sent_on": (1, None),
        "closed_late": (1, None),
        "open_and_late": (1, None),
        "promised": (1, None),
    }
