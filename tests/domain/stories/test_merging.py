"""Stories of many callers about one matter: one order for the unit, and somebody who notices."""

from datetime import timedelta

import pytest

from domain.chapters.dispatch.commands import Dispatch
from domain.chapters.emergency.commands import Arrive, DeclareEmergency, Protect
from domain.chapters.handling.commands import AddInfo
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import ClearSupervision
from domain.chapters.together.commands import Merge, NoteMasterEnded
from domain.vocabulary import EmergencyKind, Level, State, Urgency
from tests.domain.case import Case, moment

MASTER = "20260302-000009"
FOLLOWS = Merge(master=MASTER)
INTO_EMERGENCY = Merge(master=MASTER, into_emergency=True)
PUBLIC_WORKS = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS)


def joined(case: Case, callers: int, *, same: bool = False) -> Case:
    """Let so many further orders join this one, a minute apart."""
    for _ in range(callers):
        number = f"child-{len(case.order.joined)}"
        case.after(minutes=1).by("dispatcher").does(Merge(child=number, same_caller=same))
    return case


@pytest.mark.rule("T:T07.1", "X:X14.1", "NA-08.1", "C:C10.1")
def test_a_second_demand_about_one_matter_follows_the_first() -> None:
    case = Case().register().after(minutes=20).does(FOLLOWS)
    assert (case.state, case.order.ended_at) == (State.MERGED, case.now)
    assert case.clock("intake/1").outcome == "met"
    assert not case.owed()
    assert case.refused(AddInfo(), "text") == "order_is_over"


@pytest.mark.rule("T:T07", "X:X13.1")
def test_one_who_calls_twice_is_one_caller() -> None:
    child = Case().register().does(Merge(master=MASTER, same_caller=True))
    master = joined(Case().dispatched(), 5, same=True)
    assert child.state is State.MERGED
    assert (master.order.callers, len(master.order.joined)) == (1, 5)


@pytest.mark.rule("T:T07")
def test_the_dispatcher_still_merges_what_waits_for_dispatch() -> None:
    case = Case().register().does(AcceptForDispatch()).by("dispatcher").does(FOLLOWS)
    assert case.clock("dispatch/1").outcome == "met"
    assert case.state is State.MERGED


@pytest.mark.rule("T:T07.3")
def test_what_a_unit_has_is_not_merged_away() -> None:
    assert Case().dispatched().refused(FOLLOWS) == "merged_too_late"


@pytest.mark.rule("T:T07", "X:X14")
def test_an_emergency_is_not_merged_away() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY)
    assert case.refused(FOLLOWS) == "emergency_not_merged"
    assert "intake/1" in case.owed()


@pytest.mark.rule("T:T07", "X:X14")
def test_two_emergencies_about_one_matter_are_one_and_each_caller_is_called_back() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY).does(INTO_EMERGENCY)
    assert (case.state, case.owed()) == (State.MERGED, set())
    case.after(hours=3)
    ended = NoteMasterEnded(master=MASTER, ended_as=State.CLOSED)
    case.by("system").does(ended)
    assert case.clock("callback/1").due - case.now == timedelta(hours=2)


@pytest.mark.rule("T:T07", "X:X14")
def test_an_emergency_whose_master_came_to_nothing_is_an_emergency_at_the_desk_again() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY).does(INTO_EMERGENCY)
    case.by("system").does(NoteMasterEnded(master=MASTER, ended_as=State.TERMINATED))
    assert case.order.emergency is not None
    assert case.clock("intake/2").due - case.now == timedelta(minutes=10)


@pytest.mark.rule("T:T07", "SY20-22")
def test_nobody_is_merged_away_while_help_is_on_the_way_to_him() -> None:
    unclear = DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
    case = Case().register().does(unclear)
    assert case.refused(INTO_EMERGENCY) == "safety_still_owed"
    assert {"arrive/1", "protect/1"} < case.owed()
    case.by("territorial").does(Arrive()).does(Protect())
    assert case.by("seat_agent").does(INTO_EMERGENCY).state is State.MERGED


@pytest.mark.rule("T:T07.3")
def test_an_order_that_others_follow_stays() -> None:
    case = joined(Case().register(), 1)
    assert case.refused(FOLLOWS) == "master_not_merged"


