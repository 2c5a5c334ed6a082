"""Stories of sharing an order: host and co-hosts, and the level below."""

import pytest

from domain.chapters.closing.commands import OrderRework, PassReview, RejectReview, Withdraw
from domain.chapters.dispatch.commands import ApproveReturn, Contact, OpenDispute, RequestReturn
from domain.chapters.together.commands import SetHosts, SubDispatch, SubReply
from domain.order.clock import Outcome
from domain.vocabulary import Level, State
from tests.domain.case import Case, moment
from tests.domain.stories.test_over_the_weekend import in_working_hours

NOT_OURS = RequestReturn(proposed_unit="roads")


def shared(*co_hosts: str, pack: str = "national-default") -> Case:
    """An order that the water company hosts, by default together with roads and parks."""
    hosts = SetHosts(host="water", co_hosts=co_hosts or ("roads", "parks"))
    return Case(pack).signed_in().by("dispatcher").does(hosts, "decision")


def passed_down() -> Case:
    """An order that the water company has passed to its branch."""
    return Case().signed_in().by("unit_gateway").does(SubDispatch(child="branch"))


@pytest.mark.rule("T:T18.1", "WF-27.2", "G:G9.1", "NA-07")
def test_each_co_host_is_due_a_working_day_before_the_host() -> None:
    case = shared()
    assert case.kinds()[-3:] == ["HostSet", "CoHostAdded", "CoHostAdded"]
    assert [case.clock(f"cohost/{n}").owner for n in (1, 2)] == ["roads", "parks"]
    assert case.clock("cohost/1").due == moment("03-06 24:00")
    assert case.clock("handle/1").due == moment("03-09 24:00")


@pytest.mark.rule("G:G9.1")
@pytest.mark.parametrize(
    ("named", "due"),
    [
        ("03-06 10:00", "03-09 24:00"),
        ("03-05 10:00", "03-06 24:00"),
        ("03-09 10:00", "03-12 24:00"),
    ],
)
def test_a_co_host_has_at_least_half_of_what_the_host_has_left(named: str, due: str) -> None:
    """Default: who is named on the host's last day has half of the host's full limit."""
    case = Case().signed_in().at(named).by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    assert case.clock("cohost/1").due == moment(due)


@pytest.mark.rule("G:G9", "SY18-02")
def test_of_a_limit_in_hours_a_co_host_has_half() -> None:
    case = Case("sanya-2018").signed_in(class_="city_management").by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    assert case.clock("handle/1").due == moment("03-04 09:00")
    assert case.clock("cohost/1").due == moment("03-03 09:00")


@pytest.mark.rule("G:G9.1")
@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("16 WH", "03-03 12:00"),
        ("40 h", "03-03 08:00"),
        ("10 ND", "03-11 24:00"),
        ("10 WD", "03-13 24:00"),
    ],
)
def test_what_is_left_is_counted_as_the_hosts_limit_is(limit: str, due: str) -> None:
    """Named at three in the afternoon: half of the hours that are left, or a day before."""
    case = Case(in_working_hours(limit)).signed_in().at("03-02 15:00").by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    assert case.clock("cohost/1").due == moment(due)


@pytest.mark.rule("T:T18.2", "WF-27.3")
def test_whom_a_decision_on_hosts_must_name() -> None:
    case = Case().signed_in().by("dispatcher")
    assert case.refused(SetHosts(host="water", co_hosts=()), "decision") == "hosts_missing"
    assert case.refused(SetHosts(host="", co_hosts=("roads",)), "decision") == "hosts_missing"
    assert case.refused(SetHosts(host="water", co_hosts=("water",)), "decision") == "hosts_unclear"
    assert case.refused(SetHosts(host="water", co_hosts=("a", "")), "decision") == "hosts_unclear"
    stranger = SetHosts(host="roads", co_hosts=("water",))
    assert case.refused(stranger, "decision") == "host_has_not_the_order"
    assert case.by("unit_clerk").refused(stranger, "decision") == "role_may_not"


@pytest.mark.rule("T:T18")
def test_nobody_hosts_what_no_unit_has() -> None:
    case = Case().register().by("dispatcher")
    assert (
        case.refused(SetHosts(host="water", co_hosts=("roads",)), "decision") == "not_with_a_unit"
    )


@pytest.mark.rule("WF-29.1", "X:X19.1")
def test_where_two_levels_meet_the_city_department_hosts() -> None:
    case = Case().signed_in("east").by("dispatcher")
    county_hosts = SetHosts(host="east", co_hosts=("water",), counties=("east",))
    assert case.refused(county_hosts, "decision") == "department_hosts"
    counties_only = SetHosts(host="east", co_hosts=("west",), counties=("east", "west"))
    assert case.does(counties_only, "decision").order.co_hosts == ("west",)


