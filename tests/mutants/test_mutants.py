"""Deliberate faults in the core: a story or the any-order machine must catch each of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from domain import decide as life
from domain.chapters.closing.commands import RejectReview
from domain.chapters.dispatch import dispatch, returns
from domain.chapters.dispatch.commands import RequestReturn
from domain.chapters.dispatch.facts import AutoAccepted
from domain.chapters.handling import extension
from domain.chapters.handling.facts import ExtensionApproved
from domain.chapters.intake import first_decision as intake
from domain.chapters.intake import reclassification
from domain.chapters.law_change.facts import RuleSetChanged
from domain.chapters.supervision import lapses
from domain.chapters.supervision.facts import DueWarning
from domain.decide import Decided
from domain.duties import alarms as ringing
from domain.duties import due_dates as timing
from domain.order.clause import ALTERATIONS, DECIDERS, SETTLEMENTS
from domain.order.clock import Clock, ClockRang, ClockReopened
from domain.order.decision import Decision
from domain.order.order import Order
from domain.vocabulary import ClockName
from tests.domain.stories import (
    test_calendar_and_packs,
    test_designation,
    test_dispatch,
    test_emergency,
    test_handling,
    test_intake_limit,
    test_reclassification,
    test_returns,
    test_review_and_callback,
    test_rule_set_change,
    test_sharing,
    test_supervision,
    test_upstream_and_repeats,
)
from tests.domain.test_any_order import AnyOrder
from tests.mutants.wrong_rules import WRONG_RULES, Fault, the_last_rings_first
from tests.mutants.wrong_units import WRONG_UNITS
from tests.mutants.wrong_waits import WRONG_WAITS

pytestmark = pytest.mark.long(seconds=20)


def due_judged_with_less_than(patch: pytest.MonkeyPatch) -> None:
    """What is received at the very due instant counts as late."""
    patch.setattr(life, "lapse_before", life.lapse_until)


def nothing_lapses_before_an_act(patch: pytest.MonkeyPatch) -> None:
    """A clock that the machine was too late for is forgotten."""

    def forget(order: Order, _: datetime) -> Decided:
        return Decided(order=order, facts=())

    patch.setattr(life, "lapse_before", forget)


def silence_is_consent(patch: pytest.MonkeyPatch) -> None:
    """An application for more time that nobody decides is granted."""

    def grant(decision: Decision, _: Clock) -> None:
        handle = decision.order.open_clock(ClockName.HANDLE)
        if handle and decision.order.extension_request:
            moved = timing.move(decision.order, handle, decision.order.extension_request.length)
            content = ExtensionApproved(due=moved.due)
            done = decision.done(ClockName.EXTENSION_DECISION)
            decision.record(content, moved, *done, basis=("G:G7", "T:T21"))

    patch.setitem(SETTLEMENTS, ClockName.EXTENSION_DECISION, grant)


def the_designated_may_return(patch: pytest.MonkeyPatch) -> None:
    """A designation binds nobody."""
    lawful = DECIDERS[RequestReturn]

    def undesignated(decision: Decision, command: RequestReturn) -> None:
        decision.order = replace(decision.order, designated=False)
        lawful(decision, command)

    patch.setitem(DECIDERS, RequestReturn, undesignated)


def silence_signs_in(patch: pytest.MonkeyPatch) -> None:
    """The automatic sign-in settles the duty to sign in."""
    alter = ALTERATIONS[AutoAccepted]

    def sign(order: Order, content: Any, fact: Any) -> Order:
        order = alter(order, content, fact)
        signed = {
            id: replace(clock, ended=fact.occurred_at) if clock.name is ClockName.ACCEPT else clock
            for id, clock in order.clocks.items()
        }
        return replace(order, clocks=signed)

    patch.setitem(ALTERATIONS, AutoAccepted, sign)


def the_citys_clock_restarts(patch: pytest.MonkeyPatch) -> None:
    """Every new unit gives the citizen a new deadline."""
    patch.setattr(dispatch, "ROUND", (*dispatch.ROUND, ClockName.TOTAL))


def a_rejected_result_gets_new_time(patch: pytest.MonkeyPatch) -> None:
    """After a rejected review the limit starts anew."""
    lawful = DECIDERS[RejectReview]

    def generous(decision: Decision, command: RejectReview) -> None:
        lawful(decision, command)
        for change in decision.facts[-1].clocks:
            if isinstance(change, ClockReopened):
                clock = decision.order.clocks[change.id]
                later = replace(clock, due=decision.now + timedelta(days=5), armed=decision.now)
                decision.order = replace(
                    decision.order, clocks={**decision.order.clocks, clock.id: later}
                )

    patch.setitem(DECIDERS, RejectReview, generous)


def supervision_skips_a_rung(patch: pytest.MonkeyPatch) -> None:
    """A rung sounds and nobody is told."""

    def deaf(decision: Decision, clock: Clock, level: Any) -> None:
        content = DueWarning(clock=clock.id, step=level.name, due=clock.due)
        decision.record(content, ClockRang(id=clock.id, step=level.name), basis=("G:G12",))

    patch.setattr(lapses, "climb", deaf)


def provisional_dues_lapse(patch: pytest.MonkeyPatch) -> None:
    """A due that nobody can know yet is enforced."""

    def careless(order: Order, clock: Clock) -> ringing.Alarm | None:
        return ringing.next_alarm(order, replace(clock, provisional=False))

    patch.setattr(life, "next_alarm", careless)


def the_past_rings_in_the_past(patch: pytest.MonkeyPatch) -> None:
    """What a new calendar puts into the past is recorded as if it had rung there."""

    def backdated(order: Order, clock: Clock) -> ringing.Alarm | None:
        if clock.lapsed:
            return ringing.next_alarm(order, clock)
        alarm = ringing.next_alarm(replace(order, as_of=None), replace(clock, armed=clock.started))
        return alarm and replace(alarm, at=min(alarm.at, clock.due))

    patch.setattr(life, "next_alarm", backdated)


def the_signature_starts_the_clock(patch: pytest.MonkeyPatch) -> None:
    """The due is counted from the request, so an extension loses the days before it."""

    def from_now(order: Order, clock: Clock, by: Any) -> Any:
        moved = timing.recomputed(order, clock)
        return replace(moved, by=by)

    patch.setattr(extension, "move", from_now)


def another_class_gives_new_time(patch: pytest.MonkeyPatch) -> None:
    """The limit of the new class is counted from the day after the dispatch."""

    def later(order: Order, clock: Clock) -> Any:
        return timing.relimited(order, replace(clock, started=clock.started + timedelta(days=1)))

    patch.setattr(reclassification, "relimited", later)


def the_province_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """The city takes its own limit, whatever the upstream platform wants."""
    patch.setattr(timing, "governing_due", lambda *_: None)


def the_desks_delay_weighs_on_the_unit(patch: pytest.MonkeyPatch) -> None:
    """An urging of the intake desk stays on the order."""
    patch.setattr(intake, "goes_on", lambda decision: decision.done(ClockName.INTAKE))


def helpers_owe_what_has_left(patch: pytest.MonkeyPatch) -> None:
    """Co-hosts and the level below still owe an order that the unit gave back."""
    patch.setattr(dispatch, "SHARES", ())


def a_signature_leaves_the_window_open(patch: pytest.MonkeyPatch) -> None:
    """After the sign-in the clerk returns the order as long as the dispatch window lasts."""

    def never(_: Order, accepted: datetime, __: int) -> datetime:
        return accepted + timedelta(days=365)

    patch.setattr(returns, "last_day", never)


def a_new_law_begins_the_clocks_anew(patch: pytest.MonkeyPatch) -> None:
    """A change of law breaks what was promised under the old one."""
    alter = ALTERATIONS[RuleSetChanged]

    def generous(order: Order, content: Any, fact: Any) -> Order:
        order = alter(order, content, fact)
        later = {id: replace(c, due=c.due + timedelta(days=5)) for id, c in order.clocks.items()}
        return replace(order, clocks=later)

    patch.setitem(ALTERATIONS, RuleSetChanged, generous)


CAUGHT: list[tuple[Fault, Callable[[], None]]] = [
    (
        due_judged_with_less_than,
        test_dispatch.test_a_signature_at_the_very_due_instant_is_in_time,
    ),
    (silence_is_consent, test_handling.test_silence_grants_nothing_and_is_recorded_as_silence),
    (the_designated_may_return, test_designation.test_a_designated_unit_may_not_return_it),
    (
        silence_signs_in,
        test_dispatch.test_silence_moves_responsibility_and_the_signature_stays_owed,
    ),
    (
        the_citys_clock_restarts,
        test_dispatch.test_the_next_unit_gets_full_limits_and_the_city_does_not,
    ),
    (
        a_rejected_result_gets_new_time,
        test_review_and_callback.test_a_rejected_result_counts_from_the_original_due,
    ),
    (supervision_skips_a_rung, test_emergency.test_a_miss_climbs_after_15_30_and_60_minutes),
    (
        supervision_skips_a_rung,
        test_supervision.test_ten_working_days_late_it_goes_to_discipline_without_any_other_step,
    ),
    (
        provisional_dues_lapse,
        test_calendar_and_packs.test_a_due_in_an_unknown_year_is_provisional_and_never_lapses,
    ),
    (
        the_past_rings_in_the_past,
        test_calendar_and_packs.test_what_the_calendar_puts_into_the_past_lapses_now,
    ),
    (
        the_signature_starts_the_clock,
        test_handling.test_granted_time_moves_the_units_due_and_the_citys,
    ),
    *WRONG_WAITS,
    *WRONG_RULES,
    *WRONG_UNITS,
    (
        another_class_gives_new_time,
        test_reclassification.test_another_class_is_counted_from_the_dispatch,
    ),
    (
        the_province_is_forgotten,
        test_upstream_and_repeats.test_another_class_leaves_the_due_of_the_province,
    ),
    (
        the_desks_delay_weighs_on_the_unit,
        test_intake_limit.test_an_urging_of_the_desk_does_not_follow_the_order_to_a_unit,
    ),
    (
        helpers_owe_what_has_left,
        test_sharing.test_whoever_helps_owes_nothing_once_the_order_has_left,
    ),
    (
        a_signature_leaves_the_window_open,
        test_returns.test_whoever_has_signed_in_may_return_it_on_the_same_working_day_only,
    ),
    (
        a_new_law_begins_the_clocks_anew,
        test_rule_set_change.test_what_was_promised_under_the_old_law_stays,
    ),
]


@pytest.mark.parametrize(
    ("fault", "story"), CAUGHT, ids=[f"{f.__name__}-{s.__name__}" for f, s in CAUGHT]
)
def test_a_story_catches_the_fault(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, story: Callable[[], None]
) -> None:
    story()
    fault(monkeypatch)
    with pytest.raises((AssertionError, KeyError)):
        story()


QUICK = settings(max_examples=300, stateful_step_count=40, phases=[Phase.generate])
"""Ends at the first life that shows the fault; so many only where chance is against it."""


@pytest.mark.parametrize("fault", [nothing_lapses_before_an_act, the_last_rings_first])
def test_the_machine_catches_what_lateness_would_hide(
    monkeypatch: pytest.MonkeyPatch, fault: Fault
) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(AnyOrder, settings=QUICK)  # type: ignore[no-untyped-call]
