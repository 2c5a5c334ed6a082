"""Stories of which refusal is named first: who may ask at all goes before what is asked for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.chapters.assessment.commands import Appeal, ConfirmAppeal, DecideAppeal
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.closing.commands import (
    RecordCallback,
    RejectReview,
    Withdraw,
)
from domain.chapters.dispatch.commands import (
    Accept,
    Designate,
    OpenDispute,
    RequestReconsideration,
    RequestReturn,
)
from domain.chapters.emergency.commands import FirstFeedback
from domain.chapters.handling.commands import (
    DecideHardCase,
    KeepPromise,
    RaiseHardCase,
    ReportMilestone,
    RequestExtension,
    SubmitResult,
)
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.together.commands import SubDispatch
from domain.law.bodies import HardCaseLevel
from domain.order.command import Command
from domain.order.refusal import Refusal
from domain.time.limit import parse_limit
from domain.vocabulary import ResultKind, Urgency
from tests.domain.case import Case
from tests.domain.often import STOP

BACK = RequestReturn(proposed_unit="parks")
HARD = RaiseHardCase(level=HardCaseLevel.HOTLINE)
OPEN, TO_ROADS = OpenDispute(), Designate(unit="roads")
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
DONE = SubmitResult(result_kind=ResultKind.SOLVED)
NOT_OURS = Appeal(ground=AppealGround.OUT_OF_DUTY)


def signed_in() -> Case:
    """A unit has the order in hand."""
    return Case().signed_in()


def solved() -> Case:
    """The unit has handed in its result."""
    return Case().signed_in().solved()


def a_hard_case() -> Case:
    """The unit has said that it cannot solve it."""
    return Case().signed_in().by("unit_clerk").does(HARD, "opinion")


def an_emergency() -> Case:
    """A unit has signed in to an emergency."""
    return Case().dispatched(urgency=Urgency.EMERGENCY).by("unit_clerk").does(Accept())


def asked_first(
    rule: str, code: str, before: Callable[[], Case], who: tuple[str, str], command: Command
) -> object:
    """What is refused for more reasons than one, to whom, and the reason that is named."""
    named = f"{command.name} {code}"
    return pytest.param(before, who, command, code, marks=pytest.mark.rule(rule), id=named)


ROADS = "roads"


@pytest.mark.parametrize(
    ("before", "who", "command", "code"),
    [
        asked_first("T:T13", "not_your_order", solved, ("unit_clerk", ROADS), BACK),
        asked_first("T:T26.1", "not_your_order", an_emergency, ("unit_clerk", ROADS), STOP),
        asked_first("E:E5", "not_your_order", an_emergency, ("unit_clerk", ROADS), FirstFeedback()),
        asked_first("T:T28", "lies_elsewhere", a_hard_case, ("city_office", ""), DecideHardCase()),
        asked_first("T:T28", "not_your_order", a_hard_case, ("unit_clerk", ROADS), HARD),
        asked_first("T:T25", "not_your_order", signed_in, ("unit_clerk", ROADS), KeepPromise()),
        asked_first("G:G8", "not_your_order", signed_in, ("unit_clerk", ROADS), ReportMilestone()),
        asked_first(
            "T:T10", "not_your_order", solved, ("unit_gateway", ROADS), SubDispatch(child="b")
        ),
        asked_first(
            "T:T30", "not_pending_review", signed_in, ("reviewer", "water"), RejectReview()
        ),
        asked_first("T:T11", "no_sign_in_owed", signed_in, ("unit_clerk", "water"), Accept()),
        asked_first("T:T21", "not_your_order", solved, ("unit_head", ROADS), MORE),
        asked_first("T:T26", "not_your_order", solved, ("unit_clerk", ROADS), STOP),
        asked_first("T:T29", "not_your_order", solved, ("unit_clerk", ROADS), DONE),
        asked_first("T:T29", "not_your_order", an_emergency, ("unit_clerk", ROADS), DONE),
    ],
)
def test_who_asks_is_judged_before_what_is_asked(
    before: Callable[[], Case], who: tuple[str, str], command: Command, code: str
) -> None:
    role, unit = who
    case = before().by(role, of=unit)
    assert case.refused(command) == code


@pytest.mark.rule("WF-26.1", "G:G6.1", "X:X2.1", "T:T17.2")
def test_a_designated_unit_hears_of_the_designation_whatever_else_is_wrong() -> None:
    """Not even who asks, in which state, or with which reasons comes before it."""
    case = Case().signed_in().by("unit_clerk").does(BACK, "reason", "basis").by("dispatcher")
    case.does(OPEN, "reason").by("hotline_head").does(TO_ROADS, "decision")
    for unit in ("roads", "water"):
        assert case.by("unit_clerk", of=unit).refused(BACK) == "designated_may_not_return"
    case.by("unit_clerk").does(Accept()).solved()
    assert case.by("unit_head").refused(BACK) == "designated_may_not_return"


@pytest.mark.rule("SM-10", "WF-34.2")
def test_whoever_decided_an_appeal_is_first_of_all_a_second_person_wanted() -> None:
    """Also where that person has moved to the unit since."""
    case = Case().signed_in().by("unit_head").does(NOT_OURS, "reason")
    case.by("assessor").does(DecideAppeal(upheld=True), "reason")
    case.actor = replace(case.actor, unit="water")
    assert case.refused(ConfirmAppeal(agrees=True)) == "second_person_needed"


@pytest.mark.rule("HD-04", "SY20-01.1", "T:T02")
def test_a_special_seat_hears_of_its_queue_before_the_state_of_the_order() -> None:
    case = Case().register(queue="").by("special_seat")
    refusal = case.asks(AcceptForDispatch())
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.about) == ("other_queue", ("approvals", ""))
    case.by("caller").does(Withdraw(), "reason")
    assert case.by("special_seat").refused(AcceptForDispatch()) == "other_queue"
    unregistered = Case().by("special_seat")
    assert unregistered.refused(AcceptForDispatch()) == "not_registered"


def who_dispatched(case: Case, role: str, *, of: str = "") -> Case:
    """Whoever sent the order to its unit acts next, in another capacity."""
    case.by(role, of=of)
    case.actor = replace(case.actor, person=case.order.dispatchers[-1])
    return case


@pytest.mark.rule("AH-09", "T:T33.3")
def test_before_the_callback_is_due_its_time_is_named_and_not_who_calls() -> None:
    case = who_dispatched(Case().signed_in(), "callback_officer")
    assert case.refused(RecordCallback(answered=False)) == "not_pending_callback"
    case = who_dispatched(Case().to_callback(), "callback_officer")
    assert case.refused(RecordCallback(answered=False)) == "dispatcher_may_not_call_back"


@pytest.mark.rule("AH-09", "T:T30")
def test_a_reviewer_of_the_unit_hears_of_his_unit_before_he_hears_of_his_dispatch() -> None:
    case = who_dispatched(Case().signed_in().solved(), "reviewer", of="water")
    assert case.refused(RejectReview()) == "own_unit_may_not_review"
    assert who_dispatched(case, "reviewer").refused(RejectReview()) == "dispatcher_may_not_review"


@pytest.mark.rule("G:G6")
def test_another_unit_hears_that_the_designation_is_not_its_own() -> None:
    case = Case().signed_in().by("unit_clerk").does(BACK, "reason", "basis").by("dispatcher")
    case.does(OPEN, "reason").by("hotline_head").does(TO_ROADS, "decision")
    case.by("unit_clerk").does(Accept()).solved()
    again = RequestReconsideration()
    assert case.by("unit_head", of="water").refused(again) == "not_your_order"
    assert case.by("unit_head").refused(again) == "not_with_a_unit"
