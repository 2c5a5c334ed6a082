"""Themes M8 and M9: pauses out of the record, and no clock that outlives its duty or dies early."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import permutations
from typing import Any

import pytest

from domain.chapters.closing import callback, termination
from domain.chapters.closing.commands import OrderRework, RejectTermination, RequestTermination
from domain.chapters.closing.facts import TerminationRejected, TerminationRequested
from domain.chapters.dispatch import dispatch
from domain.chapters.dispatch.commands import Contact
from domain.chapters.handling.commands import ApproveExtension, RequestExtension
from domain.chapters.law_change.commands import ChangeRuleSet
from domain.chapters.together import merging
from domain.decide import fold
from domain.duties.due_dates import resume
from domain.order.clause import ALTERATIONS, DECIDERS
from domain.order.clock import Clock, ClockResumed, ClockStarted
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.terms import TerminationGround
from domain.time.limit import parse_limit
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, State
from policies.library import load_pack
from tests.domain.case import Case, moment
from tests.domain.stories import (
    test_designation,
    test_dispatch,
    test_handling,
    test_merging,
    test_review_and_callback,
    test_termination,
)
from tests.must_not_have.catching import must_never
from tests.mutants.test_interruptions import the_review_costs_the_unit_its_time
from tests.mutants.test_mutants import a_rejected_result_gets_new_time
from tests.mutants.wrong_rules import closing_leaves_clocks_open, the_unit_that_left_still_owes

UNLAWFUL_MATTER = RequestTermination(ground=TerminationGround.OTHER_LAWFUL)


def only_the_last_pause_counts(patch: pytest.MonkeyPatch) -> None:
    """Each pause is added to the first due."""

    def forgetful(order: Order, clock: Clock, now: datetime) -> ClockResumed:
        return resume(order, replace(clock, due=clock.original_due), now)

    patch.setattr(termination, "resume", forgetful)


def a_pause_stops_nothing(patch: pytest.MonkeyPatch) -> None:
    """Whoever waits for a decision is violated while waiting."""
    alter = ALTERATIONS[TerminationRequested]

    def running(order: Order, content: Any, fact: Any) -> Order:
        order = alter(order, content, fact)
        paused = {id: replace(order.clocks[id], ended=None, paused=None) for id in content.paused}
        return changing(order, clocks={**order.clocks, **paused})

    patch.setitem(ALTERATIONS, TerminationRequested, running)


def a_pause_heals_what_was_late(patch: pytest.MonkeyPatch) -> None:
    """Waiting for a decision forgives what had passed before."""
    alter = ALTERATIONS[TerminationRejected]

    def forgiving(order: Order, content: Any, fact: Any) -> Order:
        order = alter(order, content, fact)
        clean = {id: replace(clock, lapsed=None) for id, clock in order.clocks.items()}
        return changing(order, clocks=clean)

    patch.setitem(ALTERATIONS, TerminationRejected, forgiving)


def pauses_are_kept_in_a_counter(patch: pytest.MonkeyPatch) -> None:
    """The order gets its time back, and no fact says so."""
    lawful = DECIDERS[RejectTermination]

    def generous(decision: Decision, command: RejectTermination) -> None:
        lawful(decision, command)
        clock = decision.order.clocks["handle/1"]
        later = replace(clock, due=clock.due + (decision.now - clock.started))
        decision.order = changing(decision.order, clocks={**decision.order.clocks, clock.id: later})

    patch.setitem(DECIDERS, RejectTermination, generous)


def the_second_unit_gets_the_rest(patch: pytest.MonkeyPatch) -> None:
    """The next unit inherits a clock that the first has spent."""
    start = dispatch.start

    def spent(order: Order, name: ClockName, owner: str, now: datetime) -> tuple[ClockStarted, ...]:
        return start(order, name, owner, order.dispatched_at or now)

    patch.setattr(dispatch, "start", spent)


def a_merged_order_runs_on(patch: pytest.MonkeyPatch) -> None:
    """Merging ends an order and none of its clocks."""
    patch.setattr(merging, "ends_here", lambda *_: ())


def any_ring_is_an_answer(patch: pytest.MonkeyPatch) -> None:
    """Whatever is noted about the caller counts as a response."""
    lawful = DECIDERS[Contact]
    patch.setitem(
        DECIDERS, Contact, lambda decision, said: lawful(decision, replace(said, outcome="reached"))
    )


def rework_runs_on_the_spent_clock(patch: pytest.MonkeyPatch) -> None:
    """What is opened again is late at once."""
    start = callback.start

    def spent(order: Order, name: ClockName, owner: str, now: datetime, *occasion: str) -> Any:
        since = order.dispatched_at if name is ClockName.REWORK else None
        return start(order, name, owner, since or now, *occasion)

    patch.setattr(callback, "start", spent)


def a_word_of_thanks_opens_it_again(patch: pytest.MonkeyPatch) -> None:
    """Whoever says thanks after the end sets the order going."""
    patch.setattr(State, "is_over", property(lambda _: False))


def paused_twice() -> Case:
    """Three working days in two pauses, between which the unit worked on."""
    case = Case().signed_in()
    for since, until in (("03-03 10:00", "03-05 10:00"), ("03-06 10:00", "03-09 10:00")):
        case.at(since).by("unit_clerk").does(UNLAWFUL_MATTER, "application")
        case.at(until).by("hotline_head").does(RejectTermination(), "reason")
    return case


def two_pauses_give_back_the_sum_of_both() -> None:
    assert paused_twice().clock("handle/1").due == moment("03-12 24:00")


def the_record_alone_gives_the_same_due() -> None:
    case = paused_twice()
    assert fold(case.order.dossier, tuple(case.facts)) == case.order


def pause(case: Case) -> None:
    """A working day that the hotline took to refuse an application."""
    case.by("unit_clerk").does(UNLAWFUL_MATTER, "application").after(days=1)
    case.by("hotline_head").does(RejectTermination(), "reason")


def extend(case: Case) -> None:
    """Two working days that were granted."""
    asked = RequestExtension(length=parse_limit("2 WD"), signed_by="head")
    case.by("unit_head").does(asked, "reason").by("hotline_head").does(ApproveExtension())


def change_law(case: Case) -> None:
    """Another rule set for what begins later."""
    case.by("system").does(ChangeRuleSet(pack=load_pack("weifang-2021")), "reason")


def whatever_comes_first_gives_the_same_due() -> None:
    for steps in permutations((pause, extend, change_law)):
        case = Case().signed_in()
        for step in steps:
            step(case)
        assert case.clock("handle/1").due == moment("03-12 24:00")
        assert fold(case.order.dossier, tuple(case.facts)) == case.order


def a_reopened_order_begins_a_limit_and_keeps_the_old_one() -> None:
    case = Case().to_recheck()
    frozen = case.clock("handle/1")
    case.at("03-03 10:00").by("supervisor").does(OrderRework(), "reason")
    assert case.clock("rework/1").due == moment("03-06 24:00")
    assert case.clock("handle/1") == frozen


def test_m08_a_pause_gives_back_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of a hold was lost, once forty-two days of it."""
    must_never(
        monkeypatch,
        the_review_costs_the_unit_its_time,
        test_termination.test_a_refused_application_gives_back_the_time_of_the_review,
    )


