"""Stories of which fact of an act stands before which, and of what is over with it."""

import pytest

from domain.chapters.afterwards.commands import FindFalseClosure, Reopen
from domain.chapters.closing.commands import (
    RequestTermination,
)
from domain.chapters.dispatch.commands import (
    Designate,
    OpenDispute,
    RequestReturn,
)
from domain.chapters.emergency.commands import (
    DeclareEmergency,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import (
    Pause,
    RequestExtension,
)
from domain.chapters.handling.terms import PauseReason
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together.commands import (
    SetHosts,
)
from domain.order.clock import Outcome
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import (
    ClockName,
    EmergencyKind,
    Level,
    Trigger,
)
from tests.domain.case import Case

GAS = DeclareEmergency(kind=EmergencyKind.PUBLIC_WORKS)
STOP = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
STORM = ForceMajeureCause.FORCE_MAJEURE


def owner(case: Case, clock: str) -> str:
    """Who owes a duty that runs."""
    assert case.clock(clock).is_open
    return case.clock(clock).owner


def named(case: Case, kind: str) -> str:
    """Whom the last fact of a kind names: who is supervised, else the unit."""
    content = case.last(kind).content
    return content.owner if kind == "SupervisionRaised" else content.unit  # type: ignore[union-attr]


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
