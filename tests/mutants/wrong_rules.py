"""Deliberate faults in single rules: offices that count, settle or close in a way of their own."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from domain import decide as life
from domain.chapters.afterwards.facts import AnswerCorrected
from domain.chapters.caller import evaluation
from domain.chapters.closing import callback
from domain.chapters.dispatch import designation, dispatch, returns
from domain.chapters.handling.facts import ExtensionApproved
from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.together import sharing
from domain.duties import alarms as ringing
from domain.duties import due_dates as timing
from domain.duties.alarms import Alarm
from domain.order.clause import ALTERATIONS, DECIDERS
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.order import Order
from domain.time.limit import Limit
from domain.values.changed_copy import changing, kept_beside
from domain.vocabulary import Level
from tests.domain.stories import (
    test_calendar_and_packs,
    test_callers_words,
    test_catalogue,
    test_designation,
    test_dispatch,
    test_handling,
    test_knowledge,
    test_returns,
    test_review_and_callback,
    test_supervision,
)

Fault = Callable[[pytest.MonkeyPatch], None]


def the_first_day_counts(patch: pytest.MonkeyPatch) -> None:
    """A limit in days begins with the day of the dispatch itself."""
    count = timing.count

    def greedy(order: Order, start: datetime, limit: Limit) -> tuple[datetime, bool]:
        early = timedelta(days=1) if limit.convention in timing.IN_DAYS else timedelta()
        return count(order, start - early, limit)

    patch.setattr(timing, "count", greedy)


def the_last_rings_first(patch: pytest.MonkeyPatch) -> None:
    """What fell due while nobody looked is settled from behind."""

    def backwards(order: Order, until: datetime) -> Alarm | None:
        ringing = [alarm for alarm in life.alarms_of(order) if alarm.at <= until]
        return max(ringing, key=lambda alarm: (alarm.at, alarm.id), default=None)

    patch.setattr(life, "first_alarm", backwards)


def every_extension_is_the_first(patch: pytest.MonkeyPatch) -> None:
    """Nobody counts how often more time was granted."""
    alter = ALTERATIONS[ExtensionApproved]

    def forget(order: Order, content: Any, fact: Any) -> Order:
        return changing(alter(order, content, fact), extensions=order.extensions)

    patch.setitem(ALTERATIONS, ExtensionApproved, forget)


def the_window_never_closes(patch: pytest.MonkeyPatch) -> None:
    """A unit may give an order back whenever it likes."""
    patch.setattr(returns, "limits_passed", lambda _: ())


def the_unit_that_left_still_owes(patch: pytest.MonkeyPatch) -> None:
    """A return leaves the clocks of the unit running."""
    for chapter in (returns, designation):
        patch.setattr(chapter, "leave_unit", lambda _: ())


def closing_leaves_clocks_open(patch: pytest.MonkeyPatch) -> None:
    """An order that is closed goes on owing what it owed."""
    patch.setattr(Decision, "release_all", lambda _, **__: ())


def supervision_may_sink(patch: pytest.MonkeyPatch) -> None:
    """A lower level than the present one may be put in its place."""
    lawful = DECIDERS[RaiseSupervision]

    def sink(decision: Decision, command: RaiseSupervision) -> None:
        decision.order = changing(decision.order, level=Level.L0)
        lawful(decision, command)

    patch.setitem(DECIDERS, RaiseSupervision, sink)


def what_rings_is_never_asked_again(patch: pytest.MonkeyPatch) -> None:
    """What was worked out for a clock is believed under whatever calendar comes later."""
    first = ringing.first_alarm

    def believing(order: Order, clock: Clock) -> Alarm | None:
        known = kept_beside(clock)
        return known[2] if known else first(order, clock)

    patch.setattr(ringing, "first_alarm", believing)


def three_rings_are_enough(patch: pytest.MonkeyPatch) -> None:
    """Three attempts on one morning count as unreachable."""
    patch.setattr(callback, "attempts_exhausted", lambda order: len(order.attempts) >= 3)


def a_wrong_answer_is_corrected_for_ever(patch: pytest.MonkeyPatch) -> None:
    """A correction leaves the order standing on the version that was found wrong."""
    lawful = ALTERATIONS[AnswerCorrected]

    def still_cited(order: Order, content: Any, fact: Any) -> Order:
        return changing(lawful(order, content, fact), cited=order.cited)

    patch.setitem(ALTERATIONS, AnswerCorrected, still_cited)


def nobody_works_again(patch: pytest.MonkeyPatch) -> None:
    """An order that no unit ever had is given back to its unit."""
    patch.setattr(callback, "require_unit", lambda *_: None)


def the_catalogue_is_only_advice(patch: pytest.MonkeyPatch) -> None:
    """Whoever dispatches may name any rule, or none, and say nothing."""
    patch.setattr(dispatch, "require_catalogue_kept", lambda *_: None)


def towns_take_everything(patch: pytest.MonkeyPatch) -> None:
    """What a unit does not want goes down to a town."""
    patch.setattr(sharing, "require_listed", lambda *_: None)


def a_complaint_about_staff_is_filed(patch: pytest.MonkeyPatch) -> None:
    """Nobody looks into what callers say about the people at the telephones."""
    patch.setattr(evaluation, "review_clock", lambda _: ())


def everything_is_judged_once_for_ever(patch: pytest.MonkeyPatch) -> None:
    """What was done again is not heard of again."""
    patch.setattr(evaluation, "round_of", lambda _: 0)


def _complained_about() -> None:
    test_callers_words.test_a_complaint_about_the_seat_staff_is_put_to_the_shift_lead(5)


def _two_windows_are_not_enough() -> None:
    test_review_and_callback.test_one_day_or_two_windows_are_not_enough("03-03 10:00")


WRONG_RULES: list[tuple[Fault, Callable[[], None]]] = [
    (
        the_first_day_counts,
        test_dispatch.test_the_first_day_is_not_counted_and_the_last_ends_at_midnight,
    ),
    (
        every_extension_is_the_first,
        test_handling.test_granted_time_moves_the_units_due_and_the_citys,
    ),
    (
        the_window_never_closes,
        test_returns.test_after_the_window_the_clerk_may_not_return_it_any_more,
    ),
    (the_unit_that_left_still_owes, test_designation.test_the_desk_may_open_the_dispute),
    (
        supervision_may_sink,
        test_supervision.test_supervision_only_climbs_and_ends_by_being_cleared,
    ),
    (
        what_rings_is_never_asked_again,
        test_calendar_and_packs.test_a_rung_in_an_unknown_year_sounds_once_the_year_is_published,
    ),
    (a_wrong_answer_is_corrected_for_ever, test_knowledge.test_one_version_is_corrected_once),
    (
        nobody_works_again,
        test_knowledge.test_a_caller_who_is_not_content_is_rechecked_though_no_unit_can_work_again,
    ),
    (
        the_catalogue_is_only_advice,
        test_catalogue.test_a_less_specific_rule_is_followed_only_with_a_reason,
    ),
    (
        towns_take_everything,
        test_catalogue.test_a_unit_passes_down_to_a_town_only_what_is_listed,
    ),
    (a_complaint_about_staff_is_filed, _complained_about),
    (
        everything_is_judged_once_for_ever,
        test_callers_words.test_what_was_done_again_is_judged_again,
    ),
    (three_rings_are_enough, _two_windows_are_not_enough),
    (closing_leaves_clocks_open, test_handling.test_a_withdrawn_order_owes_nothing),
]