def test_m08_every_pause_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several holds only the last was added."""
    must_never(monkeypatch, only_the_last_pause_counts, two_pauses_give_back_the_sum_of_both)


def test_m08_the_order_of_changes_is_all_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of a pause was lost when the limit was changed."""
    must_never(monkeypatch, only_the_last_pause_counts, whatever_comes_first_gives_the_same_due)


def test_m08_nothing_lapses_in_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit was violated while the order was pending."""
    must_never(
        monkeypatch,
        a_pause_stops_nothing,
        test_termination.test_a_due_that_falls_within_the_review_does_not_lapse,
    )


def test_m08_no_pause_heals_a_breach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time after the breach was booked as time of waiting."""
    must_never(
        monkeypatch,
        a_pause_heals_what_was_late,
        test_termination.test_what_was_late_before_the_application_stays_late,
    )


def test_m08_pauses_follow_from_the_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counters of paused time were changed and no log was written."""
    must_never(monkeypatch, pauses_are_kept_in_a_counter, the_record_alone_gives_the_same_due)


def test_m09_an_end_stops_every_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock ran on after the order was resolved."""
    must_never(
        monkeypatch,
        closing_leaves_clocks_open,
        test_handling.test_a_withdrawn_order_owes_nothing,
    )


def test_m09_thanks_open_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock ran again because the caller said thanks."""
    must_never(
        monkeypatch,
        a_word_of_thanks_opens_it_again,
        partial(test_review_and_callback.test_a_content_caller_closes_the_order, satisfied=1),
    )


def test_m09_a_merged_order_owes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merged ticket still escalated."""
    must_never(
        monkeypatch,
        a_merged_order_runs_on,
        test_merging.test_a_second_demand_about_one_matter_follows_the_first,
    )


def test_m09_the_next_unit_has_its_full_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second group inherited a clock that was already spent and had no time to resolve."""
    must_never(
        monkeypatch,
        the_second_unit_gets_the_rest,
        test_dispatch.test_the_next_unit_gets_full_limits_and_the_city_does_not,
    )


def test_m09_the_unit_that_left_owes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The old due dates survived the change of hands."""
    must_never(
        monkeypatch,
        the_unit_that_left_still_owes,
        test_designation.test_the_desk_may_open_the_dispute,
    )


def test_m09_a_rejected_result_gets_no_new_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """After closing and opening again the escalation was wrong."""
    must_never(
        monkeypatch,
        a_rejected_result_gets_new_time,
        test_review_and_callback.test_a_rejected_result_counts_from_the_original_due,
    )


def test_m09_rework_has_its_own_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """An old order that was opened again was in breach at once."""
    must_never(
        monkeypatch,
        rework_runs_on_the_spent_clock,
        a_reopened_order_begins_a_limit_and_keeps_the_old_one,
    )


def test_m09_only_the_caller_reached_is_a_response(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody had laid down what counts as a response: a note, a call, who wrote last."""
    must_never(
        monkeypatch,
        any_ring_is_an_answer,
        test_dispatch.test_a_call_that_nobody_answers_ends_no_duty,
    )
