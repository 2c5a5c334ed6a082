"""Stories of supervision: the ladder above a missed due, and what else raises it."""

from dataclasses import replace

import pytest

from domain.chapters.dispatch.commands import Contact
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision, Urge
from domain.chapters.supervision.facts import DueBreached
from domain.order.clock import Outcome
from domain.vocabulary import ClockName, Level, Trigger
from policies.library import load_pack
from tests.domain.case import Case, moment, unlimited

LAW = load_pack("national-default")
TWICE = replace(LAW.supervision.urges_per_working_day, value=2)
BY_THE_CITY = ClearSupervision(authority="city")
NOTE = RaiseSupervision(level=Level.L3, trigger=Trigger.LEADER_NOTE, authority="city")


def overdue() -> Case:
    """An order that was signed for, contacted about and then forgotten, due on Monday the 9th."""
    return Case().signed_in().does(Contact())


@pytest.mark.rule("G:G12.1", "T:T44", "WF-33")
@pytest.mark.parametrize(
    ("day", "level"),
    [
        ("03-09 24:00", Level.L1),
        ("03-10 24:00", Level.L2),
        ("03-12 24:00", Level.L3),
        ("03-16 24:00", Level.L4),
    ],
)
def test_each_rung_sounds_on_its_day(day: str, level: Level) -> None:
    case = overdue().at(day)
    assert case.order.level < level
    case.after(microseconds=1)
    assert case.order.level is level
    assert case.facts[-1].occurred_at == moment(day)


@pytest.mark.rule("G:G12", "G:G1")
def test_a_lapse_says_whose_duty_it_was_and_until_when() -> None:
    case = overdue().at("03-10 09:00")
    due, lapses = moment("03-09 24:00"), [f.content for f in case.facts if f.kind == "DueBreached"]
    assert lapses == [
        DueBreached(clock=f"{name}/1", name=name, owner=owner, due=due)
        for name, owner in ((ClockName.HANDLE, "water"), (ClockName.TOTAL, "city"))
    ]


@pytest.mark.rule("G:G12.1")
def test_ten_working_days_late_it_goes_to_discipline_without_any_other_step() -> None:
    case = Case(unlimited(LAW, ClockName.SUPERVISION)).signed_in().does(Contact())
    assert case.at("03-23 24:00").order.level is Level.L4
    case.after(microseconds=1)
    assert case.order.level is Level.L5
    assert case.last("SupervisionRaised").content.trigger == "still_overdue"  # type: ignore[union-attr]


@pytest.mark.rule("G:G12.2", "T:T44.3")
def test_an_ignored_listing_becomes_a_summons() -> None:
    """L3 raised by hand; its own three days pass before the ladder of the due would."""
    case = Case().signed_in().by("supervisor").does(NOTE, "reason").at("03-05 24:00")
    assert case.order.level < Level.L4
    case.after(microseconds=1)
    assert case.order.level is Level.L4
    assert case.clock("supervision/1").outcome is Outcome.REPLACED
    assert case.clock("supervision/1").lapsed == moment("03-05 24:00")


@pytest.mark.rule("T:T44", "WF-32", "C:C12")
def test_whoever_was_summoned_is_handed_over_by_hand_too_and_no_further() -> None:
    case = Case().signed_in().by("supervisor").does(NOTE, "reason").at("03-06 09:00")
    assert case.order.level is Level.L4
    over = RaiseSupervision(
        level=Level.L5, trigger=Trigger.SUPERVISION_IGNORED, authority="discipline"
    )
    assert case.does(over, "reason").order.level is Level.L5
    assert case.refused(over, "reason") == "already_at_level"


@pytest.mark.rule("WF-39.1", "T:T44")
def test_a_summons_without_effect_goes_to_discipline() -> None:
    case = Case().signed_in().by("supervisor").does(NOTE, "reason").at("03-12 00:01")
    assert case.order.level is Level.L5
    assert case.last("SupervisionRaised").content.to == "discipline"  # type: ignore[union-attr]


@pytest.mark.rule("T:T44.1", "WF-32")
def test_supervision_only_climbs_and_ends_by_being_cleared() -> None:
    case = Case().signed_in().by("hotline_head")
    assert case.refused(BY_THE_CITY, "reason") == "not_supervised"
    case.does(NOTE, "reason")
    assert case.refused(NOTE, "reason") == "already_at_level"
    case.does(BY_THE_CITY, "reason")
    assert case.order.level is Level.L0
    assert case.clock("supervision/1").outcome is Outcome.MET


@pytest.mark.rule("T:T44.2")
def test_nobody_is_supervised_before_anybody_has_the_order() -> None:
    case = Case().register().by("supervisor")
    assert case.refused(NOTE, "reason") == "no_unit_to_supervise"


@pytest.mark.rule("G:G12")
def test_a_rung_below_the_standing_level_is_reported_to_whoever_supervises_now() -> None:
    case = overdue().by("supervisor")
    listed = RaiseSupervision(level=Level.L5, trigger=Trigger.LEAK, authority="discipline")
    case.does(listed, "reason").at("03-10 24:00").after(microseconds=1)
    reports = [fact.content for fact in case.facts if fact.kind == "LapseReported"]
    told = [(one.owner, one.level, one.to) for one in reports if one.clock == "handle/1"]  # type: ignore[union-attr]
    assert told == [("water", Level.L5, "discipline")] * 2
    assert case.clock("handle/1").rung[-1] == "L2"
    assert case.order.level is Level.L5


@pytest.mark.rule("G:G12", "T:T29.2")
def test_a_late_result_stops_the_ladder_and_stays_late() -> None:
    case = overdue().at("03-11 10:00").solved()
    assert case.clock("handle/1").outcome is Outcome.LATE
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")
    case.at("03-13 00:01")
    assert case.order.level is Level.L2


@pytest.mark.rule("G:G11", "T:T41")
def test_a_law_that_counts_two_urgings_a_day_counts_no_third() -> None:
    rules = replace(LAW.supervision, urges_per_working_day=TWICE)
    case = Case(replace(LAW, supervision=rules)).signed_in().by("caller")
    for _ in range(3):
        case.after(minutes=5).does(Urge())
    counted = [f.content.counted for f in case.facts if f.kind == "CallerUrged"]  # type: ignore[union-attr]
    assert counted == [True, True, False]
