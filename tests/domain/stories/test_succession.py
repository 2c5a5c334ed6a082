"""Stories of units that are merged or abolished while an order lies with them."""

from datetime import date, timedelta

import pytest

from domain.chapters.dispatch.commands import Accept, Contact, Designate, OpenDispute, RequestReturn
from domain.chapters.emergency.commands import Arrive
from domain.chapters.handling.commands import SubmitResult
from domain.chapters.together.commands import SetHosts, SubDispatch, SubReply
from domain.chapters.units.commands import SucceedUnit
from domain.order.clock import Outcome
from domain.vocabulary import Level, ResultKind, State, Urgency
from tests.domain.case import BY_PHONE, TERRITORY, Case, moment

DAY = date(2026, 3, 3)


def follows(old: str, new: str, day: date = DAY) -> SucceedUnit:
    """The register: the new unit stands in the place of the old from this day on."""
    return SucceedUnit(unit=old, successor=new, valid_from=day)


def merged(case: Case, old: str = "water", new: str = "utilities") -> Case:
    """The day comes on which one unit follows another."""
    return case.at("03-03 10:00").by("system").does(follows(old, new))


@pytest.mark.rule("X:X21.1", "C:C16")
def test_the_clock_continues_with_the_successor() -> None:
    case = merged(Case().signed_in())
    clock = case.clock("handle/1")
    assert (case.order.unit, clock.owner) == ("utilities", "utilities")
    assert (clock.started, clock.due) == (moment("03-02 09:00"), moment("03-09 24:00"))
    assert clock.original_due == clock.due
    assert case.clock("total/1").owner == "city"
    assert case.clock("accept/1").owner == "water"
    case.at("03-10 00:01")
    assert case.last("DueBreached").content.owner == "city"  # type: ignore[union-attr]
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")


@pytest.mark.rule("X:X21")
def test_the_old_units_staff_may_not_act_any_more_and_the_new_units_may() -> None:
    case = merged(Case().dispatched())
    assert case.by("unit_clerk", of="water").refused(Accept()) == "not_your_order"
    case.by("unit_clerk").does(Accept())
    solved = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    assert case.by("unit_clerk", of="water").refused(solved, "solution") == "not_your_order"
    assert case.solved().state is State.PENDING_REVIEW


@pytest.mark.rule("X:X21")
def test_a_miss_of_the_old_unit_stays_with_it_and_the_duty_goes_on() -> None:
    case = Case().signed_in().at("03-04 09:00").by("system").does(follows("water", "utilities"))
    assert case.last("DueBreached").content.owner == "water"  # type: ignore[union-attr]
    assert case.clock("contact/1").owner == "utilities"
    case.by("unit_clerk").does(Contact())
    assert case.clock("contact/1").outcome is Outcome.LATE


@pytest.mark.rule("X:X21", "WF-26.3")
def test_what_was_designated_stays_designated() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = Case().signed_in().by("unit_clerk").does(back, "reason", "basis")
    case.by("dispatcher").does(OpenDispute(), "reason").does(Designate(unit="water"), "decision")
    merged(case).by("unit_clerk")
    assert case.refused(back, "reason", "basis") == "designated_may_not_return"


@pytest.mark.rule("X:X21")
def test_an_open_request_to_return_is_the_successors() -> None:
    back = RequestReturn(proposed_unit="roads")
    case = Case().signed_in().by("unit_clerk").does(back, "reason", "basis")
    merged(case).by("system").does(follows("roads", "streets"))
    request = case.order.return_request
    assert request is not None
    assert (request.unit, request.proposed_unit) == ("utilities", "streets")


@pytest.mark.rule("X:X21")
def test_a_helper_hands_its_share_on() -> None:
    case = Case().signed_in().by("unit_gateway").does(SubDispatch(child="branch"))
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("roads", "parks")), "decision")
    merged(case, "roads", "streets").does(follows("branch", "depot"))
    assert (case.order.co_hosts, case.order.child) == (("streets", "parks"), "depot")
    assert case.by("unit_clerk", of="roads").refused(SubReply(), "result") == "no_share_owed"
    case.by("unit_clerk", of="streets").does(SubReply(), "result")
    case.by("unit_clerk", of="depot").does(SubReply(), "result")
    assert case.clock("cohost/1").outcome is Outcome.MET
    assert case.clock("sub_handle/1").outcome is Outcome.MET


