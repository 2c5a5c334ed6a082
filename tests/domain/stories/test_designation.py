"""Stories of disputes: opened over a return, ended by a decision, looked at once more."""

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    DecideReconsideration,
    Designate,
    Dispatch,
    OpenDispute,
    RecallDispatch,
    RequestReconsideration,
    RequestReturn,
)
from domain.chapters.emergency.commands import Arrive, DeclareEmergency, Protect
from domain.chapters.handling.commands import RequestExtension
from domain.chapters.intake.commands import AcceptForDispatch
from domain.order.clock import Outcome
from domain.order.terms import Determination
from domain.time.limit import parse_limit
from domain.vocabulary import EmergencyKind, State
from tests.domain.case import TERRITORY, Case, moment

NOT_OURS = RequestReturn(proposed_unit="roads")
AGAIN = RequestReconsideration()
UPHELD = DecideReconsideration()
TO_PARKS = DecideReconsideration(unit="parks")


def given_back(case: Case, to: str = "roads") -> Case:
    """Give the order back and send it on."""
    case.by("unit_clerk").does(NOT_OURS, "reason", "basis")
    return case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit=to))


def designated() -> Case:
    """An order that came back twice, with the unit that was named for it."""
    return disputed().by("hotline_head").does(Designate(unit="roads"), "decision")


def disputed() -> Case:
    """An order that came back twice."""
    case = given_back(Case().signed_in()).by("unit_clerk")
    return case.does(NOT_OURS, "reason", "basis")


@pytest.mark.rule("T:T16.2", "WF-25.2")
def test_the_desk_may_open_the_dispute() -> None:
    case = Case().signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher").does(OpenDispute(), "reason")
    assert case.state is State.DISPUTED
    assert case.owed() == {"return_decision/2", "total/1"}


@pytest.mark.rule("T:T16.1", "T:T16.3", "G:G4.1")
def test_the_second_return_opens_the_dispute_by_itself() -> None:
    case = disputed()
    assert case.kinds()[-2:] == ["ReturnRequested", "DisputeOpened"]
    assert case.clock("handle/2").outcome is Outcome.RETURNED
    assert case.clock("return_decision/3").owner == "hotline_head"
    assert case.clock("return_decision/3").due == moment("03-04 24:00")


@pytest.mark.rule("T:T17.2", "WF-26", "G:G6.1", "X:X2")
def test_a_designated_unit_may_not_return_it() -> None:
    case = disputed().by("hotline_head").does(Designate(unit="roads"), "decision")
    assert case.clock("handle/3").owner == "roads"
    assert case.refused(Designate(unit="water")) == "not_disputed"
    case.by("unit_clerk").does(Accept())
    assert case.refused(NOT_OURS, "reason", "basis") == "designated_may_not_return"


@pytest.mark.rule("T:T16", "WF-25")
def test_a_unit_that_denies_it_before_the_dispatch_makes_a_dispute_too() -> None:
    case = Case().register().does(AcceptForDispatch()).by("dispatcher")
    assert case.refused(OpenDispute(), "reason") == "nobody_denied_it"
    case.does(Dispatch(unit="water")).by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn())
    assert case.refused(OpenDispute()) == "text_missing"
    assert case.does(OpenDispute(), "reason").state is State.DISPUTED
    assert case.owed() == {"return_decision/2", "total/1"}


@pytest.mark.rule("T:T17.1", "WF-25")
def test_a_designation_is_a_decision_on_record_with_the_way_it_came_about() -> None:
    case = disputed().by("hotline_head")
    assert case.refused(Designate(unit="roads")) == "text_missing"
    case.does(Designate(unit="roads"), "decision")
    assert case.last("Designated").content.how is Determination.DIRECT  # type: ignore[union-attr]
    assert case.last("Designated").actor.role == "hotline_head"


@pytest.mark.rule("T:T17", "WF-25")
def test_what_was_studied_names_those_who_studied_it() -> None:
    case = disputed().by("joint_meeting")
    alone = Designate(unit="roads", how=Determination.STUDIED)
    assert case.refused(alone, "decision") == "nobody_heard"
    both = Designate(unit="roads", how=Determination.STUDIED, heard=("water", "roads"))
    assert case.does(both, "decision").last("Designated").content.heard == ("water", "roads")  # type: ignore[union-attr]


