"""Stories of whose name stands on record: the unit's whose matter it is, and not the desk's."""

from dataclasses import replace
from datetime import date

import pytest

from domain.chapters.assessment.commands import Appeal, DecideAppeal
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.closing.commands import ApproveTermination, Withdraw
from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RejectReturn,
    RequestReturn,
)
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import Merge, SubDispatch
from domain.chapters.units.commands import SucceedUnit, UndoSuccession
from domain.order.act import SYSTEM
from domain.vocabulary import Level, Trigger
from tests.domain.case import Case
from tests.domain.often import STOP

FOLLOWS = SucceedUnit(unit="water", successor="utilities", valid_from=date(2026, 3, 2))
UNDO = UndoSuccession(unit="water", successor="utilities")
NOT_OURS = RequestReturn(proposed_unit="roads")
OUT_OF_DUTY = Appeal(ground=AppealGround.OUT_OF_DUTY)


def unit_named(case: Case, kind: str) -> str:
    """The unit of the last fact of a kind."""
    return case.last(kind).content.unit  # type: ignore[union-attr]


@pytest.mark.rule("T:T07")
def test_what_one_order_tells_another_is_told_for_whoever_caused_it() -> None:
    """Not for a clock, and not for a caller: each caller's name is kept from the others (T07)."""
    case = Case().register()
    assert case.last("Registered").person == "seat_agent@hotline"
    by_the_system = replace(case.last("Registered"), actor=SYSTEM)
    assert by_the_system.person == ""
    assert replace(by_the_system, on_behalf_of="importer").person == "importer"
    assert case.at("03-02 10:00").last("DueBreached").person == ""
    case.by("dispatcher").does(Merge(master="master"))
    assert case.last("Merged").person == "dispatcher@hotline"
    assert Case().register().by("caller").does(Withdraw(), "reason").last("Withdrawn").person == ""


@pytest.mark.rule("T:T15", "NA-09")
def test_the_return_that_is_rejected_is_the_units() -> None:
    case = Case().signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher", of="desk_2").does(RejectReturn(), "reason")
    assert unit_named(case, "ReturnRejected") == "water"


@pytest.mark.rule("WF-23", "T:T27")
def test_the_end_that_is_granted_is_the_units() -> None:
    case = Case().signed_in().by("unit_clerk").does(STOP, "application", "basis")
    case.by("hotline_head").does(ApproveTermination())
    assert unit_named(case, "TerminationGranted") == "water"


@pytest.mark.rule("SM-10", "WF-34.2")
def test_the_unit_that_appealed_does_not_decide_wherever_the_order_is_now() -> None:
    case = Case().signed_in().by("unit_head").does(OUT_OF_DUTY, "reason").by("unit_clerk")
    case.does(NOT_OURS, "reason", "basis").by("dispatcher").does(ApproveReturn())
    case.does(Dispatch(unit="roads"))
    upheld = DecideAppeal(upheld=True)
    assert case.by("assessor", of="water").refused(upheld, "reason") == "own_appeal"
    case.by("assessor", of="roads")
    case.actor = replace(case.actor, person="unit_head@water")
    assert case.refused(upheld, "reason") == "own_appeal"
    case.by("assessor", of="roads").does(upheld, "reason")


@pytest.mark.rule("X:X21.1", "X:X21.2", "C:C16")
def test_a_unit_that_owes_only_its_supervision_is_followed_by_its_successor() -> None:
    watched = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = Case().signed_in().by("supervisor").does(watched).by("unit_clerk")
    case.does(NOT_OURS, "reason", "basis").by("dispatcher").does(ApproveReturn())
    case.does(Dispatch(unit="roads")).by("system")
    case.does(FOLLOWS)
    assert (case.order.unit, case.clock("supervision/1").owner) == ("roads", "utilities")


@pytest.mark.rule("X:X21", "C:C16")
def test_what_was_sent_just_before_the_mistake_goes_back_with_its_tries_to_reach_the_caller() -> (
    None
):
    case = Case().dispatched().by("unit_clerk").does(Contact(outcome="not_reached"))
    case.after(seconds=30).by("system").does(FOLLOWS)
    assert [one.unit for one in case.order.unreached] == ["utilities"]
    case.after(hours=1).by("unit_clerk").does(Accept())
    case.after(hours=1).by("hotline_head").does(UNDO, "reason")
    assert case.order.unit == "water"
    assert [one.unit for one in case.order.unreached] == ["water"]


@pytest.mark.rule("X:X21", "X:X26")
def test_where_the_level_below_becomes_the_unit_complained_about_the_head_steps_in() -> None:
    case = Case().signed_in(type="complaint", about_unit="utilities").by("unit_gateway")
    case.does(SubDispatch(child="branch")).by("system")
    follows = SucceedUnit(unit="branch", successor="utilities", valid_from=date(2026, 3, 2))
    assert case.does(follows).order.level is Level.L3
    assert case.last("SupervisionRaised").content.owner == "utilities"  # type: ignore[union-attr]
