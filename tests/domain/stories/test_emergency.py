"""Stories of emergencies: dispatched, notified, on the scene, protected, fed back, resolved."""

from datetime import timedelta

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import (
    Arrive,
    DeclareEmergency,
    FirstFeedback,
    Notify,
    Protect,
    ResolveEmergency,
)
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch
from domain.order.clock import Outcome
from domain.vocabulary import Channel, EmergencyKind, ItemClass, Level, ResultKind, State, Urgency
from tests.domain.case import TERRITORY, Case

GAS_LEAK = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS)
NOBODYS = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS, unclear_owner=True)
REPORT = ("situation", "method")


def instructed(pack: str = "national-default") -> Case:
    """An emergency that was dispatched this minute, at night."""
    return Case(pack, at="03-07 23:30").dispatched(urgency=Urgency.EMERGENCY)


def minutes(case: Case, clock: str) -> float:
    """How many minutes a clock gives."""
    return (case.clock(clock).due - case.clock(clock).started) / timedelta(minutes=1)


@pytest.mark.rule("SY20-19", "T:T43", "E:E0", "T:T08")
def test_an_emergency_is_dispatched_within_ten_minutes() -> None:
    case = Case(at="03-07 23:30").register(urgency=Urgency.EMERGENCY).does(AcceptForDispatch())
    assert case.kinds()[:2] == ["Registered", "EmergencyDeclared"]
    assert minutes(case, "dispatch/1") == 10


@pytest.mark.rule("E:E1", "E:E2", "E:E3", "E:E5", "E:E6", "C:C1")
def test_an_instruction_starts_every_duty_on_the_spot() -> None:
    case = instructed()
    limits = {"accept/1": 5, "contact/1": 10, "arrive/1": 30, "first_feedback/1": 120}
    assert {id: minutes(case, id) for id in limits} == limits
    assert minutes(case, "resolve/1") == 24 * 60
    assert "protect/1" not in case.order.clocks


@pytest.mark.rule("SY18-08", "C:C1")
def test_in_2018_arrival_and_protection_share_twenty_minutes() -> None:
    case = instructed("sanya-2018")
    assert minutes(case, "arrive/1") == minutes(case, "protect/1") == 20
    assert case.clock("protect/1").started == case.clock("arrive/1").started


@pytest.mark.rule("SY20-21", "E:E4")
def test_in_2020_arrival_has_thirty_minutes_and_protection_counts_from_there() -> None:
    case = instructed("sanya-2020")
    assert minutes(case, "arrive/1") == 30
    case.after(minutes=12).by("unit_officer").does(Arrive(), "place", "evidence")
    assert minutes(case, "protect/1") == 15
    assert case.clock("protect/1").started == case.now


@pytest.mark.rule("E:E1", "SY20-20")
def test_notices_by_system_and_by_telephone_are_both_on_record() -> None:
    case = instructed().by("dispatcher")
    case.does(Notify(channel=Channel.SYSTEM)).does(Notify(channel=Channel.PHONE))
    assert case.kinds()[-2:] == ["Notified", "Notified"]
    assert Case().signed_in().by("dispatcher").refused(Notify(channel=Channel.PHONE))


@pytest.mark.rule("E:E2", "E:E3", "E:E4", "E:E5", "E:E6", "SY20-21", "G:G17", "C:C1")
def test_an_emergency_from_the_call_to_the_end() -> None:
    case = instructed().by("unit_clerk").does(Accept()).after(minutes=3).does(Contact())
    case.after(minutes=10).does(Arrive()).after(minutes=5).does(Protect())
    case.after(hours=1).does(FirstFeedback(), *REPORT).does(ResolveEmergency(), "result")
    assert case.owed() == {"handle/1", "total/1"}
    assert "DueBreached" not in case.kinds()
    case.does(SubmitResult(result_kind=ResultKind.EMERGENCY, **case.told), *REPORT, "result")
    assert case.state is State.PENDING_REVIEW


@pytest.mark.rule("E:E3", "E:E4", "E:E5", "E:E6", "SY18-08")
def test_one_step_after_the_other() -> None:
    case = instructed().by("unit_clerk")
    assert case.refused(Protect()) == "arrive_first"
    assert case.refused(ResolveEmergency()) == "protect_first"
    assert case.refused(FirstFeedback(), "situation") == "text_missing"
    assert case.does(Arrive()).refused(Arrive()) == "already_on_scene"
    assert case.does(Protect()).refused(Protect()) == "already_protected"
    assert case.does(ResolveEmergency()).refused(ResolveEmergency()) == "already_resolved"


