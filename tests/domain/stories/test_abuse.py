"""Stories of callers who abuse the line: persuaded, restricted, reported to the police."""

from dataclasses import replace

import pytest

from domain.chapters.caller.commands import (
    LiftRestriction,
    Persuade,
    ReportToPolice,
    RestrictCaller,
)
from domain.chapters.caller.terms import AbuseGround
from domain.chapters.intake.commands import Answer, Refuse
from domain.decide import Decided
from domain.vocabulary import State
from policies.library import load_pack
from tests.domain.case import Case, moment

TWICE = Persuade(earlier=(moment("02-20 10:00"), moment("02-25 10:00")))
RESTRICT, LIFT, POLICE = RestrictCaller(), LiftRestriction(), ReportToPolice()


def refused_for_abuse() -> Case:
    """A call without any demand, refused as abuse."""
    return Case().register().does(Refuse(disposition="ABUSE"), "reason")


def persuaded() -> Case:
    """The same caller for the third time within a month."""
    return refused_for_abuse().by("seat_agent").does(TWICE, "text")


def restricted() -> Case:
    """And now called back only, by decision of the supervisor."""
    return persuaded().by("supervisor").does(RESTRICT, "reason")


@pytest.mark.rule("G:G25", "HN-09.2", "WF-09.1")
def test_a_persuasion_is_on_record_with_the_earlier_ones() -> None:
    case = persuaded()
    assert case.last("CallerPersuaded").content.earlier == TWICE.earlier  # type: ignore[union-attr]
    assert case.order.conduct.persuaded == (*TWICE.earlier, case.now)
    assert (case.state, case.owed()) == (State.REFUSED, set())
    assert case.refused(Persuade()) == "text_missing"


@pytest.mark.rule("G:G25.1", "HD-22.1")
def test_the_third_persuasion_of_a_month_allows_a_restriction_of_seven_days() -> None:
    case = restricted()
    assert case.order.conduct.restricted_until == moment("03-09 24:00")
    assert (case.state, case.owed()) == (State.REFUSED, set())
    assert case.refused(RESTRICT, "reason") == "already_restricted"
    assert case.refused(LIFT) == "text_missing"


@pytest.mark.rule("G:G25.1")
def test_two_persuasions_or_old_ones_are_not_enough() -> None:
    twice = refused_for_abuse().by("seat_agent").does(Persuade(), "text").does(Persuade(), "text")
    assert twice.by("supervisor").refused(RESTRICT, "reason") == "too_few_persuasions"
    later = persuaded().at("03-22 23:59").by("supervisor")
    assert isinstance(later.asks(RESTRICT, "reason"), Decided)
    assert later.at("03-23 00:00").refused(RESTRICT, "reason") == "too_few_persuasions"


@pytest.mark.rule("G:G25")
def test_what_another_order_told_twice_counts_once() -> None:
    case = persuaded()
    assert case.does(TWICE, "text").order.conduct.persuaded == (*TWICE.earlier, case.now)


@pytest.mark.rule("G:G25", "HD-22")
def test_who_persuaded_does_not_restrict() -> None:
    case = refused_for_abuse().by("shift_lead").does(TWICE, "text")
    assert case.refused(RESTRICT, "reason") == "second_person_needed"
    assert case.by("supervisor").refused(RESTRICT) == "text_missing"
    case.does(RESTRICT, "reason")


@pytest.mark.rule("G:G25", "HD-22")
def test_who_persuaded_first_does_not_restrict_either() -> None:
    case = refused_for_abuse().by("shift_lead").does(TWICE, "text")
    case.by("seat_agent").does(Persuade(), "text").by("shift_lead")
    assert case.refused(RESTRICT, "reason") == "second_person_needed"


@pytest.mark.rule("G:G25")
def test_a_seat_restricts_nobody_and_a_silent_law_knows_no_restriction() -> None:
    assert persuaded().by("seat_agent").refused(RESTRICT, "reason") == "role_may_not"
    silent = replace(load_pack("national-default"), abuse=None)
    case = Case(silent).register().does(TWICE, "text").by("supervisor")
    assert case.refused(RESTRICT, "reason") == "restriction_not_in_law"


@pytest.mark.rule("G:G25.3")
def test_an_appeal_is_upheld_by_another_person() -> None:
    case = restricted()
    assert case.refused(LIFT, "reason") == "second_person_needed"
    case.by("hotline_head").does(LIFT, "reason")
    assert not case.order.conduct.is_restricted(case.now)
    assert case.refused(LIFT, "reason") == "not_restricted"


@pytest.mark.rule("G:G25")
def test_a_restriction_ends_by_itself_and_may_be_ordered_anew() -> None:
    case = restricted().at("03-10 00:00")
    assert case.by("hotline_head").refused(LIFT, "reason") == "not_restricted"
    case.by("supervisor").does(RESTRICT, "reason")
    assert case.order.conduct.restricted_until == moment("03-17 24:00")