@pytest.mark.rule("X:X21")
def test_of_two_shares_that_become_one_the_first_due_stays() -> None:
    case = (
        Case()
        .signed_in()
        .by("dispatcher")
        .does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    )
    case.at("03-04 10:00").by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads", "parks")), "decision")
    case.by("system").does(follows("roads", "parks"))
    assert case.order.co_hosts == ("parks",)
    outcomes = {id: case.clock(id).outcome for id in ("cohost/1", "cohost/2")}
    assert sorted(outcomes.values(), key=str) == [None, Outcome.REPLACED]


@pytest.mark.rule("X:X21")
@pytest.mark.parametrize(
    ("later", "stays", "goes"),
    [(timedelta(), "cohost/2", "cohost/1"), (timedelta(seconds=30), "cohost/1", "cohost/2")],
)
def test_the_successors_own_share_stays_only_if_it_is_due_no_later(
    later: timedelta, stays: str, goes: str
) -> None:
    case = Case("sanya-2018", at="03-03 10:00").signed_in(class_="city_management")
    case.by("dispatcher").does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    both = SetHosts(host="water", co_hosts=("roads", "parks"))
    case.after(later).does(both, "decision").by("system").does(follows("roads", "parks"))
    assert (case.clock(stays).is_open, case.clock(stays).owner) == (True, "parks")
    assert case.clock(goes).outcome is Outcome.REPLACED


@pytest.mark.rule("X:X21")
@pytest.mark.parametrize(("old", "new"), [("roads", "water"), ("water", "roads")])
def test_a_unit_owes_itself_no_share(old: str, new: str) -> None:
    case = (
        Case()
        .signed_in()
        .by("dispatcher")
        .does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    )
    merged(case, old, new)
    assert (case.order.unit, case.order.co_hosts) == (new, ())
    assert case.clock("cohost/1").outcome is Outcome.RELEASED
    assert case.clock("handle/1").is_open


@pytest.mark.rule("X:X21")
def test_the_territory_that_falls_back_is_followed_too() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).after(minutes=6)
    assert case.order.emergency is not None
    assert case.order.emergency.fallback_unit == TERRITORY
    case.by("system").does(follows(TERRITORY, "new_district", date(2026, 3, 2)))
    assert case.by("territorial").refused(Arrive(), "place") == "not_your_order"
    assert case.by("territorial", of="new_district").does(Arrive(), "place").order.emergency


@pytest.mark.rule("X:X21", "E:E1'")
def test_the_territory_that_is_called_in_later_is_the_successor() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).by("system")
    case.does(follows(TERRITORY, "new_district", date(2026, 3, 2))).after(minutes=6)
    assert case.order.emergency is not None
    assert case.order.emergency.fallback_unit == case.order.territory == "new_district"


@pytest.mark.rule("X:X21", "X:X26")
def test_where_the_successor_is_complained_about_the_head_of_the_hotline_steps_in() -> None:
    case = merged(Case().signed_in(type="complaint", about_unit="roads"), "water", "roads")
    assert case.order.level is Level.L3
    assert case.last("SupervisionRaised").content.owner == "roads"  # type: ignore[union-attr]
    again = merged(Case().signed_in(type="complaint", about_unit="roads"), "roads", "streets")
    assert (again.order.about_unit, again.order.level) == ("streets", Level.L0)
    helped = Case().signed_in(type="complaint", about_unit="roads").by("dispatcher")
    helped.does(SetHosts(host="water", co_hosts=("parks",)), "decision")
    assert merged(helped, "parks", "roads").order.level is Level.L3
    assert helped.last("SupervisionRaised").content.owner == "roads"  # type: ignore[union-attr]


@pytest.mark.rule("X:X21", "C:C16")
def test_what_a_succession_needs() -> None:
    case = Case().signed_in().by("system")
    assert case.refused(follows("water", "water", date(2026, 3, 2))) == "successor_missing"
    assert case.refused(follows("", "roads", date(2026, 3, 2))) == "successor_missing"
    assert case.refused(follows("parks", "roads", date(2026, 3, 2))) == "unit_not_concerned"
    assert case.refused(follows("water", "roads")) == "succession_not_in_force"
    assert case.by("dispatcher").refused(follows("water", "roads")) == "role_may_not"
    merged(case)
    assert case.refused(follows("water", "utilities")) == "unit_not_concerned"
