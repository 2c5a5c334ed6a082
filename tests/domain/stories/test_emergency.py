"""Stories of emergencies: dispatched, notified, on the scene, protected, fed back, resolved."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Designate,
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
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.order.clock import Outcome
from domain.order.refusal import Refusal
from domain.vocabulary import (
    Channel,
    ClockName,
    EmergencyKind,
    ItemClass,
    ItemType,
    Level,
    ResultKind,
    State,
    Urgency,
)
from tests.domain.case import Case

UP_THE_LADDER = ["shift_lead", "shift_lead", "hotline_head", "city_office"]
GAS_LEAK = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS)
REPORT = ("situation", "method")
BY_PHONE = Notify(channel=Channel.PHONE)
RESULT = SubmitResult(result_kind=ResultKind.EMERGENCY)


def instructed(pack: str = "national-default") -> Case:
    """An emergency that was dispatched this minute, at night."""
    return Case(pack, at="03-07 23:30").dispatched(urgency=Urgency.EMERGENCY)


def disputed() -> Case:
    """Two units gave it back, after people were safe."""
    case, back = phoned().does(Arrive()).does(Protect()), RequestReturn(proposed_unit="parks")
    case.does(back, "reason", "basis").by("dispatcher").does(ApproveReturn())
    case.does(Dispatch(unit="roads")).by("unit_clerk")
    return case.does(back, "reason", "basis")


def phoned(pack: str = "national-default") -> Case:
    """The same, and the unit was telephoned and has signed in."""
    case = instructed(pack).does(BY_PHONE)
    return case.by("unit_clerk").does(Accept())


def minutes(case: Case, clock: str) -> float:
    """How many minutes a clock gives."""
    return (case.clock(clock).due - case.clock(clock).started) / timedelta(minutes=1)


@pytest.mark.rule("SY20-19.3", "T:T43", "E:E0.1", "T:T08")
def test_an_emergency_is_dispatched_within_ten_minutes() -> None:
    case = Case(at="03-07 23:30").register(urgency=Urgency.EMERGENCY).does(AcceptForDispatch())
    assert case.kinds()[:2] == ["Registered", "EmergencyDeclared"]
    assert minutes(case, "dispatch/1") == 10


@pytest.mark.rule("E:E1.3", "E:E2.1", "E:E3.1", "E:E5.1", "E:E6.1", "C:C1.1")
def test_an_instruction_starts_every_duty_on_the_spot() -> None:
    case = instructed()
    limits = {"accept/1": 5, "contact/1": 10, "arrive/1": 30, "first_feedback/1": 120}
    assert {id: minutes(case, id) for id in limits} == limits
    assert minutes(case, "resolve/1") == 24 * 60
    assert "protect/1" not in case.order.clocks


@pytest.mark.rule("SY18-08.1", "SY18-08.2", "C:C1.2")
def test_in_2018_arrival_and_protection_share_twenty_minutes() -> None:
    case = instructed("sanya-2018")
    assert minutes(case, "arrive/1") == minutes(case, "protect/1") == 20
    assert case.clock("protect/1").started == case.clock("arrive/1").started


@pytest.mark.rule("SY20-21.2", "E:E4.1")
def test_in_2020_arrival_has_thirty_minutes_and_protection_counts_from_there() -> None:
    case = phoned("sanya-2020")
    assert minutes(case, "arrive/1") == 30
    case.after(minutes=12).by("unit_officer").does(Arrive(), "place", "evidence")
    assert minutes(case, "protect/1") == 15
    assert case.clock("protect/1").started == case.now


@pytest.mark.rule("E:E1.1", "SY20-20.1", "SY20-20.2")
def test_every_instruction_is_told_by_the_system_and_owes_a_telephone_call() -> None:
    at_once, midway = instructed(), Case().dispatched().by("seat_agent").does(GAS_LEAK)
    designated = disputed().by("hotline_head").does(Designate(unit="parks"), "decision")
    for case in (at_once, midway, designated):
        told = case.last("Notified").content
        assert (told.channel, told.unit) == (Channel.SYSTEM, case.order.unit)  # type: ignore[union-attr]
        call = case.order.open_clock(ClockName.PHONE_NOTICE)
        assert call is not None
        assert (call.owner, minutes(case, call.id)) == ("dispatch_desk", 5)


@pytest.mark.rule("E:E1", "SY20-20")
def test_only_the_telephone_call_ends_what_is_owed_beside_the_message() -> None:
    case = instructed().by("seat_agent").does(Notify(channel=Channel.SYSTEM))
    assert case.clock("phone_notice/1").is_open
    case.after(minutes=5).does(BY_PHONE)
    assert case.clock("phone_notice/1").outcome is Outcome.MET
    assert case.refused(replace(BY_PHONE, unit="roads")) == "not_instructed"
    assert Case().signed_in().by("dispatcher").refused(BY_PHONE) == "not_an_emergency"


@pytest.mark.rule("E:EX")
@pytest.mark.parametrize("clock", ["dispatch/1", "phone_notice/1"])
def test_a_desk_that_does_not_hand_on_or_call_is_named_to_those_above(clock: str) -> None:
    case = Case(at="03-07 23:30").register(urgency=Urgency.EMERGENCY).does(AcceptForDispatch())
    if clock == "phone_notice/1":
        case.by("dispatcher").does(Dispatch(unit="water"))
        case.by("unit_clerk").does(Accept()).does(Contact()).does(Arrive()).does(Protect())
    case.after(minutes=71)
    raised = [f for f in case.facts if f.kind == "SupervisionRaised"]
    assert [f.content.to for f in raised] == UP_THE_LADDER  # type: ignore[union-attr]
    waits = [(f.occurred_at - case.clock(clock).due) / timedelta(minutes=1) for f in raised]
    assert waits == [0, 15, 30, 60]


@pytest.mark.rule("E:E2", "E:E3", "E:E4", "E:E5", "E:E6", "SY20-21", "G:G17", "C:C1")
def test_an_emergency_from_the_call_to_the_end() -> None:
    case = phoned().after(minutes=3).does(Contact())
    case.after(minutes=10).does(Arrive()).after(minutes=5).does(Protect())
    case.after(hours=1).does(FirstFeedback(), *REPORT).does(ResolveEmergency(), "result")
    assert case.owed() == {"handle/1", "total/1"}
    assert "DueBreached" not in case.kinds()
    case.does(replace(RESULT, **case.told), *REPORT, "result")
    assert case.state is State.PENDING_REVIEW


@pytest.mark.rule("SY18-08.4", "SY20-21", "T:T29")
def test_what_is_still_owed_of_an_emergency_is_named_before_a_result_is_accepted() -> None:
    case = phoned()
    assert case.refused(RESULT, *REPORT) == "protect_first"
    case.does(Arrive()).does(Protect())
    left = [ClockName.CONTACT, ClockName.FIRST_FEEDBACK, ClockName.RESOLVE]
    steps = [(Contact(), ()), (FirstFeedback(), REPORT), (ResolveEmergency(), ("result",))]
    for step, texts in steps:
        refusal = case.asks(RESULT, *REPORT)
        assert isinstance(refusal, Refusal)
        assert (refusal.code, list(refusal.about)) == ("emergency_steps_owed", left)
        case.does(step, *texts)
        left.pop(0)
    assert case.does(replace(RESULT, **case.told), *REPORT).state is State.PENDING_REVIEW


@pytest.mark.rule("SY20-21")
def test_a_caller_who_was_called_in_vain_or_gave_no_name_holds_no_result_up() -> None:
    tried = phoned().does(Contact(outcome="not_reached"))
    nameless = Case().signed_in(urgency=Urgency.EMERGENCY, anonymous=True)
    midway = Case().signed_in(anonymous=True).by("seat_agent").does(GAS_LEAK)
    assert not any("contact/1" in case.order.clocks for case in (nameless, midway))
    nameless.by("unit_clerk")
    for case in (tried, nameless):
        case.does(Arrive()).does(Protect()).does(FirstFeedback(), *REPORT)
        told = {} if case.order.anonymous else case.told
        case.does(ResolveEmergency(), "result").does(replace(RESULT, **told), *REPORT)


@pytest.mark.rule("SY20-21", "E:E2")
def test_whoever_goes_there_before_speaking_with_the_caller_has_it_on_record() -> None:
    late = phoned().does(Arrive()).last("OnScene").content
    first = phoned().does(Contact()).does(Arrive()).last("OnScene").content
    assert (late.before_contact, first.before_contact) == (True, False)  # type: ignore[union-attr]


@pytest.mark.rule("SY20-21.4", "E:E5", "G:G17")
@pytest.mark.parametrize(("pack", "within"), [("sanya-2018", 20), ("sanya-2020", 30)])
def test_in_sanya_the_unit_reports_at_the_same_time_as_it_is_there(pack: str, within: int) -> None:
    case = instructed(pack)
    assert minutes(case, "first_feedback/1") == minutes(case, "arrive/1") == within


@pytest.mark.rule("E:E3.3", "E:E4.2", "E:E5", "E:E6.2", "SY18-08.4")
def test_one_step_after_the_other() -> None:
    case = instructed().by("unit_clerk")
    assert case.refused(Protect()) == "arrive_first"
    assert case.refused(ResolveEmergency()) == "protect_first"
    assert case.refused(FirstFeedback(), "situation") == "text_missing"
    assert case.does(Arrive()).refused(Arrive()) == "already_on_scene"
    assert case.does(Protect()).refused(Protect()) == "already_protected"
    assert case.does(ResolveEmergency()).refused(ResolveEmergency()) == "already_resolved"


@pytest.mark.rule("X:X4.2", "SY20-22.5")
def test_an_emergency_is_handed_back_only_when_people_are_safe() -> None:
    case, back = instructed().by("unit_clerk"), RequestReturn(proposed_unit="roads")
    assert case.refused(back, "reason", "basis") == "protect_first"
    case.does(Arrive()).does(Protect()).does(back, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).after(minutes=2).does(Dispatch(unit="roads"))
    assert case.clock("first_feedback/1").owner == "roads"
    assert case.clock("first_feedback/1").is_open
    assert "arrive/2" not in case.order.clocks
    assert case.by("unit_clerk").does(FirstFeedback(), *REPORT).clock("first_feedback/1").ended


@pytest.mark.rule("SY20-21", "T:T09", "G:G1")
def test_what_a_unit_let_lapse_stays_its_own_and_the_next_one_has_its_own_time() -> None:
    case = phoned().does(Arrive()).does(Protect()).after(hours=3)
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    missed, anew = case.clock("first_feedback/1"), case.clock("first_feedback/2")
    assert (missed.owner, missed.outcome) == ("water", Outcome.RETURNED)
    assert (anew.owner, anew.started, minutes(case, anew.id)) == ("roads", case.now, 120)
    assert case.clock("resolve/1").owner == "roads"


@pytest.mark.rule("T:T43.1", "T:T43.2", "X:X30.1", "E:E0.2", "E:E1.4")
def test_an_order_that_becomes_an_emergency_midway() -> None:
    case = Case().dispatched().after(hours=2).by("seat_agent").does(GAS_LEAK)
    assert case.clock("accept/1").outcome is Outcome.REPLACED
    assert minutes(case, "accept/2") == 5
    assert minutes(case, "contact/2") == 10
    hastened = [case.clock(id) for id in ("accept/2", "contact/2", "arrive/1")]
    assert {(clock.owner, clock.started) for clock in hastened} == {("water", case.now)}
    assert case.clock("handle/1").is_open
    assert case.refused(GAS_LEAK) == "already_an_emergency"
    assert "TerritorialFallback" in case.after(minutes=6).kinds()


@pytest.mark.rule("T:T43", "E:E0")
def test_an_order_in_the_queue_must_now_be_dispatched_within_ten_minutes() -> None:
    case = Case().register().does(AcceptForDispatch()).after(minutes=30).does(GAS_LEAK)
    assert case.clock("dispatch/1").outcome is Outcome.REPLACED
    assert minutes(case, "dispatch/2") == 10


@pytest.mark.rule("E:EX.1", "E:EX.2", "G:G12")
def test_a_miss_climbs_after_15_30_and_60_minutes() -> None:
    case = phoned().does(Contact()).after(minutes=91)
    raised = [fact for fact in case.facts if fact.kind == "SupervisionRaised"]
    told = [(f.content.level, f.content.to) for f in raised]  # type: ignore[union-attr]
    assert told == list(zip(list(Level)[1:5], UP_THE_LADDER, strict=True))
    waits = [(f.occurred_at - case.clock("arrive/1").due) / timedelta(minutes=1) for f in raised]
    assert waits == [0, 15, 30, 60]


@pytest.mark.rule("SY20-19.2", "E:E0")
@pytest.mark.parametrize("kind", list(EmergencyKind))
def test_the_call_centre_defines_an_emergency_in_one_of_five_fields(kind: EmergencyKind) -> None:
    danger = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY, emergency=kind)
    midway = DeclareEmergency(kind=kind)
    at_once = Case("sanya-2018").by("seat_agent").does(danger, "demand", "phone")
    for case in (at_once, Case("sanya-2018").signed_in().by("seat_agent").does(midway)):
        assert case.last("EmergencyDeclared").content.emergency is kind  # type: ignore[union-attr]
        assert case.order.emergency is not None
        assert case.order.emergency.kind is kind


@pytest.mark.rule("SY20-19")
@pytest.mark.parametrize("role", ["caller", "unit_clerk", "unit_gateway", "upstream", "system"])
def test_whoever_else_may_register_does_not_define_one(role: str) -> None:
    danger = Register(type=ItemType.HELP, urgency=Urgency.EMERGENCY)
    case = Case("sanya-2018").by(role, of="water")
    assert case.refused(danger, "demand", "phone") == "defined_by_the_call_centre"
    case.does(replace(danger, urgency=Urgency.URGENT), "demand", "phone")
    assert case.refused(GAS_LEAK) == "role_may_not"


@pytest.mark.rule("E:E1.2", "C:C2")
@pytest.mark.parametrize("kind", list(ItemClass))
def test_in_sanya_no_class_of_item_slows_an_emergency(kind: ItemClass) -> None:
    case = Case("sanya-2018").dispatched(urgency=Urgency.EMERGENCY, class_=kind)
    assert minutes(case, "accept/1") == 5
