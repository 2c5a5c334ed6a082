"""Which facts stand behind a figure, and to which unit it goes, where an order lived twice."""

from dataclasses import replace
from datetime import date

import pytest

from domain.assessment import BadPeriod, Period
from domain.chapters.afterwards.commands import Archive, Reopen
from domain.chapters.closing.commands import OrderRework, PassReview
from domain.chapters.dispatch.commands import Accept, ApproveReturn, Designate, Dispatch
from domain.chapters.handling.commands import ApproveExtension, KeepPromise, SubmitResult
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.vocabulary import ItemType, Level, ResultKind, Trigger, Urgency
from policies.library import load_pack
from tests.domain.case import BY_PHONE, CITY, Case
from tests.domain.stories.test_designation import disputed
from tests.services.assessment.a_month import RESULTS
from tests.services.assessment.assessed import APRIL, facts_of, of
from tests.services.assessment.test_assessment import MORE, NOT_OURS, PROMISE, TOLD, given_back
from tests.services.assessment.test_examples_in_a_bulletin import hurried, sent_away
from tests.services.assessment.test_typical import done_again, finished, lesson
from tests.services.assessment.test_wrongly_dispatched import of_unit

SAID = ("reason", "basis")
WATCHED = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


def reopened(at: str = "03-13 09:00") -> Case:
    """An order that was late, closed, and is worked on again."""
    case = finished(Case().signed_in().at("03-12 09:00"))
    case.at(at).by("supervisor").does(Reopen(), "reason")
    return case.does(OrderRework(), "reason")


@pytest.mark.rule("K:K6")
def test_behind_what_was_done_again_stand_the_rework_and_the_closing() -> None:
    assert facts_of("K6", done_again()) == ["ReworkOrdered", "Closed"]
    told = facts_of("reworked_of_received", done_again(), part="practice")
    assert told == ["Registered", "ReworkOrdered"]


@pytest.mark.rule("K:K11")
def test_behind_a_supervision_that_ended_stands_its_end() -> None:
    case = Case().signed_in().by("supervisor").does(WATCHED).does(ClearSupervision(), "reason")
    assert facts_of("K11.ended", case) == ["SupervisionRaised", "SupervisionCleared"]


@pytest.mark.rule("K:K3")
def test_behind_an_order_that_kept_no_time_stands_its_lapse() -> None:
    case = Case().signed_in().at("03-12 09:00")
    told = facts_of("in_time_of_dispatched", case, part="practice")
    assert told == ["Dispatched", "Dispatched", "DueBreached"]


@pytest.mark.rule("K:K3", "K:K8")
def test_what_a_promise_took_the_place_of_is_not_judged_with_it() -> None:
    case = Case().signed_in().by("unit_clerk").does(PROMISE, *TOLD).at("03-10 09:00")
    case.by("unit_clerk").does(KeepPromise(**case.told), "result")
    case.by("reviewer").does(PassReview())
    assert (of("K3", case), of("K8.promise", case)) == ((0, 0), (1, 1))
    assert facts_of("K8.promise", case) == ["Committed", "PromiseKept", "ReviewPassed"]


@pytest.mark.rule("K:K3", "K:K6")
def test_the_review_of_a_rework_stands_behind_the_rework_alone() -> None:
    told = facts_of("K3", done_again())
    assert told == ["Dispatched", "ResultSubmitted", "ReviewPassed"]


@pytest.mark.rule("K:K12")
@pytest.mark.parametrize("type", ["help", "complaint", "report"])
def test_whatever_a_unit_calls_settled_is_held_against_what_its_caller_says(type: str) -> None:
    kind, texts = RESULTS[ItemType(type)]
    case = Case().signed_in(type=type)
    case.does(SubmitResult(result_kind=kind, **BY_PHONE), *texts).by("reviewer").does(PassReview())
    assert of("K12", case.called_back(solved=False, satisfied=5)) == (1, 1)


@pytest.mark.rule("K:K12")
def test_an_emergency_that_a_unit_calls_over_is_held_against_what_its_caller_says() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY).steps_taken().by("unit_clerk")
    result = SubmitResult(result_kind=ResultKind.EMERGENCY, **case.told)
    case.does(result, "situation", "method").by("reviewer").does(PassReview())
    assert of("K12", case.called_back(solved=False, satisfied=5)) == (1, 1)


