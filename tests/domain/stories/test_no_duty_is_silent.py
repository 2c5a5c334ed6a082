"""Stories of desks and of those above them that are late: somebody up the line is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.chapters.caller.commands import Evaluate, Object
from domain.chapters.dispatch.commands import OpenDispute, RequestReturn
from domain.chapters.emergency.commands import ClaimForceMajeure
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.chapters.handling.commands import ApplyStatutoryLimit, RaiseHardCase, RequestExtension
from domain.chapters.intake.commands import AcceptForDispatch
from domain.chapters.supervision.commands import Urge
from domain.chapters.supervision.up_the_line import ABOVE
from domain.chapters.together.commands import SubDispatch
from domain.law.bodies import HardCaseLevel
from domain.order.terms import EvaluationSubject
from domain.time.limit import parse_limit
from domain.vocabulary import Level, Role, Urgency
from policies.library import load_pack
from tests.domain.case import Case
from tests.domain.stories.test_rungs import watched

BACK = RequestReturn(proposed_unit="roads")
MORE = RequestExtension(length=parse_limit("2 WD"), signed_by="head")


def queued(case: Case) -> Case:
    """A demand that nobody dispatches."""
    return case.register().does(AcceptForDispatch())


def coming_back(case: Case) -> Case:
    """A request to return that nobody decides."""
    return case.signed_in().does(BACK, "reason", "basis")


def disputed(case: Case) -> Case:
    """A dispute in which nobody designates."""
    return coming_back(case).by("dispatcher").does(OpenDispute(), "reason")


def asking_for_time(case: Case) -> Case:
    """An application for more time that nobody answers."""
    return case.signed_in().by("unit_head").does(MORE, "reason")


def objecting(case: Case) -> Case:
    """An objection that nobody explains."""
    return case.signed_in().by("caller").does(Object(), "text")


def complaining(case: Case) -> Case:
    """A complaint about a seat that nobody looks into."""
    rude = Evaluate(subject=EvaluationSubject.SEAT_STAFF, stars=5)
    return case.signed_in().by("caller").does(rude, "text")


def hindered(case: Case) -> Case:
    """A claim of force majeure that the shift lead leaves lying."""
    case.signed_in(urgency=Urgency.EMERGENCY)
    eta = case.now + timedelta(hours=2)
    claim = ClaimForceMajeure(cause=ForceMajeureCause.ACCIDENT, new_eta=eta)
    return case.by("unit_officer").does(claim, "evidence")


def hard(*levels: HardCaseLevel) -> Callable[[Case], Case]:
    """A hard case that lies undecided before the last of these."""

    def brought(case: Case) -> Case:
        case.signed_in()
        for level in levels:
            role = "hotline_head" if level is not levels[0] else "unit_head"
            case.by(role).does(RaiseHardCase(level=level), "opinion")
        return case

    return brought


def before_the_joint_meeting(case: Case) -> Case:
    """A hard case in a place that has a joint meeting."""
    pack = replace(case.order.dossier.pack, hard_cases=load_pack("x-city").hard_cases)
    return hard(HardCaseLevel.HOTLINE, HardCaseLevel.JOINT_MEETING)(Case(pack))


def passed_down(case: Case) -> Case:
    """Work that the level below leaves undone."""
    return case.signed_in().by("unit_gateway").does(SubDispatch(child="branch"))


LATE: list[tuple[str, Callable[[Case], Case], str, str]] = [
    ("dispatch", queued, "dispatch_desk", "shift_lead"),
    ("return_decision", coming_back, "dispatch_desk", "shift_lead"),
    ("return_decision", disputed, "hotline_head", "city_office"),
    ("extension_decision", asking_for_time, "hotline_head", "city_office"),
    ("review", lambda case: case.signed_in().solved(), "review_desk", "hotline_head"),
    ("review", hindered, "shift_lead", "hotline_head"),
    ("callback", Case.to_callback, "callback_desk", "supervisor"),
    ("recheck", Case.to_recheck, "supervision_desk", "hotline_head"),
    ("recheck", hard(HardCaseLevel.HOTLINE), "hotline_head", "city_office"),
    (
        "recheck",
        hard(HardCaseLevel.HOTLINE, HardCaseLevel.CITY_OFFICE),
        "city_office",
        "joint_meeting",
    ),
    (
        "recheck",
        before_the_joint_meeting,
        "joint_meeting",
        "city_office",
    ),
    ("sub_handle", passed_down, "branch", "supervisor"),
    ("total", Case.signed_in, "city", "supervisor"),
]


@pytest.mark.rule("G:G12.4")
@pytest.mark.parametrize(("clock", "brought", "late", "told"), LATE)
def test_of_a_late_desk_somebody_above_it_is_told_at_the_due(
    clock: str, brought: Callable[[Case], Case], late: str, told: str
) -> None:
    case = brought(Case(watched(clock)))
    owed = [one for one in case.order.clocks.values() if one.name == clock and one.is_open][-1]
    case.after(days=15)
    first = next(
        fact
        for fact in case.facts
        if fact.kind in ("SupervisionRaised", "LapseReported") and fact.content.owner == late  # type: ignore[union-attr]
    )
    assert (owed.owner, first.occurred_at) == (late, owed.due)
    assert first.content.to == told  # type: ignore[union-attr]


@pytest.mark.rule("G:G12.4")
@pytest.mark.parametrize(
    ("clock", "brought", "late", "told"),
    [row for row in LATE if row[2] in ABOVE],
)
def test_nobody_is_told_of_his_own_lateness_whatever_the_law_names(
    clock: str, brought: Callable[[Case], Case], late: str, told: str
) -> None:
    """The law names the late one himself: whoever is above him is told."""
    law = watched(clock)
    rungs = tuple(replace(step, to=Role(late)) for step in law.ladder)
    if late == "joint_meeting":
        law = replace(law, hard_cases=load_pack("x-city").hard_cases)
    case = brought(Case(replace(law, ladder=rungs)))
    case.after(days=15)
    reports = [
        fact.content.to  # type: ignore[union-attr]
        for fact in case.facts
        if fact.kind in ("SupervisionRaised", "LapseReported") and fact.content.owner == late  # type: ignore[union-attr]
    ]
    assert reports[0] == told


@pytest.mark.rule("G:G12")
@pytest.mark.parametrize(
    ("brought", "late", "told"),
    [
        (objecting, "objection_desk", "hotline_head"),
        (complaining, "staff_complaint_desk", "hotline_head"),
    ],
)
def test_whoever_owes_an_explanation_is_not_told_of_his_own_lateness(
    brought: Callable[[Case], Case], late: str, told: str
) -> None:
    case = brought(Case(watched("review"))).after(days=4)
    reported = [f.content for f in case.facts if f.kind in ("SupervisionRaised", "LapseReported")]
    assert [(one.owner, one.to) for one in reported][:1] == [(late, told)]  # type: ignore[union-attr]


@pytest.mark.rule("WF-21", "G:G12")
def test_a_missed_due_of_the_platform_above_goes_to_the_head_of_the_hotline() -> None:
    case = Case(watched("upstream"))
    due = case.now + timedelta(days=3)
    case.signed_in(source="province", upstream_due=due).after(days=3, minutes=1)
    told = case.last("SupervisionRaised").content
    assert (told.level, told.owner, told.to) == (Level.L2, "city", "hotline_head")  # type: ignore[union-attr]


@pytest.mark.rule("G:G10", "G:G12")
def test_a_caller_who_hears_nothing_within_the_ordinary_limit_is_urged_for() -> None:
    longer = ApplyStatutoryLimit(law="《条例》", article="第17条", limit=parse_limit("60 WD"))
    case = Case(watched("interim_reply")).signed_in().by("hotline_head").does(longer, "reason")
    case.at("03-09 24:00").after(minutes=1)
    told = case.last("SupervisionRaised").content
    assert (told.level, told.owner, told.to) == (Level.L1, "water", "supervisor")  # type: ignore[union-attr]


@pytest.mark.rule("T:T41.3", "G:G11")
@pytest.mark.parametrize(("role", "by"), [("caller", "caller"), ("supervisor", "office")])
def test_an_urging_is_booked_on_the_unit_that_is_urged_and_not_on_whoever_urges(
    role: str, by: str
) -> None:
    case = Case().signed_in().by(role).does(Urge(by=by))  # type: ignore[arg-type]
    told = case.last("SupervisionRaised")
    assert (told.content.owner, told.content.to) == ("water", "supervisor")  # type: ignore[union-attr]
    assert told.actor.unit == "hotline"
    assert [entry.unit for entry in case.order.entries] == ["water"]


@pytest.mark.rule("G:G7", "G:G12")
def test_silence_about_an_extension_is_reported_and_supervises_nobody() -> None:
    case = asking_for_time(Case(watched("extension_decision"))).after(days=30)
    reports = [fact.content for fact in case.facts if fact.kind == "LapseReported"]
    assert [(one.owner, one.to) for one in reports] == [("hotline_head", "city_office")]  # type: ignore[union-attr]
    assert case.order.level is Level.L0
