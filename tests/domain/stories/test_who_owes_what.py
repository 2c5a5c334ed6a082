"""Stories of who owes a duty: each desk and each unit its own, whoever acts and whoever helps."""

from collections.abc import Callable

import pytest

from domain.chapters.afterwards.commands import FindFalseClosure, Reopen
from domain.chapters.caller.commands import Object
from domain.chapters.closing.commands import (
    OrderRework,
    PassReview,
    RejectReview,
    RequestTermination,
)
from domain.chapters.dispatch.commands import ApproveReturn, Dispatch, OpenDispute, RequestReturn
from domain.chapters.emergency.commands import ClaimForceMajeure
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import Commit, Pause, RequestExtension
from domain.chapters.handling.terms import PauseReason
from domain.chapters.intake.commands import AcceptForDispatch, RequestInfo, TransferOut
from domain.chapters.supervision.commands import Urge
from domain.chapters.together.commands import SetHosts, SubDispatch
from domain.order.command import Command
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.vocabulary import Channel, ClockName, Urgency
from tests.domain.case import Case, moment
from tests.domain.often import GAS


def by(role: str, command: Command, *texts: str) -> Callable[[Case], Case]:
    """One act of somebody."""
    return lambda case: case.by(role).does(command, *texts)


ACCEPTED, ASKED = AcceptForDispatch(), RequestInfo(missing=("place",))
TO_WATER, DOWN = Dispatch(unit="water"), SubDispatch(child="branch")
WITH_ROADS = SetHosts(host="water", co_hosts=("roads",))
LATE = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=moment("03-02 17:00"))
QUESTION = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
TOURISM = TransferOut(target="12301")
BY_DAY = Commit(
    promise_date=moment("04-20 12:00").date(),
    told_at=moment("03-02 15:00"),
    told_via=Channel.PHONE,
)
TOLD = ("explanation", "plan", "progress")
RETURN = by("unit_clerk", RequestReturn(proposed_unit="roads"), "reason", "basis")
DISPUTE = by("dispatcher", OpenDispute(), "reason")
EXTENSION = by(
    "unit_head", RequestExtension(length=parse_limit("2 WD"), signed_by="head"), "reason"
)
TERMINATION = by(
    "unit_head", RequestTermination(ground=TerminationGround.SECRET_OR_PRIVACY), "application"
)
REOPEN = by("supervisor", Reopen(), "reason")


def complains(case: Case) -> Case:
    """The caller says that nothing is solved."""
    return case.called_back(solved=False, satisfied=5)


def registered() -> Case:
    """A demand lies at the desk."""
    return Case().register()


def queued() -> Case:
    """An order waits for its dispatch."""
    return Case().register().does(ACCEPTED)


def instructed() -> Case:
    """An emergency has gone to a unit."""
    return Case(at="03-02 14:50").dispatched(urgency=Urgency.EMERGENCY)


def signed_in() -> Case:
    """A unit has the order in hand."""
    return Case().signed_in()


def solved() -> Case:
    """The unit has handed in its result."""
    return Case().signed_in().solved()


def to_callback() -> Case:
    """The caller is to be called back."""
    return Case().to_callback()


def to_recheck() -> Case:
    """The caller is not content."""
    return Case().to_recheck()


def returning() -> Case:
    """The unit has asked to give the order back."""
    return RETURN(signed_in())


def closed() -> Case:
    """An order that closed after the callback."""
    return Case().to_callback().called_back(solved=True, satisfied=1)


def gone_to_the_police() -> Case:
    """An order that was put through to 110."""
    return Case().register().does(TransferOut(target="110", warm=True))


def about_tourism() -> Case:
    """A report about tourism in Sanya."""
    return Case("sanya-2010").register("report")


def owes(
    rule: str, clock: str, owner: str, before: Callable[[], Case], act: Callable[[Case], Case]
) -> object:
    """What went before, the act that a duty begins with, and whose it is."""
    named = f"{rule} {clock} {owner}"
    return pytest.param(before, act, clock, owner, marks=pytest.mark.rule(rule), id=named)


