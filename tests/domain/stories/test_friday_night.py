"""What begins on a Friday evening: working days wait for Monday, minutes of danger do not."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.chapters.caller.commands import Evaluate, Object
from domain.chapters.closing.commands import (
    ApproveTermination,
    OrderRework,
    PassReview,
    RecordCallback,
)
from domain.chapters.dispatch.commands import OpenDispute, RequestReturn
from domain.chapters.emergency.commands import ClaimForceMajeure, DeclareEmergency
from domain.chapters.handling.commands import RaiseHardCase, RequestExtension, SubmitResult
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import RaiseSupervision
from domain.law.bodies import HardCaseLevel
from domain.order.command import Command
from domain.order.terms import EvaluationSubject
from domain.time.limit import parse_limit
from domain.vocabulary import EmergencyKind, Level, ResultKind, Trigger, Urgency
from tests.domain.case import Case, moment
from tests.domain.often import STOP, STORM
from tests.domain.stories.test_rungs import told, watched

Brought = Callable[[Case], Case]
EMERGENCY = Urgency.EMERGENCY
NOT_OURS = RequestReturn(proposed_unit="roads")
NOBODYS = DeclareEmergency(kind=EmergencyKind.HELP, unclear_owner=True)
RUDE = Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=5)
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
WATCHED = RaiseSupervision(level=Level.L2, trigger=Trigger.NEGATIVE_EFFECT)


def signed_in(role: str, command: Command, *texts: str, **fields: object) -> Brought:
    """An order that a unit has signed in to, and one act of somebody more."""
    return lambda case: case.signed_in(**fields).by(role).does(command, *texts)  # type: ignore[arg-type]


def kept_away(case: Case) -> Case:
    """Whoever should be on the spot says that he cannot come in time."""
    case.signed_in(urgency=EMERGENCY).by("unit_officer")
    claim = ClaimForceMajeure(cause=STORM, new_eta=case.now + timedelta(minutes=40))
    return case.does(claim, "evidence")


def disputed(case: Case) -> Case:
    """A unit denies its duty, and the desk leaves it to the hotline."""
    signed_in("unit_clerk", NOT_OURS, "reason", "basis")(case)
    return case.by("dispatcher").does(OpenDispute(), "reason")


def over(case: Case) -> Case:
    """An emergency that is over, reviewed at once."""
    case.signed_in(urgency=EMERGENCY).steps_taken()
    done = SubmitResult(result_kind=ResultKind.EMERGENCY, **case.told)
    case.does(done, "situation", "method")
    return case.by("reviewer").does(PassReview())


def granted(case: Case) -> Case:
    """An order that the hotline lets a unit end midway."""
    signed_in("unit_clerk", STOP, "application")(case)
    return case.by("hotline_head").does(ApproveTermination())


def not_reached(case: Case) -> Case:
    """A caller who did not answer the first time."""
    return case.to_callback().by("callback_officer").does(RecordCallback(answered=False))


def reworked(case: Case) -> Case:
    """A result that has to be done again."""
    return case.to_recheck().by("supervisor").does(OrderRework(), "reason")


ROWS: list[tuple[str, Brought, str, str]] = [
    ("intake/1", Case.register, "03-06 20:30", "T:T02"),
    ("intake/1", lambda c: c.register(urgency=EMERGENCY), "03-06 20:10", "T:T02 E:E0"),
    ("accept/1", Case.dispatched, "03-09 24:00", "G:G2 T:T11"),
    ("contact/1", Case.dispatched, "03-09 24:00", "T:T19"),
    ("handle/1", lambda c: c.dispatched(type="consult"), "03-09 24:00", "G:G1 T:T09"),
    ("total/1", lambda c: c.dispatched(type="consult"), "03-09 24:00", "G:G3"),
    ("arrive/1", lambda c: c.register().does(NOBODYS), "03-06 20:30", "SY20-22 C:C2"),
    ("protect/1", lambda c: c.register().does(NOBODYS), "03-06 20:45", "SY20-22 C:C2"),
    ("extension_decision/1", signed_in("unit_head", MORE, "reason"), "03-09 24:00", "G:G7 T:T21"),
    ("return_decision/2", disputed, "03-10 24:00", "T:T16"),
    ("review/1", kept_away, "03-06 20:30", "G:G18 T:T52"),
    ("review/1", signed_in("caller", RUDE), "03-09 24:00", "WF-12 X:X26"),
    ("review/1", signed_in("caller", Object(), "text"), "03-09 24:00", "WF-11"),
    ("callback/1", over, "03-06 22:00", "G:G13"),
    ("callback/1", Case.to_callback, "03-09 24:00", "G:G13 T:T31"),
    ("callback/2", not_reached, "03-11 24:00", "G:G13"),
    ("recheck/1", Case.to_recheck, "03-09 24:00", "G:G15 T:T36"),
    (
        "recheck/1",
        signed_in("unit_clerk", RaiseHardCase(level=HardCaseLevel.HOTLINE), "opinion"),
        "03-11 24:00",
        "T:T28 T:T40",
    ),
    (
        "termination_decision/1",
        signed_in("unit_clerk", STOP, "application"),
        "03-09 24:00",
        "G:G20 T:T27",
    ),
    ("explanation/1", granted, "03-09 24:00", "WF-23 T:T27"),
    ("rework/1", reworked, "03-11 24:00", "G:G15 T:T37"),
    ("supervision/1", signed_in("supervisor", WATCHED, "reason"), "03-11 24:00", "T:T44"),
    (
        "supervision/1",
        signed_in("supervisor", WATCHED, "reason", urgency=EMERGENCY),
        "03-06 21:00",
        "T:T44 E:EX",
    ),
]
"""The duty, what happened on Friday evening, its due, its rules."""
DUES = [
    pytest.param(clock, brought, due, marks=pytest.mark.rule(*rules.split()), id=f"{rules} {clock}")
    for clock, brought, due, rules in ROWS
]


@pytest.mark.parametrize(("clock", "brought", "due"), DUES)
def test_working_days_begin_on_monday_and_minutes_at_once(
    clock: str, brought: Brought, due: str
) -> None:
    case = brought(Case(at="03-06 20:00"))
    assert case.clock(clock).started == moment("03-06 20:00")
    assert case.clock(clock).due == moment(due)


MISSED: list[tuple[str, str, Brought, str, str]] = [
    (
        "return_decision",
        "03-06 09:00",
        signed_in("unit_clerk", NOT_OURS, "reason", "basis"),
        "L2 hotline_head",
        "G:G3 G:G12",
    ),
    (
        "dispatch",
        "03-06 09:00",
        lambda c: c.register().does(AcceptForDispatch()),
        "L2 hotline_head",
        "T:T08 G:G12",
    ),
    ("handle", "03-05 09:00", lambda c: c.signed_in(type="consult"), "L2 supervisor", "G:G12"),
]
"""The duty, since when it was owed, how it came to be, who is told of it next, its rules."""
LATER = [
    pytest.param(clock, at, brought, rung, marks=pytest.mark.rule(*rules.split()), id=clock)
    for clock, at, brought, rung, rules in MISSED
]


@pytest.mark.parametrize(("clock", "at", "brought", "rung"), LATER)
def test_what_is_missed_on_friday_goes_further_up_when_monday_has_ended(
    clock: str, at: str, brought: Brought, rung: str
) -> None:
    case = brought(Case(watched(clock), at=at)).at("03-09 23:00")
    assert case.clock(f"{clock}/1").lapsed is not None
    assert len(told(case)) == 1
    assert told(case.at("03-10 09:00"))[1:] == [(moment("03-09 24:00").isoformat(), rung)]
