"""Stories of the territorial government that goes there beside the unit (SY20-22)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.assessment.punctuality import arrived
from domain.assessment.scoring import scorecard
from domain.chapters.dispatch.commands import Accept, Contact, Dispatch
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    Arrive,
    CallInTerritory,
    ClaimForceMajeure,
    DeclareEmergency,
    FirstFeedback,
    Notify,
    Protect,
    ResolveEmergency,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch, Register, TransferOut
from domain.chapters.together.commands import Merge
from domain.order.clock import Outcome
from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.vocabulary import Channel, EmergencyKind, ItemType, ResultKind, Urgency
from policies.library import load_pack
from tests.domain.case import TERRITORY, Case

NOBODYS = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS, unclear_owner=True)
REPORT = ("situation", "method")
OF_THE_UNIT = {"arrive/1", "first_feedback/1", "resolve/1", "contact/1", "accept/1"}
TERRITORYS = {"arrive/2", "protect/1", "phone_notice/2"}


def silent() -> Case:
    """An emergency whose unit has not signed in within five minutes."""
    case = Case().dispatched(urgency=Urgency.EMERGENCY)
    return case.does(Notify(channel=Channel.PHONE)).after(minutes=5, microseconds=1)


def nameless_place() -> Case:
    """A demand for which no territorial government is named."""
    return Case().by("seat_agent").does(Register(type=ItemType.HELP), "demand", "phone")


def span(case: Case, clock: str) -> float:
    """How many minutes a clock gives."""
    return (case.clock(clock).due - case.clock(clock).started) / timedelta(minutes=1)


@pytest.mark.rule("SY20-22.3", "X:X4", "C:C2.1", "E:E1'.1", "E:E1'.2")
def test_when_the_unit_is_silent_the_territory_goes_there_by_clocks_of_its_own() -> None:
    case = silent()
    assert case.last("TerritorialFallback").content.unit == TERRITORY  # type: ignore[union-attr]
    called = case.last("TerritorialFallback").occurred_at
    for clock, limit in (("arrive/2", 30), ("protect/1", 45)):
        assert (case.clock(clock).owner, span(case, clock)) == (TERRITORY, limit)
        assert case.clock(clock).started == called
    assert case.owed() > OF_THE_UNIT | TERRITORYS


@pytest.mark.rule("SY18-08.3", "SY20-22", "E:E3", "E:E1'.3", "T:T11.2", "C:C2.1")
def test_what_the_territory_does_ends_nothing_of_the_units() -> None:
    case = silent().by("territorial").does(Accept()).does(Contact()).does(Arrive())
    assert case.order.accepted_at is None
    case.does(Protect()).does(FirstFeedback(), *REPORT)
    assert case.owed() > OF_THE_UNIT
    assert case.clock("arrive/2").outcome is case.clock("protect/1").outcome is Outcome.MET
    case.by("unit_clerk").does(Accept()).does(Arrive())
    assert case.clock("arrive/1").outcome is Outcome.MET
    assert case.clock("protect/2").owner == "water"


@pytest.mark.rule("E:E6.1", "C:C1", "SY20-22", "E:E1'.3")
def test_that_the_danger_is_over_is_said_by_the_territory_for_itself() -> None:
    case = silent().by("territorial").does(Arrive()).does(Protect())
    case.by("unit_clerk", of=TERRITORY).does(ResolveEmergency())
    assert case.last("EmergencyResolved").content.unit == TERRITORY  # type: ignore[union-attr]
    assert case.clock("resolve/1").is_open
    assert case.clock("resolve/1").owner == "water"


@pytest.mark.rule("SY18-08.3", "SY20-22.3")
def test_in_2018_the_units_twenty_minutes_of_protection_are_its_own_too() -> None:
    case = Case("sanya-2018").dispatched(urgency=Urgency.EMERGENCY).after(minutes=6)
    units, territorys = "protect/1", "protect/2"
    case.by("territorial").does(Arrive()).does(Protect())
    assert case.clock(territorys).outcome is Outcome.MET
    assert (case.clock(units).owner, case.clock(units).is_open) == ("water", True)
    case.after(minutes=14, microseconds=1)
    assert case.clock(units).lapsed == case.clock(units).due


@pytest.mark.rule("SY18-08.3", "T:T29")
def test_the_units_own_way_there_is_still_asked_for_before_its_result() -> None:
    case = silent().by("territorial").does(Arrive()).does(Protect())
    case.by("unit_clerk").does(Accept())
    refusal = case.asks(SubmitResult(result_kind=ResultKind.EMERGENCY), *REPORT)
    assert isinstance(refusal, Refusal)
    assert set(refusal.about) == {"contact", "arrive", "first_feedback", "resolve"}


@pytest.mark.rule("SY20-22")
@pytest.mark.parametrize("territory_goes", [True, False])
def test_each_is_judged_by_whether_its_own_feet_were_there(territory_goes: bool) -> None:
    case = silent().by("territorial" if territory_goes else "unit_clerk").does(Arrive())
    case.does(Protect()).after(minutes=60)
    card = scorecard(case.order.dossier, case.facts)
    there = {mark.unit: mark.done for mark in arrived(card)}
    assert there == {TERRITORY: True, "water": False} if territory_goes else {"water": True}


@pytest.mark.rule("SY18-08.3", "E:E3")
@pytest.mark.parametrize("pack", ["sanya-2018", "sanya-2020"])
def test_a_unit_found_after_the_territory_was_there_goes_there_too(pack: str) -> None:
    case = Case(pack).register().does(NOBODYS).by("territorial").does(Arrive()).does(Protect())
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit="water"))
    assert case.clock("arrive/2").owner == "water"
    assert case.by("unit_clerk").refused(Protect()) == "arrive_first"


@pytest.mark.rule("SY20-22", "E:E1'", "E:E1")
def test_where_the_territory_itself_gets_the_order_its_way_there_counts() -> None:
    case = Case("sanya-2018").register().does(NOBODYS).by("territorial").does(Arrive())
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit=TERRITORY))
    assert "arrive/2" not in case.order.clocks
    assert "protect/2" not in case.order.clocks
    assert case.by("unit_clerk").does(Protect()).clock("protect/1").outcome is Outcome.MET


@pytest.mark.rule("SY20-22")
def test_when_the_unit_has_protected_people_the_territory_is_sent_home() -> None:
    case = silent().by("unit_clerk").does(Accept()).does(Arrive()).does(Protect())
    assert case.clock("arrive/2").outcome is Outcome.RELEASED
    assert case.clock("protect/1").outcome is Outcome.RELEASED
    assert case.clock("protect/2").outcome is Outcome.MET


@pytest.mark.rule("SY20-22.1", "E:E1'.1")
def test_the_call_centre_calls_the_territory_in_when_the_duty_is_unclear() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY).does(CallInTerritory())
    assert case.order.emergency is not None
    assert case.order.emergency.fallback_unit == TERRITORY
    assert case.refused(CallInTerritory()) == "territory_called_in"
    assert Case().register().refused(CallInTerritory()) == "not_an_emergency"
    own = Case().dispatched(TERRITORY, urgency=Urgency.EMERGENCY)
    assert own.refused(CallInTerritory()) == "territory_has_the_order"
    assert "TerritorialFallback" not in own.after(minutes=6).kinds()


@pytest.mark.rule("SY20-22.1", "E:E1'")
def test_where_none_is_on_the_order_one_must_be_named() -> None:
    case = nameless_place()
    assert case.refused(NOBODYS) == "territory_missing"
    west = DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True, territory="west_district")
    assert case.does(west).order.territory == "west_district"
    assert case.clock("arrive/1").owner == "west_district"
    later = nameless_place().does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert later.refused(CallInTerritory()) == "territory_missing"
    assert later.does(CallInTerritory(territory="west_district")).clock("arrive/1").is_open


@pytest.mark.rule("SY20-20.1", "E:E1.1", "E:E1'")
def test_the_territory_too_is_told_by_the_system_and_by_telephone() -> None:
    case = silent()
    assert case.clock("phone_notice/2").owner == "shift_lead"
    case.by("shift_lead").does(Notify(channel=Channel.PHONE))
    assert case.clock("phone_notice/2").is_open
    case.does(Notify(channel=Channel.PHONE, unit=TERRITORY))
    assert case.clock("phone_notice/2").outcome is Outcome.MET


@pytest.mark.rule("SY20-21", "G:G18", "T:T52")
def test_what_kept_the_unit_away_excuses_the_unit_and_its_protection_only() -> None:
    case = Case("sanya-2018").dispatched(urgency=Urgency.EMERGENCY).after(minutes=6)
    storm = ForceMajeureCause.FORCE_MAJEURE
    claim = ClaimForceMajeure(cause=storm, new_eta=case.now + timedelta(minutes=50))
    case.by("unit_officer").does(claim, "evidence").by("shift_lead").does(ApproveForceMajeure())
    for clock in ("arrive/1", "protect/1"):
        assert case.clock(clock).outcome is Outcome.EXEMPT
    for clock in ("arrive/3", "protect/3"):
        assert (case.clock(clock).owner, case.clock(clock).due) == ("water", claim.new_eta)
    assert {"arrive/2", "protect/2"} < case.owed()


@pytest.mark.rule("E:E3.2", "T:T19.3")
def test_only_the_unit_and_the_territory_act_on_the_spot() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY)
    assert case.by("unit_officer", of="roads").refused(Arrive()) == "not_your_order"
    assert case.by("unit_clerk", of="roads").refused(Contact()) == "not_your_order"
    assert case.by("territorial").refused(Arrive()) == "not_your_order"


@pytest.mark.rule("SY20-22", "X:X4")
@pytest.mark.parametrize(
    "command",
    [
        TransferOut(target="110", warm=True),
        Merge(master="20260302-000009", into_emergency=True),
    ],
)
def test_no_desk_sends_away_whom_the_government_is_on_the_way_to(command: Command) -> None:
    unclear = DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
    case = Case().register().does(unclear)
    assert case.refused(command) == "safety_still_owed"
    assert {"arrive/1", "protect/1"} < case.owed()
    case.by("territorial").does(Arrive()).does(Protect())
    assert case.by("seat_agent").does(command).order.is_over


@pytest.mark.rule("T:T43", "SY20-22", "E:E1'")
def test_the_place_that_is_named_with_the_emergency_is_the_one_that_goes_there() -> None:
    south = DeclareEmergency(kind=EmergencyKind.HELP, territory="south_district")
    case = Case().dispatched().by("seat_agent").does(south)
    assert case.order.territory == "south_district"
    case.after(minutes=6)
    assert case.last("TerritorialFallback").content.unit == "south_district"  # type: ignore[union-attr]
    unnamed = DeclareEmergency(kind=EmergencyKind.HELP)
    assert Case().dispatched().by("seat_agent").does(unnamed).order.territory == TERRITORY


@pytest.mark.rule("SY18-08", "SY20-22", "E:E3", "E:E4", "E:E5", "E:E6")
def test_of_each_step_it_is_known_when_it_was_taken_and_for_whom() -> None:
    case, at = silent(), {}
    steps: list[tuple[str, str, Command]] = [
        ("territorial", "fallback_arrived_at", Arrive()),
        ("territorial", "fallback_protected_at", Protect()),
        ("unit_clerk", "arrived_at", Arrive()),
        ("unit_clerk", "protected_at", Protect()),
        ("unit_clerk", "fed_back_at", FirstFeedback()),
        ("unit_clerk", "resolved_at", ResolveEmergency()),
    ]
    case.by("unit_clerk").does(Accept())
    for role, step, command in steps:
        case.after(minutes=1).by(role).does(command, *command.TEXTS)
        at[step] = case.now
    course = case.order.emergency
    assert {step: getattr(course, step) for step in at} == at


@pytest.mark.rule("SY18-08", "SY20-22", "E:E3", "E:E4", "X:X4")
def test_the_territory_that_gets_the_order_on_its_way_owes_each_step_once() -> None:
    case = Case().register().does(NOBODYS).does(AcceptForDispatch()).by("dispatcher")
    case.after(minutes=5).does(Dispatch(unit=TERRITORY)).by("unit_clerk", of=TERRITORY).does(
        Accept()
    )
    case.does(Arrive())
    assert "protect/1" in case.owed()
    assert not {"arrive/2", "protect/2"} & case.order.clocks.keys()
    assert case.does(Protect()).clock("protect/1").outcome is Outcome.MET


@pytest.mark.rule("SY20-22", "E:E4", "X:X4", "T:T09", "E:E1", "SY20-20")
def test_what_the_territory_has_done_before_it_got_the_order_is_done() -> None:
    case = Case().register().does(NOBODYS).by("territorial").does(Arrive()).does(Protect())
    case.by("seat_agent").does(AcceptForDispatch()).by("dispatcher").does(Dispatch(unit=TERRITORY))
    course = case.order.emergency
    assert course is not None
    assert (course.arrived_at, course.protected_at) == (case.now, case.now)
    assert case.by("unit_clerk", of=TERRITORY).refused(Protect()) == "already_protected"
    case.by("dispatcher").does(Notify(channel=Channel.PHONE))
    called, owed = case.clock("phone_notice/2"), case.clock("phone_notice/1")
    assert (called.owner, called.outcome) == ("dispatch_desk", Outcome.MET)
    assert (owed.owner, owed.is_open) == ("shift_lead", True)


@pytest.mark.rule("E:E1", "SY20-20")
def test_a_unit_that_is_named_is_told_by_telephone_as_well_as_one_that_is_not() -> None:
    for unit in ("", "water"):
        case = Case().dispatched(urgency=Urgency.EMERGENCY).by("dispatcher")
        case.does(Notify(channel=Channel.PHONE, unit=unit))
        assert case.last("Notified").content.unit == "water"  # type: ignore[union-attr]
        assert case.clock("phone_notice/1").outcome is Outcome.MET
    assert case.refused(Notify(channel=Channel.PHONE, unit="hotline")) == "not_instructed"


@pytest.mark.rule("SY18-08", "SY20-22", "T:T29", "E:E1'")
def test_a_territory_called_in_later_holds_up_no_result_of_the_unit() -> None:
    case = Case().signed_in(urgency=Urgency.EMERGENCY).by("unit_clerk")
    case.does(Contact()).does(Arrive()).does(Protect()).by("seat_agent").does(CallInTerritory())
    case.by("unit_clerk").does(FirstFeedback(), *REPORT)
    done = SubmitResult(result_kind=ResultKind.EMERGENCY, **case.told)
    assert case.refused(done, *REPORT) == "emergency_steps_owed"
    case.does(ResolveEmergency())
    assert {"arrive/2", "protect/2"} < case.owed()
    assert case.does(done, *REPORT).order.result is ResultKind.EMERGENCY


@pytest.mark.rule("C:C2", "SY20-22")
def test_where_no_source_sends_the_territory_nobody_calls_it_in() -> None:
    law = load_pack("national-default")
    silent_law = replace(law.emergency, fallback=replace(law.emergency.fallback, value=False))
    case = Case(replace(law, emergency=silent_law)).dispatched(urgency=Urgency.EMERGENCY)
    call = CallInTerritory(territory=TERRITORY)
    assert case.by("shift_lead").refused(call) == "no_fallback_in_law"
    assert Case().dispatched(urgency=Urgency.EMERGENCY).by("shift_lead").does(call)
