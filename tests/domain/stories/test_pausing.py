"""Stories of pausing: time stands still on a ground of the closed list, and is given back."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.chapters.closing.commands import OrderRework, Withdraw
from domain.chapters.dispatch.commands import Contact, RequestReturn
from domain.chapters.emergency.commands import DeclareEmergency
from domain.chapters.handling.commands import (
    ApproveExtension,
    Pause,
    RequestExtension,
    Resume,
    SubmitResult,
)
from domain.chapters.handling.terms import PauseReason
from domain.chapters.law_change.commands import ChangeCalendar
from domain.order.clock import Outcome
from domain.time.limit import parse_limit
from domain.vocabulary import ClockName, EmergencyKind, ResultKind, State
from policies.library import load_pack
from tests.domain.acts import YEAR_2027
from tests.domain.case import BY_PHONE, Case, moment, unlimited

INSPECTION = Pause(reason=PauseReason.STATUTORY_PROCEDURE)
QUESTION = Pause(reason=PauseReason.SUPERIOR_INSTRUCTION)
CALLER = Pause(reason=PauseReason.AWAITING_CALLER)
NOT_REACHED = Contact(outcome="not_reached")


def paused(at: str = "03-04 10:00", why: Pause = QUESTION, pack: str = "national-default") -> Case:
    """An order whose clock the hotline stops on Wednesday."""
    return Case(pack).signed_in().at(at).by("hotline_head").does(why)


def tried(*times: str) -> Case:
    """An order whose unit tries in vain to reach the caller."""
    case = Case().signed_in().by("unit_clerk")
    for time in times:
        case.at(time).does(NOT_REACHED)
    return case.by("hotline_head")


@pytest.mark.rule("T:T23.1", "G:G19.2")
def test_what_a_pause_cost_is_given_back_to_the_unit_and_not_to_the_city() -> None:
    case = paused()
    assert case.state is State.PAUSED
    case.at("03-06 10:00").by("unit_clerk").does(Resume())
    assert case.state is State.HANDLING
    assert case.clock("handle/1").due == moment("03-11 24:00")
    assert case.clock("handle/1").original_due == moment("03-09 24:00")
    assert case.clock("total/1").due == moment("03-09 24:00")
    assert case.clock("pause/1").outcome is Outcome.MET


@pytest.mark.rule("T:T23.2")
def test_a_paused_limit_does_not_ring_and_the_citys_does() -> None:
    case = paused().at("03-14 10:00")
    assert not [ring for ring in case.rings() if ring.startswith("handle")]
    assert case.clock("handle/1").lapsed is None
    assert case.clock("total/1").lapsed == moment("03-09 24:00")


@pytest.mark.rule("T:T23.3", "G:G19.1")
@pytest.mark.parametrize(("why", "ends"), [(QUESTION, "03-18 24:00"), (INSPECTION, "05-03 24:00")])
def test_at_its_longest_a_pause_ends_by_itself_and_nobody_has_failed(why: Pause, ends: str) -> None:
    case = paused(why=why).after(moment(ends) - moment("03-04 10:00"))
    assert case.state is State.PAUSED
    case.after(microseconds=1)
    assert case.state is State.HANDLING
    assert case.clock("pause/1").outcome is Outcome.EXPIRED
    assert case.clock("pause/1").lapsed is None
    assert case.last("Resumed").occurred_at == moment(ends)
    breached = [f.content.clock for f in case.facts if f.kind == "DueBreached"]  # type: ignore[union-attr]
    assert "pause/1" not in breached


@pytest.mark.rule("X:X7.1", "G:G19")
def test_three_tries_on_two_days_and_the_caller_is_waited_for() -> None:
    case = tried("03-02 10:00", "03-02 15:00", "03-03 10:00").does(CALLER)
    assert case.clock("pause/1").due == moment("03-10 24:00")


@pytest.mark.rule("X:X7.2", "G:G19")
def test_a_wait_for_the_caller_that_runs_out_is_no_failure() -> None:
    case = tried("03-02 10:00", "03-02 15:00", "03-03 10:00").does(CALLER).at("03-11 10:00")
    assert case.state is State.HANDLING
    assert case.clock("pause/1").outcome is Outcome.EXPIRED
    assert case.clock("pause/1").lapsed is None
    assert case.clock("handle/1").due == moment("03-16 24:00")


@pytest.mark.rule("X:X7.1")
@pytest.mark.parametrize(
    "times",
    [("03-02 10:00", "03-03 10:00"), ("03-02 10:00", "03-02 11:00", "03-02 15:00")],
)
def test_too_few_tries_or_all_on_one_day_stop_no_clock(times: tuple[str, ...]) -> None:
    assert tried(*times).refused(CALLER) == "too_few_attempts"


@pytest.mark.rule("X:X7.3", "T:T19")
def test_a_caller_who_was_reached_is_tried_anew() -> None:
    case = tried("03-02 10:00", "03-02 15:00", "03-03 10:00").by("unit_clerk").does(Contact())
    assert case.by("hotline_head").refused(CALLER) == "too_few_attempts"


@pytest.mark.rule("T:T23.4")
def test_who_pauses_and_when() -> None:
    case = Case().dispatched()
    assert case.by("hotline_head").refused(QUESTION) == "not_being_handled"
    case = Case().signed_in().by("unit_head")
    assert case.refused(QUESTION) == "role_may_not"
    assert case.refused(Resume()) == "not_paused"
    assert case.by("unit_clerk", of="roads").refused(Resume()) == "not_your_order"
    assert paused().refused(INSPECTION) == "not_being_handled"


@pytest.mark.rule("T:T23", "G:G19")
def test_a_law_that_knows_no_pause_stops_no_clock() -> None:
    law = unlimited(load_pack("national-default"), ClockName.PAUSE)
    case = Case(replace(law, pausing=None)).signed_in().by("hotline_head")
    assert case.refused(QUESTION) == "pause_not_in_law"
    assert case.refused(CALLER) == "pause_not_in_law"


@pytest.mark.rule("T:T23.4")
def test_what_is_overdue_cannot_be_paused_any_more() -> None:
    case = Case().signed_in().at("03-10 00:01").by("hotline_head")
    assert case.refused(QUESTION) == "due_already_passed"


@pytest.mark.rule("T:T23.5", "T:T29", "T:T13", "T:T21")
def test_while_time_stands_still_nothing_is_handed_in() -> None:
    case = paused().by("unit_clerk")
    done = SubmitResult(result_kind=ResultKind.SOLVED, **BY_PHONE)
    back = RequestReturn(proposed_unit="roads")
    more = RequestExtension(length=parse_limit("1 WD"), signed_by="head")
    assert case.refused(done, "solution", "evidence") == "not_being_handled"
    assert case.refused(back, "reason", "basis") == "not_with_a_unit"
    assert case.refused(more, "reason") == "not_being_handled"
    case.does(Contact()).by("caller").does(Withdraw(), "reason")
    assert not case.rings()


@pytest.mark.rule("T:T23", "T:T43", "E:E1")
def test_an_emergency_ends_the_pause_and_allows_no_other() -> None:
    case = paused().at("03-05 10:00").by("seat_agent")
    case.does(DeclareEmergency(kind=EmergencyKind.HELP))
    assert case.state is State.HANDLING
    assert case.clock("handle/1").due == moment("03-10 24:00")
    assert case.by("hotline_head").refused(QUESTION) == "emergency_first"


@pytest.mark.rule("T:T37", "T:T23")
def test_rework_is_paused_like_handling() -> None:
    case = Case().to_recheck().by("supervisor").does(OrderRework(), "reason")
    case.by("hotline_head").does(QUESTION).at("03-03 10:00").does(Resume())
    assert case.clock("rework/1").due == moment("03-06 24:00")


@pytest.mark.rule("T:T21", "T:T23")
def test_time_granted_during_a_pause_comes_on_top() -> None:
    case = Case().signed_in().by("unit_head")
    case.does(RequestExtension(length=parse_limit("1 WD"), signed_by="head"), "reason")
    case.by("hotline_head").does(QUESTION).does(ApproveExtension())
    case.at("03-04 10:00").does(Resume())
    assert case.clock("handle/1").due == moment("03-12 24:00")


@pytest.mark.rule("X:X37.1", "T:T51.1", "T:T23")
def test_a_calendar_published_after_a_pause_gives_the_pause_back() -> None:
    case = Case(at="12-28 09:00").signed_in().by("hotline_head").does(QUESTION)
    case.at("12-30 10:00").does(Resume())
    assert case.clock("handle/1").provisional
    case.by("sys_admin").does(ChangeCalendar(years=(YEAR_2027,)))
    assert case.clock("handle/1").due == moment("12-31 24:00") + timedelta(days=6)
    assert not case.clock("handle/1").provisional


@pytest.mark.rule("T:T23", "G:G19")
def test_what_a_pause_moves_into_an_unknown_year_lapses_by_no_calendar() -> None:
    case = Case(at="12-21 09:00").signed_in().at("12-22 10:00").by("hotline_head").does(QUESTION)
    assert not case.clock("handle/1").provisional
    case.at("12-29 10:00").does(Resume())
    assert case.clock("handle/1").provisional
    assert case.after(days=30).clock("handle/1").lapsed is None


@pytest.mark.rule("T:T23", "G:G11", "G:G19")
def test_after_a_pause_time_runs_reminds_of_the_new_due_and_lapses() -> None:
    """Half was told of before the pause, and is not told of again; the last day is."""
    case = Case().signed_in().at("03-06 10:00").by("hotline_head").does(QUESTION)
    case.at("03-10 10:00").does(Resume()).at("03-11 24:00").after(seconds=1)
    assert case.clock("handle/1").paused is None
    assert case.clock("handle/1").lapsed == moment("03-11 24:00")
    told = [
        (fact.content.step, fact.occurred_at)  # type: ignore[union-attr]
        for fact in case.facts
        if fact.kind == "DueWarning" and fact.content.clock == "handle/1"  # type: ignore[union-attr]
    ]
    assert told == [
        ("warn half", moment("03-06 00:00")),
        ("warn 1 WD", moment("03-11 00:00")),
        ("warn 4 WH", moment("03-11 13:30")),
    ]


@pytest.mark.rule("X:X37", "T:T51", "T:T23")
def test_a_due_that_a_pause_moves_is_counted_by_the_calendar_of_that_day() -> None:
    case = Case(at="12-21 09:00").signed_in().at("12-22 10:00").by("hotline_head").does(QUESTION)
    case.by("sys_admin").does(ChangeCalendar(years=(YEAR_2027,)))
    case.at("12-29 10:00").by("hotline_head").does(Resume())
    assert case.clock("handle/1").calendar == case.order.dossier.calendar.edition
    assert not case.clock("handle/1").provisional


@pytest.mark.rule("X:X37.1", "T:T51.1", "T:T23")
def test_a_calendar_published_later_gives_every_pause_back() -> None:
    case = Case(at="12-28 09:00").signed_in().by("hotline_head").does(QUESTION)
    case.at("12-29 10:00").does(Resume()).does(QUESTION).at("12-30 10:00").does(Resume())
    case.by("sys_admin").does(ChangeCalendar(years=(YEAR_2027,)))
    assert case.clock("handle/1").due == moment("12-31 24:00") + timedelta(days=6)


@pytest.mark.rule("T:T23")
def test_a_pause_that_cost_nothing_changes_nothing() -> None:
    case = Case().signed_in().at("03-06 10:00").by("hotline_head")
    before = case.clock("handle/1")
    case.does(QUESTION).at("03-06 16:00").does(Resume())
    after = case.clock("handle/1")
    assert (after.due, after.rung, after.armed) == (before.due, before.rung, before.armed)


def standing_still(pack: str, class_: str, *spans: tuple[datetime, datetime]) -> datetime:
    """The due of an order whose clock stood still in these spans."""
    case = Case(pack).signed_in(class_=class_).by("hotline_head")
    for began, ended in spans:
        case.after(began - case.now).does(QUESTION).after(ended - case.now).does(Resume())
    return case.clock("handle/1").due


@pytest.mark.rule("T:T23")
@pytest.mark.parametrize(
    ("pack", "class_"), [("national-default", "other"), ("sanya-2018", "city_management")]
)
@given(hours=st.lists(st.integers(1, 40), min_size=3, max_size=3))
def test_pauses_that_follow_each_other_cost_what_one_long_pause_costs(
    pack: str, class_: str, hours: list[int]
) -> None:
    times = [moment("03-02 09:00") + timedelta(hours=sum(hours[:n])) for n in range(1, 4)]
    began, midway, ended = times
    once = standing_still(pack, class_, (began, ended))
    assert standing_still(pack, class_, (began, midway), (midway, ended)) == once