@pytest.mark.rule("G:G25")
def test_that_a_unit_has_the_order_makes_no_restriction_last_longer() -> None:
    case = Case().signed_in().by("shift_lead").does(TWICE, "text").by("supervisor")
    case.does(RESTRICT, "reason").at("03-10 00:00").by("hotline_head")
    assert case.refused(LIFT, "reason") == "not_restricted"
    case.by("supervisor").does(RESTRICT, "reason")
    assert case.order.conduct.restricted_until == moment("03-17 24:00")


@pytest.mark.rule("G:G25", "HD-22")
def test_nor_does_it_make_old_persuasions_young() -> None:
    case = Case().signed_in().by("seat_agent").does(TWICE, "text").at("03-28 09:00")
    assert case.by("supervisor").refused(RESTRICT, "reason") == "too_few_persuasions"
    case.by("seat_agent").does(Persuade(), "text").does(Persuade(), "text").by("supervisor")
    assert case.refused(RESTRICT, "reason") == "too_few_persuasions"


@pytest.mark.rule("HD-22", "HN-16", "X:X32", "WF-46")
def test_what_came_before_the_restriction_is_no_going_on() -> None:
    case = refused_for_abuse().after(hours=1).by("seat_agent").does(TWICE, "text")
    case.after(hours=1).by("supervisor").does(RESTRICT, "reason")
    assert case.order.conduct.restricted_at == case.now
    assert case.refused(POLICE, "evidence") == "abuse_did_not_go_on"


@pytest.mark.rule("HD-22.2", "HN-16", "X:X32")
def test_the_police_are_told_only_of_who_went_on_after_the_restriction() -> None:
    assert persuaded().by("supervisor").refused(POLICE, "evidence") == "abuse_did_not_go_on"
    case = restricted()
    assert case.refused(POLICE, "evidence") == "abuse_did_not_go_on"
    case.after(hours=1).by("seat_agent").does(Persuade(), "text").by("supervisor")
    assert case.refused(POLICE) == "text_missing"
    case.does(POLICE, "evidence")
    assert case.kinds()[-1] == "ReportedToPolice"


@pytest.mark.rule("G:G25", "X:X32")
@pytest.mark.parametrize("ground", [AbuseGround.THREAT, AbuseGround.VIOLENCE])
def test_what_is_severe_goes_to_the_police_at_once(ground: AbuseGround) -> None:
    at_once = ReportToPolice(ground=ground)
    case = Case().register().by("shift_lead")
    assert case.refused(at_once) == "text_missing"
    told = case.does(at_once, "evidence").last("ReportedToPolice").content
    assert (told.ground, told.restricted_at) == (ground, None)  # type: ignore[union-attr]
    assert case.state is State.INTAKE
    assert Case().register().by("seat_agent").refused(at_once, "evidence") == "role_may_not"


@pytest.mark.rule("WF-09", "WF-46")
def test_in_weifang_no_article_asks_for_persuasion_but_of_who_calls_too_often() -> None:
    for ground in set(AbuseGround) - {AbuseGround.HARASSMENT}:
        case = Case("weifang-2021").register().by("supervisor")
        case.does(ReportToPolice(ground=ground), "evidence")
    assert case.refused(POLICE, "evidence") == "abuse_did_not_go_on"


@pytest.mark.rule("NA-05.2")
def test_who_disrupts_the_hotline_on_purpose_is_reported_as_the_state_council_says() -> None:
    disrupts = ReportToPolice(ground=AbuseGround.DISRUPTION)
    case = Case("national-2025").register().by("supervisor").does(disrupts, "evidence")
    assert "NA-05" in case.last("ReportedToPolice").basis
    assert Case().register().by("supervisor").refused(disrupts, "evidence") == "abuse_did_not_go_on"


AT_ONCE = [
    pytest.param("national-2025", "threat violence disruption", marks=pytest.mark.rule("NA-05")),
    pytest.param(
        "hainan-prefecture-2022",
        "threat violence false_accusation disruption",
        marks=pytest.mark.rule("HN-16"),
    ),
    pytest.param("hengdong-2024", "", marks=pytest.mark.rule("HD-22")),
]


@pytest.mark.parametrize(("place", "grounds"), AT_ONCE)
def test_each_place_says_what_is_so_severe_that_nobody_is_persuaded_first(
    place: str, grounds: str
) -> None:
    severe = {AbuseGround(ground) for ground in grounds.split()}
    for ground in AbuseGround:
        case, report = Case(place).register().by("supervisor"), ReportToPolice(ground=ground)
        if ground in severe:
            case.does(report, "evidence")
        else:
            assert case.refused(report, "evidence") == "abuse_did_not_go_on"


@pytest.mark.rule("HD-22")
def test_a_restriction_lifted_on_appeal_leads_to_no_police() -> None:
    case = restricted().by("hotline_head").does(LIFT, "reason").after(hours=1)
    case.by("seat_agent").does(Persuade(), "text").by("supervisor")
    assert case.refused(POLICE, "evidence") == "abuse_did_not_go_on"


def test_nothing_of_this_judges_a_demand_that_is_open() -> None:
    case = Case().register("consult").does(TWICE, "text").by("supervisor")
    case.does(RESTRICT, "reason")
    assert (case.state, case.owed()) == (State.INTAKE, {"intake/1"})
    assert case.by("seat_agent").does(Answer(kb_entry="k"), "answer").state is State.CLOSED
