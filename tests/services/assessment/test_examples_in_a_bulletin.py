"""Which orders a bulletin tells of, where an order went to two units or its caller spoke twice."""

from collections.abc import Callable
from datetime import date

import pytest

from domain.bulletin.content import OrderStep
from domain.chapters.afterwards.commands import Reopen
from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Accept, ApproveReturn, Dispatch, RequestReturn
from domain.chapters.handling.commands import KeepPromise
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.chapters.together.commands import NoteRepeat
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case
from tests.services.assessment.a_month import WATCHED, bulletin
from tests.services.assessment.test_bulletin import closed, excluded, order
from tests.services.assessment.test_typical import done_again, finished

AWAY = RequestReturn(proposed_unit="housing")
EXPLAINED = Recheck(decision=RecheckDecision.EXPLAIN)
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)


def hurried() -> Case:
    """An order with the water unit that is due in two days of hours."""
    return Case("sanya-2018", number="20260302-000001").signed_in(class_="city_management")


def sent_away(case: Case, to: str = "housing") -> Case:
    """The unit gives the order back, and it goes to another."""
    case.by("unit_head").does(AWAY, "reason", "basis").by("dispatcher").does(ApproveReturn())
    return case.does(Dispatch(unit=to)).by("unit_clerk").does(Accept())


def promised_and_kept(case: Case) -> Case:
    """The recheck finds that it was reasonable; a week later the caller is content."""
    promised = Recheck(decision=RecheckDecision.COMMIT, promise_date=date(2026, 3, 20))
    case.by("supervisor").does(promised, "reason", "plan", "progress").after(days=7).by(
        "unit_clerk"
    )
    case.does(KeepPromise(**case.told), "result").by("reviewer").does(PassReview())
    return case.called_back(solved=True, satisfied=1)


def numbers(cases: tuple[object, ...]) -> list[str]:
    """The last digits of the orders that are told."""
    return [case.number[-1] for case in cases]  # type: ignore[attr-defined]


@pytest.mark.rule("SM-09.1")
def test_an_order_that_was_late_with_its_first_unit_was_late() -> None:
    """The second unit was in time, and the caller is content."""
    told = bulletin(finished(sent_away(hurried().at("03-05 09:00")))).orders
    assert (numbers(told.good), numbers(told.bad)) == ([], ["1"])


@pytest.mark.rule("SM-09.1")
def test_a_caller_who_was_unhappy_once_is_told_of_though_content_in_the_end() -> None:
    told = bulletin(done_again()).orders
    assert (numbers(told.good), numbers(told.bad)) == ([], ["2"])


@pytest.mark.rule("SM-09.1")
def test_what_its_caller_says_last_decides_whether_it_is_a_good_example() -> None:
    first = closed(1, satisfied=5).by("supervisor").does(EXPLAINED, "reason")
    assert numbers(bulletin(first).orders.good) == []
    won_over = promised_and_kept(closed(3, satisfied=5))
    assert numbers(bulletin(won_over).orders.good) == ["3"]
    case = closed(2).by("supervisor").does(Reopen(), "reason").does(EXPLAINED, "reason")
    assert numbers(bulletin(case).orders.good) == ["2"]


@pytest.mark.rule("SM-09.1")
def test_an_order_whose_caller_said_nothing_is_no_good_example() -> None:
    unasked = order(1, reply_wanted=False).solved().by("reviewer").does(PassReview())
    told = bulletin(unasked, closed(2)).orders
    assert (unasked.state, numbers(told.good)) == ("CLOSED", ["2"])


@pytest.mark.rule("SM-09")
def test_the_bad_example_that_was_supervised_highest_comes_first() -> None:
    daily, listed = (closed(place, satisfied=5, at="03-02 09:00") for place in (1, 2))
    for case, climbed in ((daily, ()), (listed, (WATCHED,))):
        case.by("supervisor").does(Recheck(decision=RecheckDecision.REWORK), "reason")
        for step in (DAILY, *climbed):
            case.by("supervisor").does(step)
        finished(case)
    assert numbers(bulletin(daily, listed).orders.bad) == ["2", "1"]


