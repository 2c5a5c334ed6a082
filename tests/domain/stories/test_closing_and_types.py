"""Stories of what closes an order, and of the six types that urgency does not change."""

import pytest

from domain.chapters.closing.commands import PassReview, Recheck
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.emergency.commands import DeclareEmergency
from domain.vocabulary import EmergencyKind, ItemType, State, Urgency
from tests.domain.case import Case


@pytest.mark.rule("C:C13.1", "T:T33")
def test_result_review_and_callback_close_an_order_and_nothing_less() -> None:
    case = Case().signed_in().solved()
    assert case.state is State.PENDING_REVIEW
    case = Case().to_callback()
    assert case.state is State.PENDING_CALLBACK
    assert case.called_back(solved=True, satisfied=1).state is State.CLOSED


@pytest.mark.rule("C:C13.2", "T:T32")
def test_whoever_wants_no_reply_is_exempt_from_the_callback() -> None:
    case = Case().signed_in(reply_wanted=False).solved().by("reviewer").does(PassReview())
    assert case.state is State.CLOSED


@pytest.mark.rule("T:T39", "G:G15")
def test_an_unreasonable_demand_is_explained_and_not_done_again() -> None:
    case = Case().to_recheck().by("supervisor")
    case.does(Recheck(decision=RecheckDecision.EXPLAIN), "reason")
    assert case.state is State.CLOSED
    assert "ReworkOrdered" not in case.kinds()


@pytest.mark.rule("C:C14.1", "T:T43.2")
@pytest.mark.parametrize("type", list(ItemType))
def test_an_emergency_is_an_urgency_and_no_type(type: ItemType) -> None:
    case = Case().register(type)
    case.does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.order.urgency is Urgency.EMERGENCY
    assert case.order.item_type is type


@pytest.mark.rule("C:C14")
def test_a_demand_is_urgent_from_the_first_call_whatever_its_type() -> None:
    case = Case().register("complaint", urgency=Urgency.EMERGENCY)
    assert case.order.item_type is ItemType.COMPLAINT
    assert case.order.emergency is not None