@pytest.mark.parametrize(
    ("before", "act", "clock", "owner"),
    [
        owes("T:T02", "intake/1", "intake_desk", Case, lambda case: case.register()),
        owes("T:T02", "intake/2", "intake_desk", registered, by("seat_agent", ASKED)),
        owes("T:T08", "dispatch/1", "dispatch_desk", registered, by("seat_agent", ACCEPTED)),
        owes("T:T09", "accept/1", "water", queued, by("dispatcher", TO_WATER)),
        owes("T:T09", "contact/1", "water", queued, by("dispatcher", TO_WATER)),
        owes("T:T09", "handle/1", "water", queued, by("dispatcher", TO_WATER)),
        owes("T:T08", "total/1", "city", registered, by("seat_agent", ACCEPTED)),
        owes("T:T13", "return_decision/1", "dispatch_desk", signed_in, RETURN),
        owes("T:T14", "dispatch/2", "dispatch_desk", returning, by("dispatcher", ApproveReturn())),
        owes("T:T16", "return_decision/2", "hotline_head", returning, DISPUTE),
        owes("T:T21", "extension_decision/1", "hotline_head", signed_in, EXTENSION),
        owes("T:T26", "termination_decision/1", "hotline_head", signed_in, TERMINATION),
        owes("T:T24", "promise/1", "water", signed_in, by("unit_clerk", BY_DAY, *TOLD)),
        owes("G:G8", "milestone/1", "water", signed_in, by("unit_clerk", BY_DAY, *TOLD)),
        owes("T:T29", "review/1", "review_desk", signed_in, lambda case: case.solved()),
        owes("T:T31", "callback/1", "callback_desk", solved, by("reviewer", PassReview())),
        owes("T:T36", "recheck/1", "supervision_desk", to_callback, complains),
        owes("T:T37", "rework/1", "water", to_recheck, by("supervisor", OrderRework(), "reason")),
        owes("T:T47", "recheck/1", "supervision_desk", closed, REOPEN),
        owes("T:T47", "intake/2", "intake_desk", gone_to_the_police, REOPEN),
        owes("SYT-02", "outside_result/1", "intake_desk", about_tourism, by("seat_agent", TOURISM)),
        owes("E:E1", "arrive/1", "water", signed_in, by("seat_agent", GAS)),
        owes("E:E1", "first_feedback/1", "water", signed_in, by("seat_agent", GAS)),
        owes("E:E1", "resolve/1", "water", signed_in, by("seat_agent", GAS)),
        owes("WF-11", "review/1", "objection_desk", signed_in, by("caller", Object(), "text")),
        owes("T:T52", "review/1", "shift_lead", instructed, by("unit_officer", LATE, "evidence")),
        owes("T:T18", "cohost/1", "roads", signed_in, by("dispatcher", WITH_ROADS, "decision")),
        owes("T:T10", "sub_handle/1", "branch", signed_in, by("unit_gateway", DOWN)),
        owes("T:T23", "pause/1", "water", signed_in, by("hotline_head", QUESTION)),
    ],
)
def test_each_duty_is_its_own_desks_or_units_and_begins_with_the_act(
    before: Callable[[], Case], act: Callable[[Case], Case], clock: str, owner: str
) -> None:
    case = act(before().at("03-02 15:00"))
    assert case.clock(clock).owner == owner
    assert case.clock(clock).started == case.now


@pytest.mark.rule("T:T30", "T:T31")
def test_a_rejected_result_ends_the_review_and_leaves_the_explanation_owed() -> None:
    case = Case().signed_in().by("caller").does(Object(), "text").solved()
    case.by("reviewer").does(RejectReview(), "reason")
    assert case.clock("review/1").is_open
    assert not case.clock("review/2").is_open
    passed = Case().signed_in().by("caller").does(Object(), "text").solved()
    passed.by("reviewer").does(PassReview())
    assert passed.clock("review/1").is_open
    assert not passed.clock("review/2").is_open


@pytest.mark.rule("T:T41.3", "G:G11")
@pytest.mark.parametrize("who", ["caller", "seat_agent", "supervisor"])
def test_an_urging_is_booked_on_the_unit_and_not_on_whoever_urges(who: str) -> None:
    case = Case().signed_in().by(who).does(Urge())
    assert case.last("SupervisionRaised").content.owner == "water"  # type: ignore[union-attr]


@pytest.mark.rule("T:T48", "WF-39.2")
def test_a_false_closure_is_booked_on_the_unit_that_closed_and_not_on_who_finds_it() -> None:
    case = closed().by("assessor").does(FindFalseClosure(), "evidence")
    assert case.last("FalseClosure").content.unit == "water"  # type: ignore[union-attr]
    assert case.last("SupervisionRaised").content.owner == "water"  # type: ignore[union-attr]
    assert case.order.open_clock(ClockName.HANDLE).owner == "water"  # type: ignore[union-attr]


@pytest.mark.rule("T:T14", "T:T16", "NA-09")
def test_a_return_and_its_decision_are_booked_on_the_unit_that_asked() -> None:
    asked = returning()
    assert asked.last("ReturnRequested").content.unit == "water"  # type: ignore[union-attr]
    asked.by("dispatcher").does(ApproveReturn())
    assert asked.last("ReturnApproved").content.unit == "water"  # type: ignore[union-attr]
    disputed = returning().by("dispatcher").does(OpenDispute(), "reason")
    assert disputed.last("DisputeOpened").content.unit == "water"  # type: ignore[union-attr]


@pytest.mark.rule("G:G12", "T:T44")
def test_who_has_not_contacted_in_an_emergency_is_named_and_nobody_else() -> None:
    case = Case().dispatched(urgency=Urgency.EMERGENCY).after(minutes=11)
    owners = {
        fact.content.owner  # type: ignore[union-attr]
        for fact in case.facts
        if fact.kind == "SupervisionRaised"
    }
    assert owners == {"water"}
