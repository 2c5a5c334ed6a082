"""Stories of a law's own limit: longer than the ordinary one, and told to the caller in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.chapters.closing.commands import RejectReview
from domain.chapters.dispatch.commands import ApproveReturn, Contact, RequestReturn
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import ApplyStatutoryLimit, Pause, Resume
from domain.chapters.handling.terms import PauseReason
from domain.chapters.law_change.commands import ChangeCalendar
from domain.order.clock import Outcome
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, EmergencyKind
from policies.library import load_pack
from tests.domain.acts import YEAR_2027
from tests.domain.case import Case, moment
from tests.domain.stories.test_limits_by_circumstance import at_night


def by_law(
    limit: str = "20 WD", law: str = "《食品安全法》", article: str = "第一百一十五条"
) -> ApplyStatutoryLimit:
    """A limit that a law sets."""
    return ApplyStatutoryLimit(law=law, article=article, limit=parse_limit(limit))


def lawful() -> Case:
    """An order for which the hotline applies twenty working days on Wednesday."""
    return Case().signed_in().by("unit_clerk").at("03-04 10:00").by("hotline_head").does(by_law())


@pytest.mark.rule("T:T22.1", "WF-19.1", "G:G10")
def test_the_laws_limit_takes_the_place_of_the_ordinary_one() -> None:
    case = lawful()
    for clock in ("handle/1", "total/1"):
        assert case.clock(clock).due == moment("03-30 24:00")
        assert case.clock(clock).original_due == moment("03-09 24:00")
        assert case.clock(clock).limit == parse_limit("20 WD")
    assert case.clock("handle/1").extensions == ()
    assert case.order.extensions == 0


@pytest.mark.rule("T:T22", "G:G10", "G:G11")
def test_of_the_laws_limit_the_unit_is_reminded_anew() -> None:
    """Half of the ordinary limit was told of on the sixth, half of the law's will be later."""
    case = Case().signed_in().at("03-06 10:00").by("hotline_head").does(by_law())
    assert (case.clock("handle/1").rung, case.clock("handle/1").armed) == ((), case.now)
    case.at("03-31 09:00")
    told = [
        (fact.content.step, fact.occurred_at)  # type: ignore[union-attr]
        for fact in case.facts
        if fact.kind == "DueWarning" and fact.content.clock == "handle/1"  # type: ignore[union-attr]
    ]
    assert told[:2] == [("warn half", moment("03-06 00:00")), ("warn half", moment("03-17 00:00"))]


@pytest.mark.rule("T:T22", "G:G10", "T:T51")
def test_the_laws_limit_is_counted_by_the_calendar_of_that_day() -> None:
    case = Case().signed_in().by("sys_admin").does(ChangeCalendar(years=(YEAR_2027,)))
    before = case.clock("handle/1").calendar
    case.by("hotline_head").does(by_law())
    after = case.clock("handle/1").calendar
    assert (before, after) != (after, before)
    assert after == case.order.dossier.calendar.edition


@pytest.mark.rule("WF-19.2", "T:T22")
def test_in_weifang_it_is_the_hotline_that_applies_the_law() -> None:
    case = Case("weifang-2021").signed_in().by("unit_clerk")
    assert case.refused(by_law()) == "role_may_not"
    case.by("hotline_head").does(by_law())
    assert case.clock("handle/1").due == moment("03-30 24:00")


@pytest.mark.rule("G:G10.2", "X:X16.1", "T:T22")
def test_the_caller_hears_of_it_within_the_ordinary_limit() -> None:
    case = lawful()
    reply = case.clock("interim_reply/1")
    assert (reply.owner, reply.due) == ("water", moment("03-09 24:00"))
    assert (reply.armed, reply.basis) == (moment("03-04 10:00"), ("G:G10", "X:X16"))
    assert case.by("unit_clerk").does(Contact(outcome="not_reached")).clock(reply.id).is_open
    assert case.does(Contact()).clock(reply.id).outcome is Outcome.MET


@pytest.mark.rule("G:G10", "T:T22", "X:X16")
def test_a_laws_limit_that_reaches_a_year_not_published_yet_is_an_estimate() -> None:
    case = Case(at="12-14 09:00").signed_in().by("hotline_head")
    assert not case.clock("handle/1").provisional
    assert case.does(by_law()).clock("handle/1").provisional


@pytest.mark.rule("G:G10.2", "X:X16.1")
def test_of_an_interim_reply_nothing_has_sounded_yet() -> None:
    case = Case().signed_in().at("03-06 09:00").by("hotline_head")
    assert case.clock("handle/1").rung == ("warn half",)
    assert case.does(by_law()).clock("interim_reply/1").rung == ()


@pytest.mark.rule("G:G10", "X:X16")
def test_a_caller_left_without_an_interim_reply_is_a_breach_of_its_own() -> None:
    case = lawful().at("03-10 00:01")
    assert case.clock("interim_reply/1").lapsed == moment("03-09 24:00")
    assert case.clock("handle/1").lapsed is None


@pytest.mark.rule("G:G10.1", "T:T22.1")
def test_a_law_needs_a_name_an_article_and_a_longer_limit() -> None:
    case = Case().signed_in().by("hotline_head")
    for no_law in ("", "-", "food-safety-law", "\u300a\u300b", "食品安全法"):
        assert case.refused(by_law(law=no_law)) == "legal_basis_missing"
    for no_article in ("", "-", "\u6761", "第条"):
        assert case.refused(by_law(article=no_article)) == "legal_basis_missing"
    assert case.refused(by_law("5 WD")) == "statutory_limit_not_longer"
    assert case.refused(by_law("3 WD")) == "statutory_limit_not_longer"
    assert case.by("unit_head").refused(by_law()) == "role_may_not"


