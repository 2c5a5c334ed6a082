"""Stories of a succession that the register named by mistake, and that is undone."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import (
    Accept,
    ApproveReturn,
    Contact,
    Dispatch,
    RequestReturn,
)
from domain.chapters.emergency.commands import Arrive
from domain.chapters.handling.commands import RequestExtension
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import SetHosts, SubDispatch, SubReply
from domain.chapters.units.commands import UndoSuccession
from domain.order.clock import Outcome
from domain.time.limit import parse_limit
from domain.vocabulary import Level, State, Trigger, Urgency
from tests.domain.case import TERRITORY, Case, moment
from tests.domain.stories.test_succession import follows, merged

UNDONE = pytest.mark.rule("X:X21", "C:C16")

NOT_REACHED = Contact(outcome="not_reached")
SHARED = SetHosts(host="water", co_hosts=("roads",))


def undone(case: Case, old: str = "water", new: str = "utilities") -> Case:
    """The head of the hotline finds that the old unit was never merged."""
    case.at("03-04 10:00").by("hotline_head")
    return case.does(UndoSuccession(unit=old, successor=new), "reason")


@UNDONE
def test_the_order_goes_back_and_its_clocks_run_on() -> None:
    case = undone(merged(Case().signed_in()))
    clock = case.clock("handle/1")
    assert (case.order.unit, clock.owner) == ("water", "water")
    assert (clock.started, clock.due) == (moment("03-02 09:00"), moment("03-09 24:00"))
    assert case.by("unit_clerk", of="utilities").refused(Contact()) == "not_your_order"
    assert case.by("unit_clerk", of="water").solved().state is State.PENDING_REVIEW


@UNDONE
def test_a_miss_of_the_successor_stays_on_record_and_the_supervision_is_the_units_again() -> None:
    case = undone(merged(Case().dispatched()))
    assert case.last("DueBreached").content.owner == "utilities"  # type: ignore[union-attr]
    assert (case.order.level, case.order.supervised.owner) == (Level.L1, "water")  # type: ignore[union-attr]
    case.by("unit_clerk").does(Accept())
    assert case.clock("accept/1").outcome is Outcome.LATE


@pytest.mark.rule("X:X21", "T:T44")
def test_a_succession_takes_nobody_out_of_supervision() -> None:
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = merged(Case().signed_in().does(Contact()).by("supervisor").does(daily, "reason"))
    assert case.order.supervised.owner == "utilities"  # type: ignore[union-attr]
    assert case.clock("supervision/1").owner == "utilities"
    late = merged(Case(at="02-20 09:00").signed_in().does(Contact()))
    late.by("unit_clerk").does(Contact())
    assert (late.order.level, late.order.supervised.owner) == (Level.L2, "utilities")  # type: ignore[union-attr]


@UNDONE
@pytest.mark.parametrize(("old", "new"), [("roads", "water"), ("water", "roads")])
def test_of_two_that_were_made_one_each_owes_its_own_again(old: str, new: str) -> None:
    case = Case().signed_in().by("dispatcher").does(SHARED, "decision")
    undone(merged(case, old, new), old, new)
    assert (case.order.unit, case.order.co_hosts) == ("water", ("roads",))
    assert case.clock("handle/1").owner == "water"
    assert (case.clock("cohost/1").owner, case.clock("cohost/1").is_open) == ("roads", True)
    case.by("unit_clerk", of="roads").does(SubReply(), "result")
    assert case.clock("cohost/1").outcome is Outcome.MET


@UNDONE
@pytest.mark.parametrize(("old", "new"), [("branch", "water"), ("water", "branch")])
def test_a_child_does_the_work_for_its_unit_again(old: str, new: str) -> None:
    case = Case().signed_in().by("unit_gateway").does(SubDispatch(child="branch"))
    undone(merged(case, old, new), old, new)
    assert (case.order.unit, case.order.child) == ("water", "branch")
    assert case.clock("sub_handle/1").owner == "branch"


@UNDONE
def test_of_two_shares_that_became_one_both_are_owed_again() -> None:
    shared = replace(SHARED, co_hosts=("roads", "parks"))
    case = Case().signed_in().by("dispatcher").does(shared, "decision")
    undone(merged(case, "roads", "parks"), "roads", "parks")
    assert case.order.co_hosts == ("roads", "parks")
    owners = [clock.owner for clock in case.order.open_clocks() if clock.name == "cohost"]
    assert sorted(owners) == ["parks", "roads"]


@UNDONE
def test_an_open_request_and_the_territory_go_back_too() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = merged(Case().signed_in().by("unit_clerk").does(back, "reason", "basis"))
    case.by("system").does(follows("roads", "streets"))
    undone(case)
    undone(case, "roads", "streets")
    request = case.order.return_request
    assert request is not None
    assert (request.unit, request.proposed_unit) == ("water", "roads")
    urgent = Case(at="03-03 09:00").dispatched(urgency=Urgency.EMERGENCY).after(minutes=6)
    urgent.by("system").does(follows(TERRITORY, "new_district"))
    urgent.by("hotline_head").does(
        UndoSuccession(unit=TERRITORY, successor="new_district"), "reason"
    )
    urgent.by("territorial").does(Arrive(), "place")


@UNDONE
def test_what_was_decided_anew_since_stays_so() -> None:
    """The dispatcher has sent it to the successor himself: that was no mistake of the register."""
    back = RequestReturn(proposed_unit="roads")
    case = merged(Case().signed_in().by("unit_clerk").does(back, "reason", "basis"))
    case.after(minutes=1).by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="utilities"))
    undone(case)
    assert (case.order.unit, case.clock("handle/2").owner) == ("utilities", "utilities")


@UNDONE
def test_what_was_sent_to_the_unit_in_the_very_instant_before_goes_back() -> None:
    case = undone(merged(Case(at="03-03 10:00").dispatched()))
    assert (case.order.unit, case.clock("handle/1").owner) == ("water", "water")


@UNDONE
def test_a_signature_of_the_successor_sends_nothing_to_it() -> None:
    case = merged(Case(at="03-03 09:30").dispatched()).after(minutes=1).by("unit_clerk")
    assert undone(case.does(Accept())).order.unit == "water"


@UNDONE
def test_a_share_goes_back_to_its_helper() -> None:
    case = Case().signed_in().by("dispatcher").does(SHARED, "decision")
    undone(merged(case, "roads", "streets"), "roads", "streets")
    assert (case.order.co_hosts, case.clock("cohost/1").owner) == (("roads",), "roads")


@UNDONE
def test_the_places_that_only_name_a_unit_go_back() -> None:
    case = Case().signed_in(type="complaint", about_unit="parks")
    merged(case, "parks", "gardens").does(follows(TERRITORY, "new_district"))
    assert (case.order.about_unit, case.order.territory) == ("gardens", "new_district")
    undone(undone(case, "parks", "gardens"), TERRITORY, "new_district")
    assert (case.order.about_unit, case.order.territory) == ("parks", TERRITORY)


@UNDONE
def test_a_share_that_was_set_anew_is_owed_once() -> None:
    """The roads were taken for the parks, and the dispatcher asks them to help all the same."""
    both = replace(SHARED, co_hosts=("roads", "parks"))
    case = Case().signed_in().by("dispatcher").does(both, "decision")
    merged(case, "roads", "parks").by("dispatcher").does(both, "decision").by("unit_head")
    more = RequestExtension(length=parse_limit("1 WD"), signed_by="head")
    undone(case.does(more, "reason"), "roads", "parks")
    shares = [clock.owner for clock in case.order.open_clocks() if clock.name == "cohost"]
    assert sorted(shares) == ["parks", "roads"]


@UNDONE
def test_of_two_mistakes_alike_the_latter_is_undone_first() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = merged(Case().signed_in()).by("unit_head").does(back, "reason", "basis")
    case.by("dispatcher").does(ApproveReturn()).does(Dispatch(unit="water"))
    case.after(hours=1).by("system").does(follows("water", "utilities"))
    first, second = case.order.successions
    assert first.at < second.at
    assert undone(case).order.successions == (first,)


@UNDONE
def test_each_has_the_tries_to_reach_the_caller_that_it_made() -> None:
    """From the instant of the succession on it was the successor who tried."""
    case = merged(Case().signed_in().by("unit_clerk").does(NOT_REACHED))
    case.by("unit_clerk").does(NOT_REACHED).after(seconds=30).does(NOT_REACHED)
    tried = [one.unit for one in undone(case).order.unreached]
    assert tried == ["water", "utilities", "utilities"]


@UNDONE
def test_where_nothing_was_merged_an_undoing_is_shown_as_closed() -> None:
    case = Case().signed_in().by("hotline_head")
    closed = case.what_closes("undo_succession")
    assert closed is not None
    assert closed.code == "no_such_succession"
    assert merged(case).by("hotline_head").what_closes("undo_succession") is None


@UNDONE
def test_what_an_undoing_needs() -> None:
    wrong = UndoSuccession(unit="water", successor="utilities")
    case = Case().signed_in().by("hotline_head")
    assert case.refused(wrong, "reason") == "no_such_succession"
    merged(case).by("hotline_head")
    assert case.refused(replace(wrong, successor="parks"), "reason") == "no_such_succession"
    case.by("dispatcher")
    assert case.refused(wrong, "reason") == "role_may_not"
    assert case.by("hotline_head").refused(wrong) == "text_missing"
    undone(case)
    assert case.refused(wrong, "reason") == "no_such_succession"
    case.by("system").does(follows("water", "utilities"))
    assert case.order.unit == "utilities"
