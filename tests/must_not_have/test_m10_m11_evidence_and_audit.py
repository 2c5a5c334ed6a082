"""Themes M10 and M11: a breach stays on record, and nothing happens that no fact accounts for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.chapters.intake.facts import LateEntryConfirmed
from domain.chapters.law_change.commands import ChangeCalendar, ChangeRuleSet
from domain.chapters.supervision.commands import ClearSupervision, Urge
from domain.chapters.supervision.facts import DueBreached, SupervisionCleared
from domain.chapters.together.commands import Merge
from domain.decide import fold
from domain.order import clock_change
from domain.order import decision as decisions
from domain.order.act import SYSTEM
from domain.order.clause import ALTERATIONS, DECIDERS
from domain.order.clock import Clock, ClockMoved, Outcome
from domain.order.decision import Decision
from domain.order.fact import Content, Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import Urgency
from tests.domain.case import Case, moment
from tests.domain.stories import (
    test_calendar_and_packs,
    test_force_majeure,
    test_handling,
    test_intake_limit,
    test_rule_set_change,
    test_supervision,
)
from tests.must_not_have.catching import must_never
from tests.mutants.wrong_rules import Fault


def clearing_erases_the_breach(patch: pytest.MonkeyPatch) -> None:
    """Whoever clears the flag of an overdue order removes its clock's breach with it."""
    alter = ALTERATIONS[SupervisionCleared]

    def erased(order: Order, content: Any, fact: Fact) -> Order:
        order = alter(order, content, fact)
        clean = {id: replace(clock, lapsed=None) for id, clock in order.clocks.items()}
        return changing(order, clocks=clean)

    patch.setitem(ALTERATIONS, SupervisionCleared, erased)


def what_is_done_was_in_time(patch: pytest.MonkeyPatch) -> None:
    """A duty that is done at last counts as met."""
    done = Decision.done

    def met(decision: Decision, *names: Any, **owner: str) -> Any:
        return tuple(replace(stop, outcome=Outcome.MET) for stop in done(decision, *names, **owner))

    patch.setattr(Decision, "done", met)


def exempt_means_never_missed(patch: pytest.MonkeyPatch) -> None:
    """An approved claim takes the miss away instead of explaining it."""
    change_one = clock_change.change_one

    def erased(clock: Clock, change: Any, at: Any) -> Clock:
        clock = change_one(clock, change, at)
        return replace(clock, lapsed=None) if clock.outcome is Outcome.EXEMPT else clock

    patch.setattr(clock_change, "change_one", erased)


def the_first_due_is_overwritten(patch: pytest.MonkeyPatch) -> None:
    """Only the latest due is kept."""
    moved = clock_change.moved

    def overwritten(clock: Clock, change: ClockMoved, at: Any) -> Clock:
        return replace(moved(clock, change, at), original_due=change.due)

    patch.setattr(clock_change, "moved", overwritten)


def recorded_otherwise(
    patch: pytest.MonkeyPatch, otherwise: Callable[[Decision, Content], dict[str, Any]]
) -> None:
    """Let every fact be written down with something else in it."""
    record = Decision.record

    def changed(decision: Decision, content: Any, *changes: Any, basis: tuple[str, ...]) -> None:
        given = {"content": content, "basis": basis, **otherwise(decision, content)}
        record(decision, given["content"], *changes, basis=given["basis"])

    patch.setattr(Decision, "record", changed)


def nobody_says_which_clock(patch: pytest.MonkeyPatch) -> None:
    """A breach says that something was missed."""

    def bare(_: Decision, content: Content) -> dict[str, Any]:
        missed = isinstance(content, DueBreached)
        return {"content": replace(content, clock="", owner="")} if missed else {}

    recorded_otherwise(patch, bare)


def the_system_did_it(patch: pytest.MonkeyPatch) -> None:
    """What a clock does names no rule."""
    recorded_otherwise(patch, lambda decision, _: {} if decision.act else {"basis": ()})


def nobody_did_it(patch: pytest.MonkeyPatch) -> None:
    """Whoever acts, the record names the system."""
    patch.setattr(decisions, "Fact", lambda **told: Fact(**{**told, "actor": SYSTEM}))


def urging_lowers_the_urgency(patch: pytest.MonkeyPatch) -> None:
    """The order is changed beside what is written down."""
    lawful = DECIDERS[Urge]

    def silent(decision: Decision, command: Urge) -> None:
        lawful(decision, command)
        decision.order = changing(decision.order, urgency=Urgency.URGENT)

    patch.setitem(DECIDERS, Urge, silent)


def _silently(patch: pytest.MonkeyPatch, command: Any) -> None:
    lawful = DECIDERS[command]

    def unrecorded(decision: Decision, said: Any) -> None:
        lawful(decision, said)
        decision.facts.clear()

    patch.setitem(DECIDERS, command, unrecorded)


def calendars_change_silently(patch: pytest.MonkeyPatch) -> None:
    """A new calendar moves dues and leaves no trace."""
    _silently(patch, ChangeCalendar)


def laws_change_silently(patch: pytest.MonkeyPatch) -> None:
    """A new rule set is put in place and leaves no trace."""
    _silently(patch, ChangeRuleSet)


def merging_leaves_no_trace(patch: pytest.MonkeyPatch) -> None:
    """Two orders become one, and neither says so."""
    _silently(patch, Merge)


