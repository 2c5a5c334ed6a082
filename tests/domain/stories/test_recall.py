"""Stories of a mis-dispatch: the desk takes it back before the unit has signed."""

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Dispatch,
    RecallDispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import Arrive, CallInTerritory
from domain.order.clock import Outcome
from domain.vocabulary import State, Urgency
from tests.domain.case import TERRITORY, Case, moment

RECALL = RecallDispatch()
BACK = RequestReturn(proposed_unit="parks")


def sent_wrong(**fields: object) -> Case:
    """An order that the desk has sent to the wrong unit."""
    return Case().dispatched("water", **fields).by("dispatcher")


@pytest.mark.rule("NA-07", "K:K7")
def test_the_desk_takes_back_what_it_sent_to_the_wrong_unit_and_says_why() -> None:
    case = sent_wrong().after(hours=2)
    assert case.refused(RECALL) == "text_missing"
    case.does(RECALL, "reason")
    assert case.state is State.QUEUED
    assert {case.clock(f"{name}/1").outcome for name in ("accept", "contact", "handle")} == {
        Outcome.RECALLED
    }
    assert case.owed() == {"dispatch/2", "total/1"}


@pytest.mark.rule("NA-07", "G:G3")
def test_the_next_unit_gets_its_full_limits_and_the_city_does_not() -> None:
    case = sent_wrong().at("03-03 10:00").does(RECALL, "reason").does(Dispatch(unit="roads"))
    assert case.clock("handle/2").due == moment("03-10 24:00")
    assert case.clock("total/1").due == moment("03-09 24:00")
    assert case.order.transfers == 0


@pytest.mark.rule("NA-07", "T:T11")
def test_what_the_unit_has_signed_for_it_returns_itself() -> None:
    case = Case().signed_in().by("dispatcher")
    assert case.refused(RECALL, "reason") == "nothing_to_recall"


@pytest.mark.rule("NA-07", "T:T12")
def test_what_silence_has_made_the_units_own_stays_with_it() -> None:
    case = sent_wrong().at("03-04 09:00")
    assert case.refused(RECALL, "reason") == "nothing_to_recall"


@pytest.mark.rule("NA-07")
def test_only_the_desk_recalls_and_only_once() -> None:
    case = sent_wrong().by("unit_clerk")
    assert case.refused(RECALL, "reason") == "role_may_not"
    case.by("dispatcher").does(RECALL, "reason")
    assert case.refused(RECALL, "reason") == "nothing_to_recall"
    assert case.by("unit_clerk", of="water").refused(Accept()) == "not_your_order"


@pytest.mark.rule("NA-07")
def test_a_recalled_dispatch_is_no_transfer_but_the_one_before_it_is() -> None:
    case = sent_wrong().by("unit_clerk").does(BACK, "reason", "basis").by("dispatcher")
    case.does(ApproveReturn()).does(Dispatch(unit="roads")).does(RECALL, "reason")
    assert case.does(Dispatch(unit="parks")).order.transfers == 1


@pytest.mark.rule("NA-07", "E:E3")
def test_in_an_emergency_the_right_unit_is_instructed_for_the_first_time() -> None:
    case = sent_wrong(urgency=Urgency.EMERGENCY).after(minutes=4).does(RECALL, "reason")
    assert case.clock("arrive/1").outcome is Outcome.RECALLED
    case.after(minutes=1).does(Dispatch(unit="roads"))
    assert case.clock("arrive/2").owner == "roads"
    assert case.clock("arrive/2").due == moment("03-02 09:35")
    assert case.order.emergency.instructed_at == moment("03-02 09:05")  # type: ignore[union-attr]


@pytest.mark.rule("NA-07", "X:X4")
def test_nobody_is_recalled_from_the_spot() -> None:
    case = sent_wrong(urgency=Urgency.EMERGENCY).by("unit_officer").does(Arrive(), "place")
    assert case.by("dispatcher").refused(RECALL, "reason") == "unit_at_work"


@pytest.mark.rule("NA-07", "E:E0", "E:E1'.3")
def test_the_territory_that_was_called_in_goes_there_whoever_was_the_wrong_unit() -> None:
    case = sent_wrong(urgency=Urgency.EMERGENCY).by("seat_agent").does(CallInTerritory())
    case.by("dispatcher").does(RECALL, "reason")
    assert case.clock("arrive/1").outcome is Outcome.RECALLED
    assert (case.clock("arrive/2").owner, case.clock("arrive/2").is_open) == (TERRITORY, True)


@pytest.mark.rule("NA-07", "K:K7")
def test_what_was_recalled_names_the_wrong_unit_and_leaves_no_dispatch() -> None:
    case = sent_wrong().does(RECALL, "reason")
    assert case.last("DispatchRecalled").content.unit == "water"  # type: ignore[union-attr]
    assert (case.order.unit, case.order.dispatched_at) == ("", None)


@pytest.mark.rule("NA-07", "G:G3")
def test_of_two_dispatches_the_recall_takes_back_the_second_only() -> None:
    case = sent_wrong().by("unit_clerk").does(BACK, "reason", "basis").by("dispatcher")
    case.does(ApproveReturn()).does(Dispatch(unit="roads")).after(hours=1).does(RECALL, "reason")
    assert case.clock("handle/1").outcome is Outcome.RETURNED
    assert case.clock("handle/2").outcome is Outcome.RECALLED
    assert (case.clock("dispatch/3").owner, case.clock("dispatch/3").started) == (
        "dispatch_desk",
        case.now,
    )