@pytest.mark.rule("SM-09")
def test_the_course_tells_of_both_results_and_of_the_last_minute() -> None:
    case = order(1, at="03-31 23:59").after(seconds=30)
    finished(case, satisfied=5).by("supervisor")
    finished(case.does(Recheck(decision=RecheckDecision.REWORK), "reason"))
    (told,) = bulletin(case).orders.bad
    (step,) = told.course
    assert isinstance(step, OrderStep)
    results = [event for event in step.events if "报送" in event]
    assert (results, step.events[-1]) == (["报送办理结果", "再次报送结果"], "办结")


@pytest.mark.rule("SM-07")
def test_the_key_figures_are_all_there() -> None:
    assert [figure.code for figure in bulletin(closed(1)).key_figures] == [
        "received",
        "dispatched",
        "closed_of_due",
        "K3",
        "satisfied",
        "returns",
        "sent_on",
        "closed_late",
        "open_and_late",
        "promised",
    ]


@pytest.mark.rule("WF-36")
def test_a_month_in_which_something_only_came_again_is_compared_with() -> None:
    earlier = closed(1, at="01-20 09:00").at("02-03 09:00").by("system")
    earlier.does(NoteRepeat(later="later", new_facts=False))
    assert bulletin(closed(2), before=(earlier,)).days.before is not None


@pytest.mark.rule("WF-36")
def test_one_supervision_that_ended_does_not_end_the_next() -> None:
    case = order(1).by("supervisor").does(DAILY).does(ClearSupervision(), "reason")
    (row,) = bulletin(case).orders.watched.rows
    assert row.ended is True
    (row,) = bulletin(case.after(days=1).does(DAILY)).orders.watched.rows
    assert row.ended is False


@pytest.mark.rule("SM-07")
def test_an_order_that_was_late_twice_is_late_since_the_first_time() -> None:
    case = sent_away(hurried().at("03-05 09:00"), to="water").at("03-09 09:00")
    rows = bulletin(case.at("04-01 00:00")).orders.late.rows
    assert [row.due.isoformat() for row in rows] == ["2026-03-04"]


def sent_at_last() -> Case:
    """Dispatched in March, for April."""
    case = Case(at="02-27 22:00").register().does(AcceptForDispatch()).at("03-30 09:00")
    return case.by("dispatcher").does(Dispatch(unit="water"))


def spoken_with_later() -> Case:
    """Handed in within February; its caller answers in March."""
    case = Case(at="02-10 09:00").signed_in().solved().by("reviewer").does(PassReview())
    return case.at("03-02 09:00").called_back(solved=True, satisfied=1)


def given_back_again() -> Case:
    """Sent on in March, for April, and given back again."""
    case = Case(at="02-26 09:00").signed_in().by("unit_clerk").does(AWAY, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).at("03-30 09:00").does(Dispatch(unit="roads"))
    return case.by("unit_clerk").does(AWAY, "reason", "basis")


def closed_late_without_an_answer() -> Case:
    """Due in February; closed in March without a call."""
    case = Case(at="02-03 09:00").signed_in(reply_wanted=False).at("03-02 09:00").solved()
    return case.by("reviewer").does(PassReview())


def due_in_march() -> Case:
    """Sent in February."""
    return Case(at="02-25 09:00").signed_in()


@pytest.mark.rule("WF-34", "WF-36")
@pytest.mark.parametrize(
    "lived",
    [
        sent_at_last,
        spoken_with_later,
        given_back_again,
        closed_late_without_an_answer,
        due_in_march,
    ],
)
def test_what_is_left_out_is_named_by_whatever_made_it_one_of_the_month(
    lived: Callable[[], Case],
) -> None:
    case = excluded(lived())
    assert [row.number for row in bulletin(case).orders.left_out.rows] == [case.order.number]