@pytest.mark.rule("T:T07.5")
def test_merging_names_exactly_one_other_order_once() -> None:
    case = joined(Case().register(), 1)
    assert case.refused(Merge()) == "one_other_order"
    assert case.refused(Merge(master="a", child="b")) == "one_other_order"
    assert case.refused(Merge(child=case.order.number)) == "merges_with_itself"
    assert case.refused(Merge(child="child-0")) == "already_joined"
    assert case.by("unit_clerk", of="water").refused(FOLLOWS) == "role_may_not"


@pytest.mark.rule("X:X14.2", "T:T44")
def test_five_callers_within_the_hour_bring_in_the_shift_lead() -> None:
    case = joined(Case().register(), 3)
    assert case.order.callers == 4
    assert "MassEventSuspected" not in case.kinds()
    joined(case, 1)
    assert case.clock("emergency_review/1").due == moment("03-02 09:34")
    assert case.order.level is Level.L1
    raised = case.last("SupervisionRaised").content
    assert (raised.owner, raised.to) == ("shift_lead", "supervisor")  # type: ignore[union-attr]


@pytest.mark.rule("X:X14.2")
def test_the_shift_lead_looks_at_it_within_half_an_hour_at_night_too() -> None:
    case = joined(Case(at="03-06 21:00").register(), 4)
    assert case.clock("emergency_review/1").due - case.now == timedelta(minutes=30)


@pytest.mark.rule("T:T07", "X:X14.2")
def test_five_callers_in_a_day_are_not_a_mass_event() -> None:
    case = Case().dispatched()
    for hour in range(10, 16):
        joined(case.at(f"03-02 {hour}:00"), 1)
    assert case.order.callers == 7
    assert "MassEventSuspected" not in case.kinds()


@pytest.mark.rule("X:X14.2")
def test_the_fifth_caller_counts_to_the_very_hour() -> None:
    case = joined(Case().register(), 3).at("03-02 10:00").by("dispatcher")
    assert "MassEventSuspected" in case.does(Merge(child="last")).kinds()
    late = joined(Case().register(), 3).at("03-02 10:00").after(seconds=1).by("dispatcher")
    assert "MassEventSuspected" not in late.does(Merge(child="last")).kinds()


@pytest.mark.rule("X:X14.2")
def test_the_first_caller_counts_from_the_registration_and_not_from_the_dispatch() -> None:
    case = Case().register().does(AcceptForDispatch()).at("03-02 09:50").by("dispatcher")
    case.does(Dispatch(unit="water")).at("03-02 10:05")
    assert "MassEventSuspected" not in joined(case, 4).kinds()
    assert "MassEventSuspected" in case.does(Merge(child="last")).kinds()


@pytest.mark.rule("X:X14.3", "T:T43")
def test_the_shift_lead_finds_that_it_is_an_emergency() -> None:
    case = joined(Case().dispatched(), 4).by("shift_lead").does(PUBLIC_WORKS)
    assert case.clock("emergency_review/1").outcome == "met"
    assert joined(case, 6).kinds().count("MassEventSuspected") == 1


@pytest.mark.rule("X:X14.3", "T:T44")
def test_it_is_found_to_be_none_by_clearing_supervision() -> None:
    case = joined(Case().dispatched(), 4).by("supervisor").does(ClearSupervision(), "reason")
    assert case.clock("emergency_review/1").outcome == "met"
    assert case.order.level is Level.L0


@pytest.mark.rule("X:X14", "G:G12")
def test_a_mass_event_that_nobody_looks_at_climbs() -> None:
    case = joined(Case().dispatched(), 4).after(minutes=31)
    assert case.order.level is Level.L2
    assert case.last("SupervisionRaised").content.to == "hotline_head"  # type: ignore[union-attr]


@pytest.mark.rule("X:X14.3")
def test_taking_the_order_in_does_not_end_the_review() -> None:
    case = joined(Case().register(), 4).by("seat_agent").does(AcceptForDispatch())
    assert case.order.level is Level.L1
    assert case.owed() == {"emergency_review/1", "dispatch/1", "total/1"}
