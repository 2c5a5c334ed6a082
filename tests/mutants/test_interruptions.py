"""Deliberate faults in what stops or turns an order midway: a story must catch each of them."""

from collections.abc import Callable
from datetime import datetime

import pytest

from domain.chapters.closing import callback, procedure, termination
from domain.chapters.handling import hard_case
from domain.duties.due_dates import resume, start
from domain.order.clause import SETTLEMENTS
from domain.order.clock import Clock, ClockResumed
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.terms import TerminationGround
from domain.vocabulary import ClockName
from tests.domain.stories import test_hard_case, test_termination

pytestmark = pytest.mark.long(seconds=10)

Fault = Callable[[pytest.MonkeyPatch], None]


def the_review_costs_the_unit_its_time(patch: pytest.MonkeyPatch) -> None:
    """A refused application leaves the due where it was."""

    def grudging(order: Order, clock: Clock, _: datetime) -> ClockResumed:
        return resume(order, clock, clock.paused or clock.started)

    patch.setattr(termination, "resume", grudging)


def silence_ends_the_order(patch: pytest.MonkeyPatch) -> None:
    """An application to end the handling that nobody decides is granted."""

    def grant(decision: Decision, _: Clock) -> None:
        ground = TerminationGround.OTHER_LAWFUL
        termination.terminate(decision, ground, "G:G20", "T:T27")

    patch.setitem(SETTLEMENTS, ClockName.TERMINATION_DECISION, grant)


def ending_an_order_leaves_people_in_danger(patch: pytest.MonkeyPatch) -> None:
    """Nobody asks whether the people are safe."""
    for clause in (termination, procedure):
        patch.setattr(clause, "require_people_safe", lambda *_: None)


def the_last_rework_is_never_the_last(patch: pytest.MonkeyPatch) -> None:
    """A caller dissatisfied after the last rework waits for another recheck."""
    patch.setattr(callback, "reworks_used_up", lambda _: None)


def a_decided_case_owes_nothing(patch: pytest.MonkeyPatch) -> None:
    """What comes back from a hard case has no limit any more."""
    patch.setattr(hard_case, "work_again", lambda _: ())


def every_decision_begins_a_limit(patch: pytest.MonkeyPatch) -> None:
    """A unit whose clock still runs gets a second one."""

    def always(decision: Decision) -> object:
        return start(decision.order, ClockName.REWORK, decision.order.unit, decision.now)

    patch.setattr(hard_case, "work_again", always)


CAUGHT: list[tuple[Fault, Callable[[], None]]] = [
    (
        the_review_costs_the_unit_its_time,
        test_termination.test_a_refused_application_gives_back_the_time_of_the_review,
    ),
    (
        silence_ends_the_order,
        test_termination.test_silence_grants_nothing_and_is_urged_at_the_hotline,
    ),
    (
        ending_an_order_leaves_people_in_danger,
        test_termination.test_no_emergency_ends_before_people_are_safe,
    ),
    (
        the_last_rework_is_never_the_last,
        test_hard_case.test_a_caller_dissatisfied_after_the_last_rework_makes_it_a_hard_case,
    ),
    (
        a_decided_case_owes_nothing,
        test_hard_case.test_what_comes_back_from_a_hard_case_is_worked_on_within_a_limit,
    ),
    (
        every_decision_begins_a_limit,
        test_hard_case.test_only_those_before_whom_it_lies_decide_and_send_it_back,
    ),
]


@pytest.mark.parametrize(("fault", "story"), CAUGHT, ids=[fault.__name__ for fault, _ in CAUGHT])
def test_a_story_catches_the_fault(
    monkeypatch: pytest.MonkeyPatch, fault: Fault, story: Callable[[], None]
) -> None:
    story()
    fault(monkeypatch)
    with pytest.raises((AssertionError, KeyError)):
        story()