@pytest.mark.rule("SY20-22", "X:X4", "C:C2", "E:E1'")
def test_when_the_unit_is_silent_the_territory_steps_in_beside_it() -> None:
    case = instructed().after(minutes=5, microseconds=1)
    assert "TerritorialFallback" in case.kinds()
    case.by("territorial").does(Accept()).does(Arrive()).does(Protect())
    assert case.clock("arrive/1").outcome is Outcome.MET
    assert case.clock("protect/1").owner == TERRITORY
    assert case.clock("accept/1").is_open
    assert case.by("unit_clerk").does(Accept()).clock("accept/1").outcome is Outcome.LATE


@pytest.mark.rule("E:E1'", "E:E3")
def test_what_the_territory_did_before_dispatch_is_not_demanded_again() -> None:
    case = Case("sanya-2018").register().does(NOBODYS).by("territorial")
    case.does(Arrive()).does(Protect())
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    assert not {"arrive/1", "protect/1"} & set(case.order.clocks)


@pytest.mark.rule("X:X4", "SY20-22")
def test_an_emergency_is_handed_back_only_when_people_are_safe() -> None:
    case, back = instructed().by("unit_clerk"), RequestReturn(proposed_unit="roads")
    assert case.refused(back, "reason", "basis") == "protect_first"
    case.does(Arrive()).does(Protect()).does(back, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).after(minutes=2).does(Dispatch(unit="roads"))
    assert case.clock("first_feedback/1").is_open
    assert "arrive/2" not in case.order.clocks


@pytest.mark.rule("T:T43", "X:X30", "E:E0", "E:E1")
def test_an_order_that_becomes_an_emergency_midway() -> None:
    case = Case().dispatched().after(hours=2).by("seat_agent").does(GAS_LEAK)
    assert case.clock("accept/1").outcome is Outcome.REPLACED
    assert minutes(case, "accept/2") == 5
    assert minutes(case, "contact/2") == 10
    assert case.clock("handle/1").is_open
    assert case.refused(GAS_LEAK) == "already_an_emergency"
    assert "TerritorialFallback" in case.after(minutes=6).kinds()


@pytest.mark.rule("T:T43", "E:E0")
def test_an_order_in_the_queue_must_now_be_dispatched_within_ten_minutes() -> None:
    case = Case().register().does(AcceptForDispatch()).after(minutes=30).does(GAS_LEAK)
    assert case.clock("dispatch/1").outcome is Outcome.REPLACED
    assert minutes(case, "dispatch/2") == 10


@pytest.mark.rule("E:EX", "G:G12")
def test_a_miss_climbs_after_15_30_and_60_minutes() -> None:
    case = instructed().by("unit_clerk").does(Accept()).does(Contact()).after(minutes=91)
    raised = [fact for fact in case.facts if fact.kind == "SupervisionRaised"]
    told = [(f.content.level, f.content.to) for f in raised]  # type: ignore[union-attr]
    assert told == [
        (Level.L1, "shift_lead"),
        (Level.L2, "shift_lead"),
        (Level.L3, "hotline_head"),
        (Level.L4, "city_office"),
    ]
    waits = [(f.occurred_at - case.clock("arrive/1").due) / timedelta(minutes=1) for f in raised]
    assert waits == [0, 15, 30, 60]


@pytest.mark.rule("E:E1", "C:C2")
@pytest.mark.parametrize("kind", list(ItemClass))
def test_in_sanya_no_class_of_item_slows_an_emergency(kind: ItemClass) -> None:
    case = Case("sanya-2018").dispatched(urgency=Urgency.EMERGENCY, class_=kind)
    assert minutes(case, "accept/1") == 5


@pytest.mark.rule("E:E3", "T:T19")
def test_only_the_unit_and_the_territory_act_on_the_spot() -> None:
    case = instructed()
    assert case.by("unit_officer", of="roads").refused(Arrive()) == "not_your_order"
    assert case.by("unit_clerk", of="roads").refused(Contact()) == "not_your_order"