@pytest.mark.rule("T:T18.4", "WF-26.2", "WF-27")
def test_in_a_dispute_the_host_is_named_for_good() -> None:
    case = Case().signed_in().by("unit_clerk").does(NOT_OURS, "reason", "basis")
    case.by("dispatcher").does(OpenDispute(), "reason").by("joint_meeting")
    hosts = SetHosts(host="roads", co_hosts=("water",))
    assert case.refused(hosts) == "text_missing"
    case.does(hosts, "decision")
    assert case.last("Designated").content.heard == ("roads", "water")  # type: ignore[union-attr]
    assert case.state is State.PENDING_ACCEPT
    assert case.clock("handle/2").owner == "roads"
    assert case.clock("return_decision/2").outcome is Outcome.MET
    assert case.clock("cohost/1").owner == "water"
    again = case.by("unit_clerk").refused(NOT_OURS, "reason", "basis")
    assert again == "designated_may_not_return"


@pytest.mark.rule("T:T18.4", "WF-27", "X:X26", "WF-06")
def test_in_a_dispute_over_a_complaint_the_others_study_it_and_not_the_accused() -> None:
    case = Case().signed_in(type="complaint", about_unit="parks").by("unit_clerk")
    case.does(NOT_OURS, "reason", "basis").by("dispatcher").does(OpenDispute(), "reason")
    case.by("joint_meeting")
    accused = SetHosts(host="roads", co_hosts=("parks",))
    assert case.refused(accused, "decision") == "unit_complained_about"
    case.does(SetHosts(host="roads", co_hosts=("water", "police")), "decision")
    heard = case.last("Designated").content.heard  # type: ignore[union-attr]
    assert heard == ("roads", "water", "police")


@pytest.mark.rule("T:T18", "T:T20", "T:T10", "JT-03")
def test_whoever_owes_two_shares_hands_in_the_older_one_first() -> None:
    case = shared("branch").by("unit_gateway").does(SubDispatch(child="branch"))
    case.by("unit_clerk", of="branch").does(SubReply(), "result")
    assert case.kinds()[-1] == "CoHostReplied"
    assert "sub_handle/1" in case.owed()
    assert case.does(SubReply(), "result").kinds()[-1] == "SubUnitReplied"


@pytest.mark.rule("T:T18.3")
def test_a_later_decision_takes_the_place_of_the_earlier() -> None:
    case = shared().after(hours=1).by("hotline_head")
    case.does(SetHosts(host="water", co_hosts=("parks", "police")), "decision")
    assert case.clock("cohost/1").outcome is Outcome.RELEASED
    assert {"cohost/2", "cohost/3"} <= case.owed()
    assert case.clock("cohost/2").started == moment("03-02 09:00")


@pytest.mark.rule("T:T18", "T:T10")
def test_a_child_that_is_named_co_host_owes_two_shares() -> None:
    case = (
        passed_down()
        .by("dispatcher")
        .does(SetHosts(host="water", co_hosts=("branch",)), "decision")
    )
    case.by("unit_clerk", of="branch").does(SubReply(), "result").does(SubReply(), "result")
    assert not {"cohost/1", "sub_handle/1"} & case.owed()


@pytest.mark.rule("T:T20.1", "G:G9")
def test_a_co_host_hands_in_its_share() -> None:
    case = shared().by("cohost", of="roads")
    assert case.refused(SubReply()) == "text_missing"
    case.does(SubReply(), "result")
    assert case.clock("cohost/1").outcome is Outcome.MET
    assert case.clock("cohost/2").is_open
    assert case.refused(SubReply(), "result") == "no_share_owed"
    assert case.by("cohost", of="police").refused(SubReply(), "result") == "no_share_owed"


@pytest.mark.rule("X:X3.1", "T:T20.2", "G:G9.2", "G:G12")
def test_a_late_co_host_has_a_miss_of_its_own() -> None:
    case = shared("roads").by("unit_clerk").does(Contact()).at("03-07 09:00")
    assert case.last("CoHostOverdue").occurred_at == moment("03-06 24:00")
    assert case.last("SupervisionRaised").content.owner == "roads"  # type: ignore[union-attr]
    assert case.order.level is Level.L1
    assert case.clock("handle/1").lapsed is None
    case.by("cohost", of="roads").does(SubReply(), "result")
    assert case.clock("cohost/1").outcome is Outcome.LATE


@pytest.mark.rule("T:T14.1", "T:T42", "T:T16")
def test_whoever_helps_owes_nothing_once_the_order_has_left() -> None:
    case = shared("roads").by("unit_gateway").does(SubDispatch(child="branch")).by("unit_clerk")
    case.does(NOT_OURS, "reason", "basis")
    returned = {clock for clock in case.owed() if clock[:3] in ("coh", "sub")}
    assert returned == {"cohost/1", "sub_handle/1"}
    case.by("dispatcher").does(ApproveReturn())
    assert case.clock("cohost/1").outcome is Outcome.RELEASED
    assert case.clock("sub_handle/1").outcome is Outcome.RELEASED
    assert (case.order.child, case.order.co_hosts) == ("", ())
    disputed = shared("roads").by("unit_clerk").does(NOT_OURS, "reason", "basis")
    assert disputed.by("dispatcher").does(OpenDispute(), "reason").order.co_hosts == ()
    assert shared().by("caller").does(Withdraw(), "reason").owed() == set()


