"""Stories of who calls and about whom: nameless, a child, or against the unit itself."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import ApproveReturn, Designate, Dispatch, RequestReturn
from domain.chapters.intake.commands import AcceptForDispatch, Register
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.law.pack import Pack
from domain.vocabulary import ItemType, State
from policies.library import load_pack
from tests.domain.case import Case

NAMELESS = Register(type=ItemType.HELP, anonymous=True)
AGAINST_WATER = Register(type=ItemType.COMPLAINT, about_unit="water")
NOT_OURS = RequestReturn(proposed_unit="roads")


def without_nameless() -> Pack:
    """A law that refuses whoever gives no name."""
    law = load_pack("national-default")
    identity = law.identity
    refused = replace(identity, anonymous_allowed=replace(identity.anonymous_allowed, value=False))
    return replace(law, identity=refused)


def against_water() -> Case:
    """A complaint about the water office that waits to be dispatched."""
    case = Case().by("seat_agent").does(AGAINST_WATER, "demand", "phone").does(AcceptForDispatch())
    return case.by("dispatcher")


@pytest.mark.rule("X:X27.1", "C:C4")
def test_a_nameless_demand_is_taken_in_where_the_law_allows_it() -> None:
    case = Case().by("seat_agent").does(NAMELESS, "demand")
    assert case.state is State.INTAKE
    assert case.order.anonymous
    assert "X:X27" in case.last("Registered").basis


@pytest.mark.rule("X:X27")
def test_elsewhere_a_nameless_demand_is_refused() -> None:
    case = Case(without_nameless()).by("seat_agent")
    assert case.refused(NAMELESS, "demand") == "anonymous_not_allowed"


def test_whoever_gives_a_name_rests_on_no_rule_about_the_nameless() -> None:
    assert "X:X27" not in Case().register().last("Registered").basis


@pytest.mark.rule("X:X33.1", "HD-20.1")
def test_of_a_child_no_id_number_is_asked_or_taken() -> None:
    law = load_pack("national-default")
    types = replace(law.identity.id_number_for, value=(ItemType.COMPLAINT,))
    strict = replace(law, identity=replace(law.identity, id_number_for=types))
    case = Case(strict).by("seat_agent")
    assert case.refused(Register(type=ItemType.COMPLAINT), "demand", "phone") == "text_missing"
    child = Register(type=ItemType.COMPLAINT, minor=True)
    assert case.refused(child, "demand", "phone", "id_number") == "no_id_number_of_a_child"
    assert case.refused(child, "demand") == "text_missing"
    assert case.does(child, "demand", "phone").state is State.INTAKE


@pytest.mark.rule("X:X26.1", "WF-06.2", "HN-05.2", "SY20-12.2")
def test_a_complaint_about_a_unit_never_reaches_that_unit() -> None:
    case = against_water()
    assert case.refused(Dispatch(unit="water")) == "unit_complained_about"
    assert case.does(Dispatch(unit="water_bureau")).order.unit == "water_bureau"


@pytest.mark.rule("X:X26.1")
def test_its_superior_may_not_hand_it_down_to_that_unit() -> None:
    case = against_water().does(Dispatch(unit="water_bureau"))
    both = SetHosts(host="water_bureau", co_hosts=("water", "roads"))
    assert case.refused(both) == "unit_complained_about"
    case.by("unit_gateway")
    assert case.refused(SubDispatch(child="water")) == "unit_complained_about"
    case.does(SubDispatch(child="inspection"))


@pytest.mark.rule("X:X26", "T:T17.3")
def test_nor_is_that_unit_designated_to_end_a_dispute() -> None:
    case = against_water().does(Dispatch(unit="parks"))
    case.by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="roads"))
    case.by("unit_clerk").does(NOT_OURS, "reason", "basis").by("hotline_head")
    assert case.refused(Designate(unit="water"), "decision") == "unit_complained_about"
    assert case.does(Designate(unit="parks"), "decision").state is State.PENDING_ACCEPT
