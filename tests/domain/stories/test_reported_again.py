"""Stories of duties that stay undone: they are reported again after each period, for ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.chapters.assessment.commands import Appeal
from domain.chapters.assessment.terms import AppealGround
from domain.chapters.dispatch.commands import Contact
from domain.chapters.supervision.commands import ClearSupervision, RaiseSupervision
from domain.order.fact import Fact
from domain.vocabulary import ClockName, Level, Trigger, Urgency
from tests.domain.case import Case, moment
from tests.domain.stories.test_rungs import watched

AGAIN = pytest.mark.rule("G:G12")


def told(case: Case, clock: str = "") -> list[str]:
    """Who was told of a missed duty, how and when, in local time."""
    kinds = ("SupervisionRaised", "LapseReported")
    facts = (fact for fact in case.facts if fact.kind in kinds)
    return [
        _line(fact) for fact in facts if not clock or getattr(fact.content, "clock", "") == clock
    ]


def _line(fact: Fact) -> str:
    at = fact.occurred_at + timedelta(hours=8) - timedelta(microseconds=1)
    content = fact.content
    how = "raised" if fact.kind == "SupervisionRaised" else "reported"
    return f"{at:%m-%d} {how} {content.level.name} {content.to}"  # type: ignore[union-attr]


@AGAIN
def test_a_duty_with_one_rung_is_reported_every_three_working_days_for_ever() -> None:
    case = Case(watched("contact")).signed_in().at("03-19 09:00")
    assert told(case) == [
        "03-03 raised L1 supervisor",
        "03-06 reported L1 supervisor",
        "03-11 reported L1 supervisor",
        "03-16 reported L1 supervisor",
    ]
    case.after(days=120)
    assert len(told(case)) > 20
    case.by("unit_clerk").does(Contact())
    done = len(told(case))
    assert len(told(case.after(days=30))) == done


@AGAIN
def test_what_was_cleared_and_is_still_owed_is_raised_again_from_its_rung() -> None:
    case = Case(watched("handle")).signed_in().does(Contact()).at("03-11 09:00")
    case.by("supervisor").does(ClearSupervision(), "reason")
    assert case.order.level is Level.L0
    case.at("03-17 09:00").by("city_office").does(ClearSupervision(authority="city"), "reason")
    case.at("03-20 09:00")
    assert told(case)[2:] == [
        "03-12 raised L3 hotline_head",
        "03-16 raised L4 city_office",
        "03-19 raised L4 city_office",
    ]
    assert case.clock("handle/1").is_open


@AGAIN
def test_at_the_highest_level_it_is_reported_again_too() -> None:
    case = Case(watched("handle")).signed_in().does(Contact()).at("04-02 09:00")
    assert told(case)[-3:] == [
        "03-23 raised L5 discipline",
        "03-26 reported L5 discipline",
        "03-31 reported L5 discipline",
    ]


@pytest.mark.rule("G:G12", "E:EX")
def test_in_an_emergency_the_period_is_twelve_hours() -> None:
    case = Case(watched("arrive"), at="03-02 10:00").signed_in(urgency=Urgency.EMERGENCY)
    case.at("03-04 00:00")
    assert [line.split(" ", 1)[1] for line in told(case)[3:]] == [
        "raised L4 city_office",
        "reported L4 city_office",
        "reported L4 city_office",
        "reported L4 city_office",
    ]
    assert case.rings()["arrive/1 again"] == moment("03-04 11:30")


@AGAIN
def test_a_supervision_order_that_is_ignored_is_reported_up_the_line() -> None:
    daily = RaiseSupervision(level=Level.L2, trigger=Trigger.UNRESOLVED)
    case = Case().signed_in("water", "suggestion").does(Contact()).by("supervisor")
    case.does(daily, "reason").at("03-05 24:00").after(minutes=1)
    assert told(case, "supervision/1") == ["03-05 reported L2 hotline_head"]


@AGAIN
def test_a_lapse_at_a_level_that_stands_already_is_reported_at_the_due() -> None:
    case = Case().signed_in().at("03-03 24:00").after(minutes=1)
    assert (case.order.level, told(case)) == (Level.L1, ["03-03 raised L1 supervisor"])
    case.at("03-09 24:00").after(minutes=1)
    assert told(case, "handle/1") == ["03-09 reported L1 supervisor"]
    assert told(case, "total/1") == ["03-09 reported L1 supervisor"]


@pytest.mark.rule("WF-34", "G:G12")
def test_an_appeal_that_nobody_decides_is_reported_and_the_ended_order_is_not_supervised() -> None:
    case = Case().to_callback().called_back(solved=True, satisfied=1).by("unit_head", of="water")
    case.does(Appeal(ground=AppealGround.OUT_OF_DUTY), "reason").at("03-20 09:00")
    assert told(case, "appeal_decision/1") == [
        "03-16 reported L1 hotline_head",
        "03-19 reported L1 hotline_head",
    ]
    assert (case.state, case.order.level) == ("CLOSED", Level.L0)


@AGAIN
def test_a_law_that_says_nothing_of_it_reports_once() -> None:
    law = watched("contact")
    silent = replace(law, supervision=replace(law.supervision, again=None))
    case = Case(silent).signed_in().after(days=60)
    assert told(case) == ["03-03 raised L1 supervisor"]
    assert ClockName.CONTACT in {clock.name for clock in case.order.open_clocks()}


@AGAIN
def test_a_listing_that_is_ignored_is_told_once_and_to_somebody_higher() -> None:
    board = RaiseSupervision(level=Level.L3, trigger=Trigger.MEDIA, authority="city")
    case = Case().signed_in().does(Contact()).by("supervisor").does(board, "reason")
    case.at("03-05 24:00").after(minutes=1)
    assert told(case)[-1:] == ["03-05 raised L4 city_office"]
    assert told(case, "supervision/1") == []
