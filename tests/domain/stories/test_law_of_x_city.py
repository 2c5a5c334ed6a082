"""X市: five kinds of demand at every hour, members pressed on, hard cases before the meeting."""

import pytest

from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import Accept, Designate, OpenDispute, RequestReturn
from domain.chapters.handling.commands import DecideHardCase, RaiseHardCase
from domain.chapters.supervision.commands import RaiseSupervision, Urge
from domain.law.bodies import HardCaseLevel
from domain.order.terms import Determination
from domain.vocabulary import Channel, ItemType, Level, State, Trigger
from tests.domain.case import Case, moment

PLACE = "x-city"


def lived(channel: Channel) -> Case:
    """A request for help by this way, from the desk to the content caller."""
    case = Case(PLACE).signed_in(channel=channel).solved().by("reviewer").does(PassReview())
    return case.called_back(solved=True, satisfied=1)


def clocks_of(case: Case) -> list[tuple[object, ...]]:
    """Who owed what from when until when, and how it ended."""
    clocks = case.order.clocks.values()
    return [(one.id, one.owner, one.started, one.due, one.outcome, one.basis) for one in clocks]


@pytest.mark.rule("XS-01.1")
@pytest.mark.parametrize("type", ItemType)
def test_the_platform_names_what_it_takes_in(type: ItemType) -> None:
    assert "XS-01" in Case(PLACE).register(type).last("Registered").basis


@pytest.mark.rule("XS-01.2")
def test_the_platform_serves_at_every_hour() -> None:
    case = Case(PLACE, at="10-01 02:00").register()
    assert case.clock("intake/1").due == moment("10-01 02:30")


@pytest.mark.rule("XS-05")
def test_the_hotline_office_presses_the_members_and_nobody_else_does() -> None:
    case = Case(PLACE).signed_in()
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    assert case.by("unit_head").refused(Urge(by="office")) == "role_may_not"
    assert case.by("unit_head").refused(daily) == "role_may_not"
    assert case.by("supervisor").does(Urge(by="office")).does(daily).order.level is Level.L2


@pytest.mark.rule("XS-05.1")
@pytest.mark.parametrize("channel", Channel)
def test_whatever_way_a_demand_came_in_it_goes_one_and_the_same_way(channel: Channel) -> None:
    """From the desk to the end: the same steps, the same owners, the same limits."""
    called, written = (lived(one) for one in (Channel.PHONE, channel))
    assert written.kinds() == called.kinds()
    assert clocks_of(written) == clocks_of(called)
    assert "XS-05" in written.clock("intake/1").basis


@pytest.mark.rule("XS-03.2")
def test_the_joint_meeting_may_name_the_unit_that_has_a_disputed_order() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    back = RequestReturn(proposed_unit="roads")
    case.does(back, "reason", "basis").by("dispatcher").does(OpenDispute(), "reason")
    named = Designate(unit="roads", how=Determination.DIRECT)
    assert case.by("unit_head", of="water").refused(named, "decision") == "role_may_not"
    assert case.by("joint_meeting").refused(named) == "text_missing"
    case.does(named, "decision").by("unit_clerk").does(Accept())
    assert (case.order.unit, case.state) == ("roads", State.HANDLING)
    assert case.refused(back, "reason", "basis") == "designated_may_not_return"


@pytest.mark.rule("XS-03.1")
def test_a_hard_case_is_decided_by_the_joint_meeting() -> None:
    case = Case(PLACE).signed_in().by("unit_head")
    case.does(RaiseHardCase(level=HardCaseLevel.HOTLINE), "opinion").by("hotline_head")
    city_office = RaiseHardCase(level=HardCaseLevel.CITY_OFFICE)
    assert case.refused(city_office, "opinion") == "not_the_next_level"
    case.does(RaiseHardCase(level=HardCaseLevel.JOINT_MEETING), "opinion")
    assert case.by("hotline_head").refused(DecideHardCase(), "opinion") == "lies_elsewhere"
    assert case.by("joint_meeting").does(DecideHardCase(), "opinion").state is State.HANDLING
