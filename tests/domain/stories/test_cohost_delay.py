"""Stories of a host that waits for a late co-host."""

import pytest

from domain.chapters.dispatch.commands import Contact
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import ApproveExtension, RequestExtension
from domain.chapters.together.commands import SetHosts, SubReply
from domain.time.limit import parse_limit
from domain.vocabulary import EmergencyKind
from tests.domain.case import Case, moment


def waits(length: str = "1 WD", signed_by: str = "head") -> RequestExtension:
    """An application of the host for the time that the co-host lost."""
    return RequestExtension(length=parse_limit(length), signed_by=signed_by, for_cohost=True)


def waiting(until: str = "03-09 10:00") -> Case:
    """A host, due on Monday night, whose co-host was due on Friday and is silent."""
    case = Case().signed_in().does(Contact()).by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision")
    return case.at(until).by("unit_head")


@pytest.mark.rule("X:X3", "G:G9.2", "T:T21")
def test_the_host_gets_the_days_that_the_co_host_lost() -> None:
    case = waiting().does(waits(), "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("03-10 24:00")
    assert case.clock("handle/1").original_due == moment("03-09 24:00")
    assert case.clock("total/1").due == moment("03-10 24:00")


@pytest.mark.rule("X:X3", "G:G9")
def test_no_more_than_the_delay_so_far() -> None:
    case = waiting()
    assert case.refused(waits("2 WD"), "reason") == "extension_too_long"
    assert case.refused(waits("8 h"), "reason") == "extension_too_long"
    on_saturday = waiting("03-07 10:00")
    assert on_saturday.refused(waits(), "reason") == "no_cohost_delay"


@pytest.mark.rule("X:X3", "G:G9")
def test_a_reply_ends_the_delay() -> None:
    case = waiting("03-07 10:00").by("cohost", of="roads").does(SubReply(), "result")
    assert case.at("03-09 10:00").by("unit_head").refused(waits(), "reason") == "no_cohost_delay"
    punctual = waiting("03-06 10:00").by("cohost", of="roads").does(SubReply(), "result")
    punctual.at("03-09 10:00").by("unit_head")
    assert punctual.refused(waits(), "reason") == "no_cohost_delay"


@pytest.mark.rule("X:X3.1")
def test_three_working_days_are_the_most_in_all() -> None:
    case = waiting()
    for day in ("03-09", "03-10", "03-11"):
        case.at(f"{day} 10:00").by("unit_head").does(waits(), "reason")
        assert case.refused(waits(), "reason") == "extension_already_asked"
        case.by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("03-12 24:00")
    case.at("03-12 10:00").by("unit_head")
    assert case.refused(waits(), "reason") == "no_cohost_delay"


@pytest.mark.rule("X:X3", "T:T21", "G:G7")
def test_the_units_own_extension_is_still_there_afterwards() -> None:
    case = waiting().does(waits(), "reason").by("hotline_head").does(ApproveExtension())
    own = RequestExtension(length=parse_limit("1 WD"), signed_by="head")
    case.by("unit_head").does(own, "reason").by("hotline_head").does(ApproveExtension())
    assert case.clock("handle/1").due == moment("03-11 24:00")
    assert case.by("unit_head").refused(own, "reason") == "no_extension_left"


@pytest.mark.rule("X:X3", "G:G9", "G:G7")
def test_it_needs_what_every_extension_needs() -> None:
    case = waiting()
    assert case.refused(waits()) == "text_missing"
    assert case.refused(waits(signed_by=""), "reason") == "signature_missing"
    late = waiting("03-10 00:01")
    assert late.refused(waits(), "reason") == "due_already_passed"
    case.by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP)).by("unit_head")
    assert case.refused(waits(), "reason") == "emergency_not_extended"


@pytest.mark.rule("X:X3", "G:G9")
def test_a_share_that_comes_at_the_last_instant_delays_nobody() -> None:
    case = Case(at="03-05 09:00").signed_in().does(Contact()).by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision").at("03-11 24:00")
    case.by("cohost", of="roads").does(SubReply(), "result")
    assert case.clock("cohost/1").outcome == "met"
    assert case.clock("cohost/1").due == case.now
    assert case.at("03-12 10:00").by("unit_head").refused(waits(), "reason") == "no_cohost_delay"


@pytest.mark.rule("X:X3", "G:G9")
def test_of_two_late_co_hosts_the_later_one_counts() -> None:
    case = Case().signed_in().does(Contact()).by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads", "parks")), "decision").at("03-07 10:00")
    case.by("cohost", of="parks").does(SubReply(), "result").at("03-09 10:00").by("unit_head")
    assert case.does(waits(), "reason").order.extension_request is not None
