"""Deliberate faults in waiting: pauses, laws and promises that bind nobody, or too much."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain import decide as life
from domain.chapters.handling import pausing, statutory_limit
from domain.chapters.handling.facts import PromiseBroken
from domain.chapters.supervision import lapses
from domain.duties import alarms as ringing
from domain.duties import due_dates as timing
from domain.order.clause import SETTLEMENTS
from domain.order.clock import Clock, Outcome
from domain.order.decision import Decision
from domain.order.order import Order
from domain.vocabulary import ClockName
from tests.domain.stories import test_limits_meet, test_pausing, test_promises, test_statutory_limit
from tests.mutants.wrong_rules import Fault


def a_paused_clock_rings(patch: pytest.MonkeyPatch) -> None:
    """Time stands still for the record only."""

    def restless(order: Order, clock: Clock) -> ringing.Alarm | None:
        return ringing.next_alarm(order, replace(clock, paused=None))

    patch.setattr(life, "next_alarm", restless)


def a_pause_gives_nothing_back(patch: pytest.MonkeyPatch) -> None:
    """The due stays where it was, however long the unit had to wait."""

    def grudging(order: Order, clock: Clock, _: datetime) -> Any:
        return timing.resume(order, clock, clock.paused or clock.started)

    patch.setattr(pausing, "resume", grudging)


def a_pause_that_runs_out_is_a_failure(patch: pytest.MonkeyPatch) -> None:
    """The unit is blamed for the end of time that it was granted."""
    patch.setattr(lapses, "GRANTED", frozenset[ClockName]())


def a_law_is_an_extension(patch: pytest.MonkeyPatch) -> None:
    """The law's limit is added to the ordinary one."""

    def added(order: Order, clock: Clock, limit: Any, _: Any) -> Any:
        return timing.move(order, clock, limit)

    patch.setattr(statutory_limit, "relimit", added)


def a_broken_promise_is_forgiven(patch: pytest.MonkeyPatch) -> None:
    """A promised day that passes ends the promise."""

    def forgive(decision: Decision, _: Clock) -> None:
        content = PromiseBroken(unit=decision.order.unit)
        stopped = decision.stop(Outcome.RELEASED, ClockName.PROMISE)
        decision.record(content, *stopped, basis=("T:T25", "G:G8"))

    patch.setitem(SETTLEMENTS, ClockName.PROMISE, forgive)


def a_law_keeps_what_was_granted(patch: pytest.MonkeyPatch) -> None:
    """The extension of the ordinary limit is added to the law's."""
    patch.setattr(statutory_limit, "without_extensions", lambda clock: clock)


WRONG_WAITS: list[tuple[Fault, Callable[[], None]]] = [
    (
        a_paused_clock_rings,
        test_pausing.test_a_paused_limit_does_not_ring_and_the_citys_does,
    ),
    (
        a_pause_gives_nothing_back,
        test_pausing.test_what_a_pause_cost_is_given_back_to_the_unit_and_not_to_the_city,
    ),
    (
        a_pause_that_runs_out_is_a_failure,
        test_pausing.test_a_wait_for_the_caller_that_runs_out_is_no_failure,
    ),
    (
        a_law_is_an_extension,
        test_statutory_limit.test_the_laws_limit_takes_the_place_of_the_ordinary_one,
    ),
    (
        a_broken_promise_is_forgiven,
        test_promises.test_a_broken_promise_goes_on_the_board_and_stays_owed,
    ),
    (
        a_law_keeps_what_was_granted,
        test_limits_meet.test_another_class_leaves_an_extension_and_a_law_takes_its_place,
    ),
]
