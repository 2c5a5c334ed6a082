"""Stories of the ladder: above each duty that was missed, who is told at which level, and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.chapters.closing.commands import ApproveTermination, Recheck, RequestTermination
from domain.chapters.closing.terms import RecheckDecision
from domain.chapters.emergency.commands import Arrive, DeclareEmergency
from domain.chapters.handling.commands import Commit
from domain.chapters.intake.commands import AcceptForDispatch, TransferOut
from domain.chapters.together.commands import SetHosts
from domain.chapters.units.commands import OpenUnitFile, ReportStaffChange
from domain.chapters.units.terms import Post
from domain.law.pack import Pack
from domain.order.terms import TerminationGround
from domain.vocabulary import EMERGENCY_STEPS, ClockName, EmergencyKind, Trigger, Urgency
from policies.library import load_pack
from tests.domain.case import BY_PHONE, Case, moment, unlimited

BY_TIME = (Trigger.DUE_PASSED, Trigger.STILL_OVERDUE)
BY_MINUTES = [(0, "L1 shift_lead"), (15, "L2 shift_lead"), (30, "L3 hotline_head")]
BY_MINUTES += [(60, "L4 city_office")]
AT_THE_DUE = ["accept", "contact", "arrive", "first_feedback", "resolve", "protect"]
AT_THE_DUE += ["phone_notice"]
BY_DAYS = ["L1 supervisor", "L2 supervisor", "L3 hotline_head", "L4 city_office", "L5 discipline"]
HANDLE_DAYS = ["03-09", "03-10", "03-12", "03-16", "03-23"]
FILING = pytest.mark.rule("SY20-10", "G:G12")
SCHEDULING = pytest.mark.rule("JT-02", "G:G12")
REWORK_DAYS = ["03-05", "03-06", "03-10", "03-12", "03-19"]


def watched(clock: str) -> Pack:
    """The law as if time raised supervision over this one duty only."""
    pack = unlimited(load_pack("national-default"), ClockName.SUPERVISION)
    steps = [
        replace(step, clock=ClockName(clock)) if step.clock is None else step
        for step in pack.ladder
        if step.clock is not None or clock in EMERGENCY_STEPS
    ]
    return replace(pack, ladder=tuple(step for step in steps if step.clock == clock))


def told(case: Case) -> list[tuple[str, str]]:
    """At which instant time told whom, at which level."""
    return [
        (fact.occurred_at.isoformat(), f"{fact.content.level.name} {fact.content.to}")
        for fact in case.facts
        if fact.kind == "SupervisionRaised" and fact.content.trigger in BY_TIME  # type: ignore[union-attr]
    ]


def promised(case: Case, day: date) -> Case:
    """A day that the unit promised at once."""
    texts = ("explanation", "plan", "progress")
    return case.signed_in().does(Commit(promise_date=day, **BY_PHONE), *texts)


def reworking(case: Case) -> Case:
    """A result that has to be done again."""
    case.to_callback().called_back(solved=False, satisfied=5).by("supervisor")
    return case.does(Recheck(decision=RecheckDecision.REWORK), "reason")


def asking_to_end(case: Case) -> Case:
    """An application that nobody decides."""
    asked = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)
    return case.signed_in().does(asked, "application", "basis")


def let_end(case: Case) -> Case:
    """An end that the hotline has agreed to, and the unit explains to nobody."""
    return asking_to_end(case).by("hotline_head").does(ApproveTermination(), "opinion")


def handed_over(case: Case) -> Case:
    """A report that another platform handles, and nobody asks what became of it."""
    return case.register("report").does(TransferOut(target="12301"))


def shared(case: Case) -> Case:
    """An order with a co-host who does nothing."""
    hosts = SetHosts(host="water", co_hosts=("roads",))
    return case.signed_in().by("dispatcher").does(hosts, "decision")


@pytest.mark.rule("G:G12", "E:EX")
@pytest.mark.parametrize("clock", AT_THE_DUE)
def test_an_emergency_goes_up_by_minutes(clock: str) -> None:
    case = Case(watched(clock)).dispatched(urgency=Urgency.EMERGENCY)
    if clock == "protect":
        case.by("unit_clerk").does(Arrive(), "place")
    due = case.clock(f"{clock}/1").due
    case.after(hours=30)
    assert told(case) == [
        ((due + timedelta(minutes=later)).isoformat(), rung) for later, rung in BY_MINUTES
    ]


@pytest.mark.rule("G:G12", "E:EX")
@pytest.mark.parametrize(
    ("clock", "brought"),
    [
        (
            "dispatch",
            lambda case: case.register(urgency=Urgency.EMERGENCY).does(AcceptForDispatch()),
        ),
        ("accept", lambda case: case.dispatched(urgency=Urgency.EMERGENCY)),
        ("contact", lambda case: case.dispatched(urgency=Urgency.EMERGENCY)),
        ("leader_report", lambda case: case.register(urgency=Urgency.EMERGENCY)),
    ],
)
def test_each_step_of_an_emergency_is_told_of_at_its_due_as_the_law_stands(
    clock: str, brought: Callable[[Case], Case]
) -> None:
    place = load_pack("sanmen" if clock == "leader_report" else "national-default")
    case = brought(Case(unlimited(place, ClockName.SUPERVISION)))
    owed = case.clock(f"{clock}/1")
    case.after(owed.due - case.now).after(seconds=1)
    reports = [
        fact.content
        for fact in case.facts
        if fact.kind in ("SupervisionRaised", "LapseReported") and fact.occurred_at == owed.due
    ]
    assert (owed.owner, "shift_lead") in [(one.owner, one.to) for one in reports]  # type: ignore[union-attr]


@pytest.mark.rule("SM-06", "E:EX")
@pytest.mark.parametrize("rungs", [ClockName.LEADER_REPORT, None])
def test_an_emergency_that_no_leader_hears_of_goes_up_by_minutes(rungs: ClockName | None) -> None:
    """By the rungs that Sanmen has for it, or by those of any step of an emergency."""
    law = load_pack("sanmen")
    steps = tuple(step for step in law.ladder if step.clock is rungs)
    case = Case(replace(law, ladder=steps)).register(urgency=Urgency.EMERGENCY)
    due = case.clock("leader_report/1").due
    case.after(hours=2)
    assert told(case) == [
        ((due + timedelta(minutes=later)).isoformat(), rung) for later, rung in BY_MINUTES
    ]


@pytest.mark.rule("G:G12")
@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_limit_that_is_missed_goes_up_by_days(urgency: Urgency) -> None:
    case = Case(watched("handle")).signed_in(urgency=urgency).at("03-25 09:00")
    days = [moment(f"{day} 24:00").isoformat() for day in HANDLE_DAYS]
    assert told(case) == list(zip(days, BY_DAYS, strict=True))


@pytest.mark.rule("G:G12")
@pytest.mark.parametrize("emergency", [False, True])
def test_a_rework_that_is_missed_goes_up_by_days(emergency: bool) -> None:
    case = reworking(Case(watched("rework")))
    if emergency:
        case.by("shift_lead").does(DeclareEmergency(kind=EmergencyKind.HELP))
    case.at("03-25 09:00")
    days = [moment(f"{day} 24:00").isoformat() for day in REWORK_DAYS]
    assert told(case) == list(zip(days, BY_DAYS, strict=True))


ONCE: list[tuple[str, Callable[[Case], Case], str, tuple[str, ...]]] = [
    ("accept", Case.dispatched, "L1 supervisor", ("G:G12", "G:G2")),
    ("contact", Case.signed_in, "L1 supervisor", ("G:G12",)),
    ("cohost", shared, "L1 supervisor", ("G:G12", "X:X3")),
    ("termination_decision", asking_to_end, "L1 city_office", ("G:G20", "G:G12")),
    ("explanation", let_end, "L1 supervisor", ("WF-23", "G:G12")),
    ("milestone", lambda c: promised(c, date(2026, 6, 1)), "L1 supervisor", ("G:G8", "G:G12")),
    ("promise", lambda c: promised(c, date(2026, 3, 9)), "L2 supervisor", ("G:G8", "T:T25")),
    ("intake", Case.register, "L1 shift_lead", ("T:T02", "G:G12")),
    ("outside_result", handed_over, "L1 shift_lead", ("SYT-02", "G:G12")),
]
IN_AN_EMERGENCY = ("cohost", "termination_decision", "milestone", "promise")


def once(*only: str) -> pytest.MarkDecorator:
    """One story for each duty above which there is one rung."""
    rows = [
        pytest.param(clock, brought, rung, id=clock, marks=pytest.mark.rule(*rules))
        for clock, brought, rung, rules in ONCE
        if not only or clock in only
    ]
    return pytest.mark.parametrize(("clock", "brought", "rung"), rows)


@once()
def test_of_other_duties_one_is_told_at_the_due(
    clock: str, brought: Callable[[Case], Case], rung: str
) -> None:
    case = brought(Case(watched(clock)))
    due = case.clock(f"{clock}/1").due
    case.after(days=40)
    assert told(case)[:1] == [(due.isoformat(), rung)]


@once(*IN_AN_EMERGENCY)
def test_and_in_an_emergency_too(clock: str, brought: Callable[[Case], Case], rung: str) -> None:
    case = brought(Case(watched(clock))).by("shift_lead")
    case.does(DeclareEmergency(kind=EmergencyKind.HELP))
    due = case.clock(f"{clock}/1").due
    case.after(days=40)
    assert told(case)[:1] == [(due.isoformat(), rung)]


OF_A_UNIT = [
    pytest.param("filing", "03-04", "03-11", id="filing", marks=FILING),
    pytest.param("deputy_scheduling", "03-31", "04-15", id="deputy", marks=SCHEDULING),
    pytest.param("head_scheduling", "06-30", "07-14", id="head", marks=SCHEDULING),
]
"""The duty, the day that ends it, and the fifth or tenth working day after it."""


def half_yearly(pack: Pack) -> Pack:
    """The same law for a head who schedules by half years: next year's holidays are not known."""
    assert pack.units is not None
    months = replace(pack.units.head_months, value=6)
    return replace(pack, units=replace(pack.units, head_months=months))


@pytest.mark.parametrize(("clock", "due", "later"), OF_A_UNIT)
def test_what_a_unit_owes_about_itself_goes_up_twice(clock: str, due: str, later: str) -> None:
    case = Case(half_yearly(watched(clock))).by("hotline_head").does(OpenUnitFile(unit="water"))
    case.by("unit_clerk").does(ReportStaffChange(post=Post.CLERK)).at("07-20 09:00")
    assert told(case)[:2] == [
        (moment(f"{due} 24:00").isoformat(), "L1 supervisor"),
        (moment(f"{later} 24:00").isoformat(), "L2 hotline_head"),
    ]
