"""Stories of which fact of an act stands before which, and of what is over with it."""

from datetime import date

import pytest

from domain.chapters.afterwards.commands import FindFalseClosure, Reopen
from domain.chapters.closing.commands import PassReview
from domain.chapters.dispatch.commands import (
    ApproveReturn,
    Designate,
    Dispatch,
    OpenDispute,
    RequestReturn,
)
from domain.chapters.emergency.commands import CallInTerritory
from domain.chapters.handling.commands import Pause, RequestExtension, SubmitResult
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import Refuse
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import (
    SetHosts,
)
from domain.order.clock import Outcome
from domain.time.limit import parse_limit
from domain.vocabulary import (
    Channel,
    ClockName,
    Level,
    ResultKind,
    State,
    Trigger,
    Urgency,
)
from policies.library import load_pack
from tests.domain.case import BY_PHONE, Case, moment
from tests.domain.often import GAS, named, owner
from tests.domain.stories.test_returns import NOT_OURS, given_back, patient


@pytest.mark.rule("X:X3", "T:T20.2", "G:G9.2")
def test_the_share_that_was_late_is_on_record_as_the_co_hosts() -> None:
    case = Case().signed_in().by("dispatcher")
    case.does(SetHosts(host="water", co_hosts=("roads",)), "decision").at("03-07 09:00")
    assert named(case, "CoHostOverdue") == "roads"


@pytest.mark.rule("T:T48", "WF-39.2", "X:X23")
def test_a_false_closing_is_on_record_before_it_is_handed_over_and_the_order_lives() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    before = len(case.facts)
    case.by("assessor").does(FindFalseClosure(), "evidence")
    assert case.kinds(before) == ["FalseClosure", "SupervisionRaised"]
    assert case.order.ended_at is None


@pytest.mark.rule("T:T47", "HD-15", "G:G15")
def test_what_is_reopened_has_no_end_any_more() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1)
    assert case.order.ended_at == case.now
    assert case.by("supervisor").does(Reopen(), "reason").order.ended_at is None


@pytest.mark.rule("T:T29", "SY18-06")
def test_with_the_result_nobody_waits_for_more_time_any_more() -> None:
    more = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    case = Case().signed_in().by("unit_head").does(more, "reason").solved()
    assert case.order.extension_request is None
    assert case.clock("extension_decision/1").outcome is Outcome.RELEASED


@pytest.mark.rule("T:T44", "WF-32.4")
def test_supervision_ends_with_the_order_and_is_not_called_kept() -> None:
    order = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = Case().to_callback().by("supervisor").does(order)
    case.called_back(solved=True, satisfied=1)
    assert case.clock("supervision/1").outcome is Outcome.RELEASED
    assert case.order.open_clock(ClockName.SUPERVISION) is None


@pytest.mark.rule("T:T43", "E:E0", "C:C14")
def test_danger_is_on_record_before_the_pause_that_it_ends() -> None:
    case = Case().signed_in().by("hotline_head")
    case.does(Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)).by("seat_agent")
    before = len(case.facts)
    kinds = case.does(GAS).kinds(before)
    assert kinds.index("EmergencyDeclared") < kinds.index("Resumed")


@pytest.mark.rule("T:T17.1", "WF-26", "G:G3")
def test_a_designation_is_on_record_before_what_follows_from_it() -> None:
    case = Case().signed_in().by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(OpenDispute(), "reason").by("hotline_head")
    before = len(case.facts)
    assert case.does(Designate(unit="roads"), "decision").kinds(before)[0] == "Designated"
    assert owner(case, "handle/2") == "roads"
    assert case.order.dispatchers == ("dispatcher@hotline", "hotline_head@hotline")


@pytest.mark.rule("T:T02.1", "WF-21", "X:X35", "E:E0")
def test_a_registration_is_told_from_what_was_said_to_what_follows_from_it() -> None:
    called = moment("03-02 07:00")
    case = Case().register(
        "report",
        channel=Channel.PHONE,
        rang_at=called,
        answered_at=called,
        called_at=called,
        confirmed_by="shift_lead@hotline",
        repeats="20260101-000001",
        source="province",
        upstream_due=moment("03-05 09:00"),
        urgency=Urgency.EMERGENCY,
    )
    assert case.kinds() == [
        "Registered",
        "ConfidentialitySet",
        "CallReceived",
        "LateEntryConfirmed",
        "RepeatLinked",
        "UpstreamReceived",
        "EmergencyDeclared",
    ]


def sent_round_twice() -> Case:
    """An order that two units have given back under a law that is patient with them."""
    case = Case(patient(load_pack("national-default"))).signed_in()
    return given_back(given_back(case), "parks").by("unit_clerk").does(NOT_OURS, "reason", "basis")


@pytest.mark.rule("T:T09.1", "E:E1.1", "G:G12.3", "T:T44")
def test_a_unit_is_sent_there_then_told_and_then_the_sending_round_is_supervised() -> None:
    case = sent_round_twice().by("dispatcher").does(ApproveReturn()).by("seat_agent").does(GAS)
    before = len(case.facts)
    case.by("dispatcher").does(Dispatch(unit="water"))
    assert case.kinds(before) == ["Dispatched", "Notified", "SupervisionRaised"]


@pytest.mark.rule("T:T17.1", "E:E1.1", "G:G12.3", "T:T44", "WF-26")
def test_a_designated_unit_is_told_and_then_the_sending_round_is_supervised() -> None:
    case = sent_round_twice().by("dispatcher").does(OpenDispute(), "reason")
    case.by("seat_agent").does(GAS).by("hotline_head")
    before = len(case.facts)
    case.does(Designate(unit="water"), "decision")
    assert case.kinds(before) == ["Designated", "Notified", "SupervisionRaised"]


@pytest.mark.rule("E:E1'.1", "SY20-22.1", "E:E1.1", "C:C2.1")
def test_the_territory_is_called_in_and_then_told() -> None:
    case = Case().register(urgency=Urgency.EMERGENCY)
    before = len(case.facts)
    assert case.does(CallInTerritory()).kinds(before) == ["TerritorialFallback", "Notified"]


@pytest.mark.rule("T:T31", "SM-04", "WF-21", "X:X18")
def test_a_result_has_passed_before_the_other_platform_is_told() -> None:
    case = Case().signed_in(source="province", upstream_due=moment("03-06 12:00")).solved()
    before = len(case.facts)
    kinds = case.by("reviewer").does(PassReview()).kinds(before)
    assert kinds == ["ReviewPassed", "UpstreamReported"]


@pytest.mark.rule("T:T48.1", "WF-39", "X:X23")
def test_what_was_closed_falsely_is_not_looked_at_later_as_if_it_were_true() -> None:
    adopted = SubmitResult(
        result_kind=ResultKind.ADOPTED, completion_date=date(2026, 4, 1), **BY_PHONE
    )
    case = Case().signed_in(type="suggestion").by("unit_clerk").does(adopted)
    case.by("reviewer").does(PassReview())
    if case.state is State.PENDING_CALLBACK:
        case.called_back(solved=True, satisfied=1)
    assert case.clock("follow_up/1").is_open
    case.by("assessor").does(FindFalseClosure(), "evidence")
    assert case.clock("follow_up/1").outcome is Outcome.RELEASED


@pytest.mark.rule("T:T03")
def test_a_refused_demand_ends_when_it_is_refused() -> None:
    case = Case().register().after(minutes=10).does(Refuse(disposition="ABUSE"), "reason")
    assert case.order.ended_at == case.now