@pytest.mark.rule("WF-26")
def test_the_desk_takes_no_designation_back() -> None:
    case = designated().by("dispatcher")
    assert case.refused(RecallDispatch(), "reason") == "designated_may_not_return"


@pytest.mark.rule("G:G6", "X:X2")
def test_a_designated_unit_has_it_looked_at_again_and_no_clock_waits() -> None:
    case = designated().by("unit_clerk").does(Accept())
    before = case.order.clocks
    assert case.refused(AGAIN, "reason") == "text_missing"
    case.does(AGAIN, "reason", "basis")
    assert (case.order.clocks, case.state) == (before, State.HANDLING)
    assert case.refused(AGAIN, "reason", "basis") == "reconsideration_asked_already"


@pytest.mark.rule("G:G6", "XS-03")
def test_the_joint_meeting_upholds_it_once_and_nothing_changes() -> None:
    case = designated().by("unit_clerk").does(AGAIN, "reason", "basis")
    before = case.order.clocks
    assert case.by("hotline_head").refused(UPHELD, "decision") == "role_may_not"
    assert case.by("joint_meeting").refused(UPHELD) == "text_missing"
    case.does(UPHELD, "decision")
    assert (case.order.clocks, case.order.unit) == (before, "roads")
    assert case.refused(UPHELD, "decision") == "no_reconsideration_open"
    assert case.by("unit_clerk").refused(AGAIN, "reason", "basis") == (
        "reconsideration_asked_already"
    )


@pytest.mark.rule("G:G6", "WF-26", "G:G3")
def test_or_names_another_unit_with_full_limits_which_may_not_return_it_either() -> None:
    case = designated().by("unit_clerk").does(AGAIN, "reason", "basis").at("03-04 09:00")
    case.by("joint_meeting").does(TO_PARKS, "decision")
    assert case.clock("handle/3").outcome is Outcome.RETURNED
    assert case.clock("handle/4").owner == "parks"
    assert case.clock("handle/4").due == moment("03-11 24:00")
    assert case.clock("total/1").due == moment("03-09 24:00")
    case.by("unit_clerk").does(Accept())
    assert case.refused(NOT_OURS, "reason", "basis") == "designated_may_not_return"
    assert case.does(AGAIN, "reason", "basis").order.reconsideration.unit == "parks"  # type: ignore[union-attr]