def the_opening_may_be_chosen(patch: pytest.MonkeyPatch) -> None:
    """Whoever enters a call late decides when the order began."""

    def backdated(order: Order, content: LateEntryConfirmed, _: Fact) -> Order:
        return changing(order, born_at=content.called_at)

    patch.setitem(ALTERATIONS, LateEntryConfirmed, backdated)


def late_and_cleared() -> Case:
    """An order that missed its due, was done, and whose supervision was then cleared."""
    case = test_supervision.overdue().at("03-11 10:00").solved()
    return case.by("supervisor").does(ClearSupervision(), "reason")


def a_cleared_order_still_shows_its_breach() -> None:
    case = late_and_cleared()
    assert case.clock("handle/1").lapsed == moment("03-09 24:00")
    assert case.clock("handle/1").due == moment("03-09 24:00")


def a_breach_names_clock_owner_and_due() -> None:
    breached = late_and_cleared().last("DueBreached").content
    assert isinstance(breached, DueBreached)
    assert (breached.clock, breached.owner) == ("total/1", "city")
    assert breached.due == moment("03-09 24:00")


def every_fact_rests_on_a_rule() -> None:
    assert not [fact.kind for fact in late_and_cleared().facts if not fact.basis]


def every_act_names_its_person() -> None:
    case = late_and_cleared()
    by_people = {fact.actor.person for fact in case.facts if fact.command_id}
    assert by_people == {
        "seat_agent@hotline",
        "dispatcher@hotline",
        "unit_clerk@water",
        "supervisor@hotline",
    }
    assert {fact.actor for fact in case.facts if not fact.command_id} == {SYSTEM}


def the_facts_alone_make_the_order() -> None:
    case = Case().signed_in().by("caller").does(Urge())
    assert fold(case.order.dossier, tuple(case.facts)) == case.order


def a_change_of_calendar_is_on_record() -> None:
    case = test_calendar_and_packs.at_the_turn_of_the_year().by("sys_admin")
    case.does(test_calendar_and_packs.NEW_YEAR)
    assert case.kinds()[-1] == "CalendarChanged"
    assert case.facts[-1].actor.role == "sys_admin"
    assert [change.id for change in case.facts[-1].clocks if isinstance(change, ClockMoved)]


def a_change_of_law_is_on_record_with_its_reason() -> None:
    case = test_rule_set_change.moved()
    assert case.kinds()[-1] == "RuleSetChanged"
    assert "reason" in case.facts[-1].filled


def both_sides_of_a_merge_tell_of_it() -> None:
    child = Case(number="child").register().does(Merge(master="master"))
    master = Case(number="master").register().does(Merge(child="child"))
    assert (child.kinds()[-1], master.kinds()[-1]) == ("Merged", "CallerJoined")


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        (clearing_erases_the_breach, a_cleared_order_still_shows_its_breach),
        (
            what_is_done_was_in_time,
            test_supervision.test_a_late_result_stops_the_ladder_and_stays_late,
        ),
        (
            exempt_means_never_missed,
            test_force_majeure.test_an_approved_claim_exempts_and_runs_to_the_new_time,
        ),
    ],
)
def test_m10_a_breach_cannot_be_erased(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, check: Callable[[], None]
) -> None:
    """Clearing the overdue flag removed the limit itself, and late replies left the list."""
    must_never(monkeypatch, fault, check)


def test_m10_the_first_due_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of the limit overwrote what had been promised, and statistics were wrong."""
    must_never(
        monkeypatch,
        the_first_due_is_overwritten,
        test_handling.test_granted_time_moves_the_units_due_and_the_citys,
    )


def test_m10_a_breach_says_what_was_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody could tell which of two limits had failed."""
    must_never(monkeypatch, nobody_says_which_clock, a_breach_names_clock_owner_and_due)


def test_m11_the_system_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system did it, said the history, and not by which rule."""
    must_never(monkeypatch, the_system_did_it, every_fact_rests_on_a_rule)


def test_m11_every_act_has_its_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change was booked on nobody."""
    must_never(monkeypatch, nobody_did_it, every_act_names_its_person)


def test_m11_nothing_changes_beside_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notice lowered the priority of a ticket and wrote no follow-up."""
    must_never(monkeypatch, urging_lowers_the_urgency, the_facts_alone_make_the_order)


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        (calendars_change_silently, a_change_of_calendar_is_on_record),
        (laws_change_silently, a_change_of_law_is_on_record_with_its_reason),
    ],
)
def test_m11_calendar_and_law_change_on_record(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, check: Callable[[], None]
) -> None:
    """Changes of the configuration were not logged."""
    must_never(monkeypatch, fault, check)


def test_m11_a_merge_is_on_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge was not in the history, and the other ticket's log was lost."""
    must_never(monkeypatch, merging_leaves_no_trace, both_sides_of_a_merge_tell_of_it)


def test_m11_nobody_chooses_when_an_order_began(monkeypatch: pytest.MonkeyPatch) -> None:
    """Technicians could change the opening date and time."""
    must_never(
        monkeypatch,
        the_opening_may_be_chosen,
        test_intake_limit.test_a_call_taken_on_paper_in_an_outage_is_entered_by_two_people,
    )