@pytest.mark.rule("T:T20.3", "WF-27", "G:G9")
def test_a_review_waits_for_every_share_or_names_whom_it_does_not_wait_for() -> None:
    case = shared("roads", "parks").solved()
    assert {"cohost/1", "cohost/2"} <= case.owed()
    case.by("cohost", of="roads").does(SubReply(), "result").by("reviewer")
    assert case.refused(PassReview(), "note") == "shares_still_owed"
    assert case.refused(PassReview(without=("roads", "parks")), "note") == "shares_still_owed"
    assert case.refused(PassReview(without=("parks",))) == "text_missing"
    case.does(PassReview(without=("parks",)), "note")
    assert case.last("ReviewPassed").content.without == ("parks",)  # type: ignore[union-attr]
    assert case.clock("cohost/2").outcome is Outcome.RELEASED


@pytest.mark.rule("T:T20", "X:X3")
def test_a_share_that_was_late_stays_late_when_nobody_waits_for_it() -> None:
    case = shared("roads", "parks").at("03-10 09:00").solved().by("reviewer")
    case.does(PassReview(without=("parks", "roads")), "note")
    assert case.clock("cohost/1").lapsed is not None


@pytest.mark.rule("T:T10.1", "T:T10.2", "SY20-07.1", "JT-03.1")
def test_the_level_below_does_the_work_and_the_unit_stays_responsible() -> None:
    case = passed_down()
    assert (case.order.unit, case.order.child) == ("water", "branch")
    assert case.clock("sub_handle/1").due == moment("03-06 24:00")
    case.by("unit_officer", of="branch").does(Contact()).does(SubReply(), "result")
    assert case.clock("sub_handle/1").outcome is Outcome.MET
    assert case.last("SubUnitReplied").content.child == "branch"  # type: ignore[union-attr]
    assert case.state is State.HANDLING
    assert case.solved().state is State.PENDING_REVIEW


@pytest.mark.rule("T:T10", "JT-03.3", "SY20-07")
def test_only_who_has_the_order_passes_it_down() -> None:
    down = SubDispatch(child="branch")
    case = Case().signed_in().by("unit_gateway", of="roads")
    assert case.refused(down) == "not_your_order"
    assert case.by("unit_clerk").refused(down) == "role_may_not"
    case.by("unit_gateway")
    assert case.refused(SubDispatch(child="water")) == "child_missing"
    assert case.refused(SubDispatch(child="")) == "child_missing"
    assert case.solved().by("unit_gateway").refused(down) == "not_with_a_unit"
    centre = Case().signed_in("east").by("district_centre", of="east").does(down)
    assert centre.order.child == "branch"


@pytest.mark.rule("WF-30", "X:X20.1", "NA-07.3")
def test_a_town_gets_only_what_is_on_the_list_of_local_duties() -> None:
    case = Case().signed_in().by("unit_gateway")
    assert case.refused(SubDispatch(child="town", to_town=True)) == "not_a_towns_duty"
    case.does(SubDispatch(child="town", to_town=True, duty_list="local/17"))
    assert case.last("SubDispatched").content.duty_list == "local/17"  # type: ignore[union-attr]


@pytest.mark.rule("T:T10.3")
def test_passing_it_to_another_child_takes_it_from_the_first() -> None:
    case = passed_down().does(SubDispatch(child="depot"))
    assert case.clock("sub_handle/1").outcome is Outcome.REPLACED
    assert case.by("unit_clerk", of="branch").refused(SubReply(), "result") == "no_share_owed"
    assert case.refused(Contact()) == "not_your_order"


@pytest.mark.rule("T:T29", "T:T10.4")
def test_with_the_result_the_level_below_owes_nothing_more() -> None:
    case = passed_down().solved()
    assert case.clock("sub_handle/1").outcome is Outcome.RELEASED
    case.by("reviewer").does(RejectReview(), "reason").by("unit_gateway")
    assert case.does(SubDispatch(child="branch")).clock("sub_handle/2").is_open


@pytest.mark.rule("T:T10", "T:T37")
def test_rework_is_passed_down_within_its_own_limit() -> None:
    case = Case().to_recheck().by("supervisor").does(OrderRework(), "reason").by("unit_gateway")
    case.does(SubDispatch(child="branch"))
    assert case.clock("rework/1").due == moment("03-05 24:00")
    assert case.clock("sub_handle/1").due == moment("03-04 24:00")