@pytest.mark.rule("G:G6")
def test_what_the_first_unit_asked_for_leaves_with_it() -> None:
    case = designated().by("unit_clerk").does(Accept()).by("unit_head")
    case.does(RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason")
    case.does(AGAIN, "reason", "basis").by("joint_meeting").does(TO_PARKS, "decision")
    assert case.order.extension_request is None
    assert case.clock("extension_decision/1").outcome is Outcome.RELEASED


@pytest.mark.rule("G:G6")
def test_it_is_asked_by_the_designated_unit_while_it_has_the_order() -> None:
    assert Case().signed_in().by("unit_clerk").refused(AGAIN) == "not_designated"
    case = designated().by("unit_clerk", of="water")
    assert case.refused(AGAIN, "reason", "basis") == "not_your_order"
    case.by("unit_clerk").does(Accept()).solved()
    assert case.refused(AGAIN, "reason", "basis") == "not_with_a_unit"


@pytest.mark.rule("G:G6", "X:X26", "WF-06")
def test_the_meeting_names_somebody_else_or_nobody_and_not_the_accused() -> None:
    case = designated().by("unit_clerk").does(AGAIN, "reason", "basis").by("joint_meeting")
    same = DecideReconsideration(unit="roads")
    assert case.refused(same, "decision") == "unit_has_it_already"
    accused = Case().signed_in(type="complaint", about_unit="parks").by("unit_clerk")
    accused.does(NOT_OURS, "reason", "basis").by("dispatcher").does(OpenDispute(), "reason")
    accused.does(Designate(unit="roads"), "decision").by("unit_clerk")
    accused.does(AGAIN, "reason", "basis").by("joint_meeting")
    assert accused.refused(TO_PARKS, "decision") == "unit_complained_about"
    accused.does(DecideReconsideration(unit="roads_2"), "decision")
    assert (accused.order.unit, accused.last("Designated").content.heard) == ("roads_2", ("roads",))  # type: ignore[union-attr]


@pytest.mark.rule("X:X4", "SY20-22")
def test_the_meeting_calls_nobody_back_who_is_on_the_way_to_people_in_danger() -> None:
    case = designated().by("unit_clerk").does(AGAIN, "reason", "basis")
    case.by("shift_lead").does(DeclareEmergency(kind=EmergencyKind.HELP)).by("joint_meeting")
    assert case.refused(TO_PARKS, "decision") == "protect_first"
    case.by("unit_clerk").does(Accept()).does(Arrive(), "place").does(Protect())
    assert case.by("joint_meeting").does(TO_PARKS, "decision").order.unit == "parks"


@pytest.mark.rule("G:G6")
def test_what_has_gone_on_to_the_review_is_given_to_nobody_else() -> None:
    case = designated().by("unit_clerk").does(Accept()).does(AGAIN, "reason", "basis").solved()
    assert case.by("joint_meeting").refused(TO_PARKS, "decision") == "not_with_a_unit"
    assert case.does(UPHELD, "decision").order.reconsideration.is_over  # type: ignore[union-attr]


@pytest.mark.rule("WF-25", "WF-26", "T:T17")
def test_a_designation_hands_the_order_on_once() -> None:
    case = Case().signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher").does(OpenDispute(), "reason")
    assert case.order.transfers == 0
    case.does(Designate(unit="roads"), "decision")
    assert (case.order.transfers, case.order.unit) == (1, "roads")
    assert (case.order.accepted_at, case.order.return_request) == (None, None)
    assert "SupervisionRaised" not in case.kinds()


@pytest.mark.rule("WF-26", "T:T17", "G:G2")
def test_whoever_is_designated_has_it_from_the_designation_on() -> None:
    case = disputed().at("03-03 10:00").by("hotline_head")
    case.does(Designate(unit="parks"), "decision")
    assert (case.order.dispatched_at, case.order.accepted_at) == (case.now, None)
    assert case.order.dispatchers[-1] == "hotline_head@hotline"
    told = {clock.id: (clock.owner, clock.started) for clock in case.order.open_clocks()}
    assert {told[id] for id in ("accept/3", "contact/3", "handle/3")} == {("parks", case.now)}


@pytest.mark.rule("WF-26", "T:T17", "X:X4", "E:E1", "SY20-22")
def test_the_territory_that_is_designated_need_not_do_again_what_it_has_done() -> None:
    unclear = DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
    case = disputed().after(hours=1).by("shift_lead").does(unclear).by("territorial")
    case.after(minutes=5).does(Arrive()).does(Protect()).after(minutes=5).by("hotline_head")
    case.does(Designate(unit=TERRITORY), "decision")
    course = case.order.emergency
    assert course is not None
    assert course.instructed_at == case.now
    assert (course.arrived_at, course.protected_at) == (
        course.fallback_arrived_at,
        course.fallback_protected_at,
    )
    assert {"first_feedback/1", "resolve/1"} < case.owed()
    assert not {"arrive/2", "protect/2"} & case.order.clocks.keys()
    case.by("unit_clerk", of=TERRITORY)
    assert case.refused(Arrive()) == "already_on_scene"
    assert case.refused(Protect()) == "already_protected"


@pytest.mark.rule("G:G6", "X:X2")
def test_whoever_asks_of_what_was_never_designated_hears_that_first() -> None:
    case = Case().signed_in().by("unit_clerk", of="roads")
    assert case.refused(AGAIN, "reason", "basis") == "not_designated"
    assert UPHELD.unit == ""
    upheld = designated().by("unit_clerk").does(AGAIN, "reason", "basis").by("joint_meeting")
    assert upheld.does(UPHELD, "decision").last("ReconsiderationDecided").content.upheld  # type: ignore[union-attr]
