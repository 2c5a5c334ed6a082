"""Stories of the sub-centres: each acts in its own district, whose matters go through it."""

from dataclasses import replace

import pytest

from domain.chapters.caller.commands import ReportLeak
from domain.chapters.closing.commands import PassReview, RejectReview, Withdraw
from domain.chapters.dispatch.commands import Accept, Dispatch
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import SubDispatch
from domain.vocabulary import Level, State, Trigger, Urgency
from tests.domain.case import Case

PLACE = "sanya-2018"
DAILY = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
TO_EAST = Dispatch(unit="east_water", district="east", sub_centre="east_centre")


def centre(case: Case, district: str) -> Case:
    """Somebody of the sub-centre of this district acts next."""
    case.by("district_centre", of=f"{district}_centre")
    case.actor = replace(case.actor, district=district)
    return case


@pytest.mark.rule("SY20-07.4", "SY20-15")
@pytest.mark.parametrize("pack", [PLACE, "sanya-2020", "national-default", "weifang-2021"])
def test_a_sub_centre_dispatches_supervises_and_rechecks_in_its_own_district(pack: str) -> None:
    case = Case(pack).register().does(AcceptForDispatch())
    assert centre(case, "west").refused(TO_EAST, "note") == "other_district"
    centre(case, "east").does(TO_EAST, "note")
    assert centre(case, "west").refused(DAILY) == "other_district"
    assert centre(case, "east").does(DAILY).order.level is Level.L2
    case.by("unit_clerk").does(Accept()).solved()
    assert centre(case, "west").refused(PassReview()) == "other_district"
    assert centre(case, "west").refused(RejectReview(), "reason") == "other_district"


@pytest.mark.rule("SY20-07.4")
def test_what_bears_no_district_is_the_citys() -> None:
    case = Case(PLACE).register(district="").does(AcceptForDispatch())
    assert centre(case, "east").refused(TO_EAST, "note") == "other_district"
    assert centre(case, "").refused(TO_EAST, "note") == "other_district"


@pytest.mark.rule("AH-09", "T:T31")
def test_somebody_else_of_the_sub_centre_rechecks_what_was_dispatched_there() -> None:
    case = centre(Case(PLACE).register().does(AcceptForDispatch()), "east").does(TO_EAST, "note")
    case.by("unit_clerk").does(Accept()).solved()
    assert centre(case, "east").refused(PassReview()) == "dispatcher_may_not_review"
    case.actor = replace(case.actor, person="second")
    assert case.does(PassReview()).state is State.PENDING_CALLBACK


@pytest.mark.rule("SY20-07", "AH-09")
def test_a_sub_centre_that_has_the_order_itself_does_not_recheck_it() -> None:
    case = Case(PLACE).register().does(AcceptForDispatch()).by("dispatcher")
    case.does(replace(TO_EAST, unit="east_centre"), "note")
    centre(case, "east").does(Accept()).does(SubDispatch(child="east_water", district="east"))
    case.solved()
    assert centre(case, "east").refused(PassReview()) == "own_unit_may_not_review"
    assert case.by("reviewer").does(PassReview()).state is State.PENDING_CALLBACK


@pytest.mark.rule("SY20-15", "T:T09")
def test_the_city_sends_what_is_a_districts_to_its_sub_centre() -> None:
    case = Case(PLACE).register().does(AcceptForDispatch()).by("dispatcher")
    assert case.refused(TO_EAST, "note") == "goes_through_sub_centre"
    without = replace(TO_EAST, sub_centre="")
    assert case.does(without, "note").order.unit == "east_water"
    elsewhere = Case().register().does(AcceptForDispatch()).by("dispatcher")
    assert elsewhere.does(TO_EAST, "note").order.unit == "east_water"


@pytest.mark.rule("T:T09")
def test_an_emergency_goes_to_its_unit_at_once() -> None:
    case = Case(PLACE).register(urgency=Urgency.EMERGENCY).does(AcceptForDispatch())
    assert case.by("dispatcher").does(TO_EAST, "note").order.unit == "east_water"


@pytest.mark.rule("SY20-07.4")
@pytest.mark.parametrize("district", ["west", ""])
def test_a_sub_centre_sends_nothing_to_another_district_or_to_the_city(district: str) -> None:
    case = centre(Case(PLACE).register().does(AcceptForDispatch()), "east")
    astray = replace(TO_EAST, district=district, sub_centre="")
    assert case.refused(astray, "note") == "unit_of_another_district"
    at_centre = Case(PLACE).dispatched("east_centre")
    centre(at_centre, "east").does(Accept())
    down = SubDispatch(child="water", district=district)
    assert at_centre.refused(down, "note") == "unit_of_another_district"


@pytest.mark.rule("T:T53")
def test_a_leak_is_reported_wherever_it_is_seen() -> None:
    case = centre(Case(PLACE).signed_in(), "west")
    leak = ReportLeak(unit="water", incident="20260302-000009")
    assert "LeakReported" in case.does(leak, "text").kinds()


@pytest.mark.rule("SY20-07", "SY20-15")
def test_a_sub_centre_hears_of_its_district_before_the_end_of_the_order() -> None:
    case = Case(PLACE).register(district="east").by("caller").does(Withdraw(), "reason")
    assert centre(case, "west").refused(RejectReview(), "reason") == "other_district"
    assert centre(case, "east").refused(RejectReview(), "reason") == "order_is_over"