@pytest.mark.rule("K:K7")
def test_a_return_is_that_of_the_unit_that_had_the_order_last() -> None:
    case = given_back().by("unit_clerk").does(NOT_OURS, *SAID)
    assert (of_unit("water", "K7", case), of_unit("roads", "K7", case)) == ((1, 1), (1, 1))


@pytest.mark.rule("K:K7")
def test_each_return_that_is_approved_is_of_its_own_dispatch() -> None:
    law = load_pack("national-default")
    thrice = replace(law, returns=replace(law.returns, most=replace(law.returns.most, value=3)))
    case = Case(thrice).dispatched()
    for unit in ("roads", "parks"):
        case.by("unit_clerk").does(NOT_OURS, *SAID).by("dispatcher").does(ApproveReturn())
        case.does(Dispatch(unit=unit))
    twice = ["Dispatched", "ReturnApproved"]
    assert facts_of("K7.approved", case) == [*twice, *twice, "Dispatched"]
    assert facts_of("K7", case) == [*["Dispatched", "ReturnRequested"] * 2, "Dispatched"]
    assert [of_unit(unit, "K7", case) for unit in ("water", "roads")] == [(1, 1), (1, 1)]


@pytest.mark.rule("K:K8")
def test_more_time_counts_for_the_unit_that_got_it_whoever_granted_it() -> None:
    case = Case().signed_in().at("03-04 10:00").by("unit_head").does(MORE, "reason")
    case.by("hotline_head").does(ApproveExtension())
    assert of_unit("water", "K8", case) == (1, 1)
    assert of_unit("hotline", "K8", case) == (0, 0)


@pytest.mark.rule("K:K1")
def test_a_unit_that_was_designated_signs_in_too() -> None:
    case = disputed().by("hotline_head").does(Designate(unit="roads"), "decision")
    before = of_unit("roads", "K1", case)
    case.by("unit_clerk").does(Accept())
    assert of_unit("roads", "K1", case) == (before[0] + 1, (before[1] or 0) + 1)


@pytest.mark.rule("K:K6")
def test_what_is_filed_is_closed_still_and_counts_where_it_closed_last() -> None:
    case = done_again()
    filed = case.after(days=40).by("system").does(Archive(digest="0" * 64))
    assert of("K6", filed) == (1, 1)
    again = finished(reopened(at="03-31 09:00").at("04-02 09:00"))
    assert (of("K6", again), of("K6", again, period=APRIL)) == ((0, 0), (1, 1))


@pytest.mark.rule("SM-07")
def test_an_order_that_two_units_had_is_due_with_the_last() -> None:
    case = finished(sent_away(hurried().at("03-05 09:00")))
    assert of("K3", case) == (1, 2)
    assert of("closed_of_due", case, part="monthly") == (1, 1)


@pytest.mark.rule("SM-09")
def test_the_last_word_of_a_caller_is_the_one_that_is_told() -> None:
    late = finished(reopened().at("03-16 09:00"))
    assert lesson("late_and_unhappy", late)["count"] == 0
    first = finished(Case().signed_in().at("03-12 09:00"), satisfied=5)
    again = finished(first.by("supervisor").does(OrderRework(), "reason"))
    assert lesson("late_and_unhappy", again)["count"] == 0
    (told,) = lesson("contradicted", again)["examples"]
    kinds = [again.facts[seq - 1].kind for seq in told["facts"]]
    assert kinds == ["ResultSubmitted", "CallbackDone"]


@pytest.mark.rule("K:K5")
def test_a_period_is_of_one_day_at_least() -> None:
    day, next_day = date(2026, 3, 2), date(2026, 3, 3)
    case = finished(Case().signed_in(), satisfied=1)
    assert of("K5", case, period=Period.of(day, next_day, CITY)) == (1, 1)
    for until in (day, date(2026, 3, 1)):
        with pytest.raises(BadPeriod):
            Period.of(day, until, CITY)
