"""What the regulation asks of callers and of the hotline's people, and what an order shows."""

import pytest

from domain.chapters.caller.commands import Persuade
from domain.chapters.closing.commands import RequestTermination
from domain.chapters.dispatch.commands import Contact
from domain.chapters.intake.commands import AcceptForDispatch, Register, RequestInfo
from domain.chapters.supervision.commands import RaiseSupervision
from domain.order.terms import TerminationGround
from domain.vocabulary import ItemType, Level, State, Trigger
from tests.domain.case import Case

WEIFANG = "weifang-2021"


@pytest.mark.rule("WF-43.1")
def test_whoever_is_not_specific_is_asked_before_anything_is_dispatched() -> None:
    case = Case(WEIFANG).register().does(RequestInfo(missing=("place",)))
    assert "WF-43" in case.last("InfoRequested").basis
    assert case.does(AcceptForDispatch()).state is State.QUEUED


@pytest.mark.rule("WF-44.1")
def test_the_handling_may_end_where_the_caller_does_not_cooperate() -> None:
    silent = RequestTermination(ground=TerminationGround.CALLER_UNCOOPERATIVE)
    case, asked = Case(WEIFANG).signed_in().by("unit_clerk"), Contact(outcome="refused")
    case.does(asked).does(asked).after(days=1).does(asked).does(silent, "application")
    assert "WF-44" in case.last("TerminationRequested").basis


@pytest.mark.rule("WF-45.1")
def test_nothing_is_registered_without_the_full_record_of_what_was_said() -> None:
    case = Case(WEIFANG).by("seat_agent")
    assert case.refused(Register(type=ItemType.HELP), "phone") == "text_missing"


@pytest.mark.rule("WF-46.1")
def test_fabrication_and_disruption_are_recorded_apart_from_the_demand() -> None:
    case = Case(WEIFANG).register().does(Persuade(), "text")
    assert "WF-46" in case.last("CallerPersuaded").basis
    assert case.state is State.INTAKE


@pytest.mark.rule("WF-47.1")
def test_abuse_of_office_by_staff_is_a_ground_of_accountability() -> None:
    raised = RaiseSupervision(
        level=Level.L3, trigger=Trigger.ABUSE_OF_OFFICE, authority="city_office"
    )
    case = Case(WEIFANG).signed_in().by("supervisor").does(raised, "reason")
    assert "WF-47" in case.last("SupervisionRaised").basis


@pytest.mark.rule("NA-03", "NA-14.2")
def test_one_order_shows_the_eight_steps_to_the_callers_judgement() -> None:
    case = Case("national-2025").to_callback().called_back(solved=True, satisfied=1)
    steps = ("Registered", "Dispatched", "AcceptedByUnit", "ResultSubmitted", "ReviewPassed")
    shown = [kind for kind in case.kinds() if kind in (*steps, "CallbackDone", "Closed")]
    assert shown == [*steps, "CallbackDone", "Closed"]