@pytest.mark.rule("WF-19", "G:G10")
def test_no_law_gives_years() -> None:
    case = Case().signed_in().by("hotline_head")
    assert case.refused(by_law("91 WD")) == "statutory_limit_too_long"
    assert case.refused(by_law("2000 ND")) == "statutory_limit_too_long"
    assert case.does(by_law("90 WD")).clock("handle/1").limit == parse_limit("90 WD")


@pytest.mark.rule("T:T22.3")
def test_a_limit_that_has_passed_is_not_replaced() -> None:
    assert Case().dispatched().by("hotline_head").refused(by_law()) == "not_being_handled"
    case = Case().signed_in().at("03-10 00:01").by("hotline_head")
    assert case.refused(by_law()) == "due_already_passed"


@pytest.mark.rule("T:T22.3", "G:G7")
def test_no_law_lengthens_an_emergency() -> None:
    case = Case().signed_in().by("seat_agent").does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.by("hotline_head").refused(by_law()) == "emergency_first"


@pytest.mark.rule("T:T22", "T:T23")
def test_a_pause_before_the_law_was_named_is_still_given_back() -> None:
    case = Case().signed_in().by("hotline_head")
    case.does(Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)).at("03-04 10:00").does(Resume())
    case.does(by_law())
    assert case.clock("handle/1").due == moment("04-01 24:00")


@pytest.mark.rule("T:T22.2", "G:G10")
def test_a_second_law_leaves_one_interim_reply() -> None:
    case = lawful().does(by_law("30 WD"))
    assert case.clock("handle/1").due == moment("04-14 24:00")
    assert {"interim_reply/1"} == {id for id in case.owed() if id.startswith("interim")}


@pytest.mark.rule("T:T22", "T:T30")
def test_the_interim_reply_goes_with_the_result_and_comes_back_with_its_rejection() -> None:
    case = lawful().solved()
    assert case.clock("interim_reply/1").outcome is Outcome.RELEASED
    case.by("reviewer").does(RejectReview(), "reason")
    assert {"handle/1", "total/1", "interim_reply/1"} <= case.owed()


@pytest.mark.rule("T:T22", "T:T14")
def test_the_interim_reply_leaves_with_the_unit() -> None:
    case = Case().signed_in().by("hotline_head").does(by_law()).by("unit_clerk")
    case.does(RequestReturn(proposed_unit="roads"), "reason", "basis")
    case.by("dispatcher").does(ApproveReturn())
    assert case.clock("interim_reply/1").outcome is Outcome.RELEASED


@pytest.mark.rule("T:T22", "G:G10")
def test_a_law_that_gives_just_what_the_city_has_promised_moves_the_unit_only() -> None:
    law = load_pack("national-default")
    rules = [
        replace(rule, limit=parse_limit("3 WD"))
        if rule.clock is ClockName.HANDLE and not rule.occasion
        else rule
        for rule in law.limits
    ]
    case = Case(replace(law, limits=tuple(rules))).signed_in().by("hotline_head")
    case.does(by_law("5 WD"))
    assert case.clock("handle/1").due == case.clock("total/1").due == moment("03-09 24:00")
    assert case.clock("handle/1").limit == parse_limit("5 WD")
    shorter = Case(replace(law, limits=tuple(rules))).signed_in().by("hotline_head")
    assert shorter.does(by_law("4 WD")).clock("total/1").due == moment("03-09 24:00")
    assert [c.kind for c in case.last("StatutoryLimitApplied").clocks] == ["relimited", "started"]


@pytest.mark.rule("T:T22", "G:G10", "WF-19")
def test_a_law_that_gives_a_minute_more_is_longer_and_the_city_has_it_too() -> None:
    case = Case().signed_in().by("hotline_head")
    minutes = (case.clock("handle/1").due - case.now) // timedelta(minutes=1)
    assert case.refused(by_law(f"{minutes} min")) == "statutory_limit_not_longer"
    case.does(by_law(f"{minutes + 1} min"))
    for id in ("handle/1", "total/1"):
        assert case.clock(id).due == moment("03-09 24:00") + timedelta(minutes=1)


@pytest.mark.rule("WF-19", "G:G10")
def test_a_law_that_gives_a_minute_more_than_any_is_none() -> None:
    case = Case().signed_in().by("hotline_head")
    longest = case.does(by_law("90 WD")).clock("handle/1").due
    minutes = (longest - case.now) // timedelta(minutes=1)
    case = Case().signed_in().by("hotline_head")
    assert case.refused(by_law(f"{minutes + 1} min")) == "statutory_limit_too_long"
    assert case.does(by_law(f"{minutes} min")).clock("handle/1").due == longest


@pytest.mark.rule("WF-19", "G:G10")
def test_how_long_a_law_may_be_is_asked_by_the_hour_at_which_the_work_began() -> None:
    law = at_night("handle", "100 WD", 'occasion = "statutory"')
    by_day, by_night = (Case(law, at=f"03-02 {at}").signed_in() for at in ("09:00", "23:00"))
    longer = by_law("95 WD")
    assert by_day.by("hotline_head").refused(longer) == "statutory_limit_too_long"
    assert by_night.by("hotline_head").does(longer).clock("handle/1").limit == longer.limit
