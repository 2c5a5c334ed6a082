"""Deliberate faults about units: offices in which a reorganisation breaks what was promised."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from domain.chapters.intake import first_decision as intake
from domain.chapters.units import own_duties as unit_duties
from domain.chapters.units import succession, unit_file
from domain.chapters.units.facts import UnitSucceeded
from domain.duties.due_dates import start
from domain.order.clause import ALTERATIONS, SETTLEMENTS
from domain.order.clock import Clock, ClockChange, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.order import Order
from domain.vocabulary import ClockName
from tests.domain.stories import test_outside, test_succession, test_unit_file

Fault = Callable[[pytest.MonkeyPatch], None]


def the_successor_gets_new_time(patch: pytest.MonkeyPatch) -> None:
    """A merger gives whoever comes next the whole limit again."""

    def anew(order: Order, clock: Clock, new: str) -> tuple[ClockChange, ...]:
        stopped = ClockStopped(id=clock.id, outcome=Outcome.REPLACED)
        return (stopped, *start(order, clock.name, new, order.as_of or clock.started))

    patch.setattr(succession, "to_successor", anew)


def the_old_unit_still_owes(patch: pytest.MonkeyPatch) -> None:
    """The order goes to the successor, and what is owed on it stays behind."""

    def nothing(_: Order, __: UnitSucceeded) -> tuple[ClockChange, ...]:
        return ()

    patch.setattr(succession, "handed_over", nothing)


def the_old_unit_is_still_named(patch: pytest.MonkeyPatch) -> None:
    """The clocks go to the successor, and the order stays with the unit that is no more."""

    def same(order: Order, _: Any, __: Any) -> Order:
        return order

    patch.setitem(ALTERATIONS, UnitSucceeded, same)


def the_accused_gets_the_order_unseen(patch: pytest.MonkeyPatch) -> None:
    """A merger makes a unit judge of a complaint about itself, and nobody is told."""

    def blind(_: Decision) -> None:
        return

    patch.setattr(succession, "watch_the_accused", blind)


def a_missed_quarter_is_the_last(patch: pytest.MonkeyPatch) -> None:
    """Who let one quarter go by owes nothing in the next."""
    patch.delitem(SETTLEMENTS, ClockName.DEPUTY_SCHEDULING)


def once_is_enough_for_every_quarter(patch: pytest.MonkeyPatch) -> None:
    """Scheduling twice in a quarter pays for the next one too."""

    def all_of_them(decision: Decision, by: Any) -> tuple[Clock, ...]:
        name = unit_duties.CLOCK_OF[by]
        return tuple(clock for clock in decision.order.open_clocks() if clock.name is name)

    patch.setattr(unit_file, "owed_by_now", all_of_them)


def the_filing_counts_from_the_report(patch: pytest.MonkeyPatch) -> None:
    """Whoever reports a change late has two working days from then."""

    def from_now(decision: Decision, _: Any) -> datetime:
        return decision.now

    patch.setattr(unit_file, "changed_at", from_now)


def handed_over_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """What another platform handles is nobody's business any more."""

    def never(_: Order, __: Any) -> bool:
        return False

    patch.setattr(intake, "is_followed", never)


WRONG_UNITS: list[tuple[Fault, Callable[[], None]]] = [
    (
        the_successor_gets_new_time,
        test_succession.test_the_clock_continues_with_the_successor,
    ),
    (the_old_unit_still_owes, test_succession.test_the_clock_continues_with_the_successor),
    (
        the_old_unit_is_still_named,
        test_succession.test_the_old_units_staff_may_not_act_any_more_and_the_new_units_may,
    ),
    (
        the_accused_gets_the_order_unseen,
        test_succession.test_where_the_successor_is_complained_about_the_head_of_the_hotline_steps_in,
    ),
    (
        a_missed_quarter_is_the_last,
        test_unit_file.test_a_missed_quarter_stays_owed_and_the_next_begins_anyway,
    ),
    (
        once_is_enough_for_every_quarter,
        test_unit_file.test_a_second_time_in_one_quarter_takes_nothing_off_the_next,
    ),
    (
        the_filing_counts_from_the_report,
        test_unit_file.test_the_limit_counts_from_the_day_of_the_change,
    ),
    (
        handed_over_is_forgotten,
        test_outside.test_a_report_that_goes_to_the_tourism_platform_is_watched_to_its_end,
    ),
]
