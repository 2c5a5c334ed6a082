"""Typical orders of a month (典型工单, SM-09): what can be learnt, and the facts that show it."""

from typing import Any

import pytest

from domain.chapters.closing.commands import OrderRework, PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.dispatch.commands import Accept, ApproveReturn, Dispatch, RequestReturn
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import NoteRepeat
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case
from tests.services.assessment.assessed import APRIL, card_of, reported


def finished(case: Case, satisfied: int = 1) -> Case:
    """The unit solves it and its caller answers."""
    case.solved().by("reviewer").does(PassReview())
    return case.called_back(solved=satisfied < 4, satisfied=satisfied)


def done_again() -> Case:
    """An order whose caller was content only the second time."""
    case = finished(Case(number="20260302-000002").signed_in(), satisfied=5)
    return finished(case.by("supervisor").does(OrderRework(), "reason"))


def lesson(code: str, *cases: Case, **days: Any) -> dict[str, Any]:
    """What the month tells of one kind."""
    told = reported(*cases, **days)["typical"]
    return next(one for one in told["lessons"] if one["lesson"] == code)


@pytest.mark.rule("SM-09.1")
def test_a_month_sums_up_what_went_well_and_what_was_done_again() -> None:
    well, again = finished(Case().signed_in()), done_again()
    (praised,) = lesson("praised", well, again)["examples"]
    (rework,) = lesson("done_again", well, again)["examples"]
    assert (praised["order"], rework["order"]) == (well.order.number, again.order.number)
    assert again.facts[rework["facts"][0] - 1].kind == "ReworkOrdered"


@pytest.mark.rule("SM-09")
def test_a_late_order_is_not_praised_and_with_an_unhappy_caller_it_is_told() -> None:
    late = Case().signed_in().at("03-12 09:00")
    assert lesson("praised", finished(late))["count"] == 0
    assert lesson("late_and_unhappy", late)["count"] == 0
    unhappy = finished(Case().signed_in().at("03-12 09:00"), satisfied=5)
    unhappy.by("supervisor").does(Recheck(decision=RecheckDecision.EXPLAIN), "reason")
    (told,) = lesson("late_and_unhappy", unhappy)["examples"]
    assert unhappy.facts[told["facts"][-1] - 1].kind == "CallbackDone"


@pytest.mark.rule("SM-09", "K:K6")
def test_what_one_of_two_units_was_late_with_is_not_praised() -> None:
    """The first unit let its two days pass and gave the order back; the second was in time."""
    hurried = Case("sanya-2018").signed_in(class_="city_management").at("03-05 09:00")
    away = RequestReturn(proposed_unit="roads")
    hurried.by("unit_head").does(away, "reason", "basis").by("dispatcher").does(ApproveReturn())
    case = finished(hurried.does(Dispatch(unit="roads")).by("unit_clerk").does(Accept()))
    assert [duty.lapsed is None for duty in card_of(case).handled] == [False, True]
    assert lesson("praised", case)["count"] == 0


@pytest.mark.rule("SM-09")
def test_what_a_unit_called_solved_and_its_caller_did_not_is_told() -> None:
    (told,) = lesson("contradicted", done_again())["examples"]
    assert (told["unit"], told["type"]) == ("water", "help")


@pytest.mark.rule("SM-09")
def test_an_order_that_went_from_unit_to_unit_is_told() -> None:
    case = Case().dispatched().by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    case.by("unit_clerk").does(Accept())
    assert lesson("to_and_fro", finished(case))["count"] == 1


@pytest.mark.rule("SM-09")
def test_what_another_body_supervised_and_what_came_again_is_told() -> None:
    grave = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city_office")
    case = finished(Case().signed_in().by("supervisor").does(grave))
    assert lesson("gravely_supervised", case)["count"] == 1
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    watched = finished(Case().signed_in().by("supervisor").does(daily))
    assert lesson("gravely_supervised", watched)["count"] == 0
    case.by("system").does(NoteRepeat(later="20260303-000001", new_facts=True))
    assert lesson("came_again", case)["count"] == 1


def test_three_orders_stand_for_a_kind_and_all_are_counted() -> None:
    cases = [finished(Case(number=f"20260302-00001{n}").signed_in()) for n in range(5)]
    told = lesson("praised", *reversed(cases))
    assert told["count"] == 5
    assert [one["order"][-1] for one in told["examples"]] == ["0", "1", "2"]


@pytest.mark.rule("SM-09")
def test_what_is_open_or_closed_in_another_month_is_not_told() -> None:
    assert lesson("praised", Case().signed_in())["count"] == 0
    assert lesson("praised", finished(Case().signed_in()), period=APRIL)["count"] == 0


def test_a_units_own_month_tells_of_its_own_orders_only() -> None:
    case = finished(Case().signed_in())
    assert lesson("praised", case, unit="roads")["count"] == 0
    assert lesson("praised", case, unit="water")["count"] == 1
