"""Themes M1 and M2: no deadline late by a polling run, none lost, doubled or early."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from pydantic import TypeAdapter

from domain import decide as life
from domain.chapters.dispatch.commands import Contact
from domain.duties.alarms import Alarm
from domain.order import clock_change
from domain.order.clock import Clock, ClockLapsed
from domain.order.order import Order
from domain.vocabulary import ItemClass, Urgency
from tests.domain.case import Case, moment
from tests.domain.stories import test_dispatch
from tests.must_not_have.catching import must_never
from tests.mutants.test_mutants import due_judged_with_less_than

ORDERS = TypeAdapter(Order)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
POLLING = timedelta(minutes=15)
HURRY = timedelta(seconds=5)
A_FULL_RUN = 2
Ringing = Callable[[Order, Clock, Alarm], Alarm | None]


def ringing_otherwise(patch: pytest.MonkeyPatch, otherwise: Ringing) -> None:
    """Let what rings next be changed on its way to whoever waits for it."""
    lawful = life.next_alarm

    def changed(order: Order, clock: Clock) -> Alarm | None:
        alarm = lawful(order, clock)
        return alarm and otherwise(order, clock, alarm)

    patch.setattr(life, "next_alarm", changed)


def a_scheduler_polls(patch: pytest.MonkeyPatch) -> None:
    """What is due waits for the next quarter of an hour."""

    def at_the_next_run(_: Order, __: Clock, alarm: Alarm) -> Alarm:
        return replace(alarm, at=alarm.at + (EPOCH - alarm.at) % POLLING)

    ringing_otherwise(patch, at_the_next_run)


def a_lapse_is_dated_by_whoever_looks(patch: pytest.MonkeyPatch) -> None:
    """What fell due in an outage is booked at its end."""
    first = life.first_alarm

    def now(order: Order, until: datetime) -> Alarm | None:
        alarm = first(order, until)
        return alarm and replace(alarm, at=until)

    patch.setattr(life, "first_alarm", now)


def a_run_takes_only_so_many(patch: pytest.MonkeyPatch) -> None:
    """One run handles at most a few and reports that it is done."""
    first, taken = life.first_alarm, count()

    def limited(order: Order, until: datetime) -> Alarm | None:
        return first(order, until) if next(taken) < A_FULL_RUN else None

    patch.setattr(life, "first_alarm", limited)


def timers_live_in_one_process(patch: pytest.MonkeyPatch) -> None:
    """Whoever reads the order back from storage waits for nothing."""
    home: list[object] = []

    def at_home(order: Order, _: Clock, alarm: Alarm) -> Alarm | None:
        home.append(order.dossier)
        return alarm if order.dossier is home[0] else None

    ringing_otherwise(patch, at_home)


def every_wake_sleeps_anew(patch: pytest.MonkeyPatch) -> None:
    """The whole limit is slept again after each event."""

    def relative(order: Order, clock: Clock, alarm: Alarm) -> Alarm:
        return replace(alarm, at=(order.as_of or alarm.at) + (clock.due - clock.started))

    ringing_otherwise(patch, relative)


def timers_ring_early(patch: pytest.MonkeyPatch) -> None:
    """A timer rings by as much too early as its executor likes to wait."""
    ringing_otherwise(patch, lambda _, __, alarm: replace(alarm, at=alarm.at - HURRY))


def what_rang_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """Nobody notes that a due has already passed."""
    change_one = clock_change.change_one

    def forgetful(clock: Clock, change: object, at: datetime) -> Clock:
        return clock if isinstance(change, ClockLapsed) else change_one(clock, change, at)  # type: ignore[arg-type]

    patch.setattr(clock_change, "change_one", forgetful)


def instructed() -> Case:
    """An emergency that a unit was told of thirteen seconds after nine."""
    case = Case("sanya-2018").after(seconds=13)
    return case.dispatched(urgency=Urgency.EMERGENCY, class_=ItemClass.CITY_MANAGEMENT)


def an_alarm_names_its_due_to_the_second() -> None:
    case = instructed()
    assert case.rings()["accept/1 due"] == moment("03-02 09:05") + timedelta(seconds=13)


def a_lapse_bears_its_own_due_whatever_the_delay() -> None:
    case = instructed().after(days=3)
    assert case.clock("accept/1").lapsed == case.clock("accept/1").due
    assert case.last("AutoAccepted").occurred_at == case.clock("accept/1").due


def nothing_that_is_due_is_left_over() -> None:
    case = Case().signed_in().after(days=21)
    assert not [alarm for alarm, at in case.rings().items() if at < case.now]


def an_order_read_back_waits_for_the_same() -> None:
    order = instructed().order
    restarted = ORDERS.validate_json(ORDERS.dump_json(order))
    assert life.alarms(order) == life.alarms(restarted)


def a_wake_in_between_moves_no_due() -> None:
    case = Case().dispatched()
    due = case.rings()["accept/1 due"]
    case.at("03-03 10:00").by("unit_clerk").does(Contact())
    assert case.rings()["accept/1 due"] == due


def what_has_rung_does_not_ring_again() -> None:
    rung = life.lapse(Case().dispatched().order, "accept/1 due")
    again = life.lapse(rung.order, "accept/1 due")
    assert rung.facts
    assert not again.facts


def test_m01_no_deadline_waits_for_a_polling_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """A state changed at least fifteen minutes too late, and that counted as designed."""
    must_never(monkeypatch, a_scheduler_polls, an_alarm_names_its_due_to_the_second)


def test_m01_an_outage_does_not_date_what_lapsed_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reminders and escalations came hours late and bore the late hour."""
    fault = a_lapse_is_dated_by_whoever_looks
    must_never(monkeypatch, fault, a_lapse_bears_its_own_due_whatever_the_delay)


def test_m01_no_run_leaves_something_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run handled two thousand elements and reported forty thousand."""
    must_never(monkeypatch, a_run_takes_only_so_many, nothing_that_is_due_is_left_over)


def test_m02_a_restart_loses_no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Timers of a process were gone when it was."""
    must_never(monkeypatch, timers_live_in_one_process, an_order_read_back_waits_for_the_same)


def test_m02_no_sleep_is_chained_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each relative sleep added its own latency to the due."""
    must_never(monkeypatch, every_wake_sleeps_anew, a_wake_in_between_moves_no_due)


def test_m02_nothing_fires_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """An escalation was sent again at every run, for ever."""
    must_never(monkeypatch, what_rang_is_forgotten, what_has_rung_does_not_ring_again)


@pytest.mark.parametrize("fault", [timers_ring_early, due_judged_with_less_than])
def test_m02_nothing_fires_early(
    monkeypatch: pytest.MonkeyPatch, fault: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """Timers ran early by the time that their executor waits."""
    must_never(
        monkeypatch, fault, test_dispatch.test_a_signature_at_the_very_due_instant_is_in_time
    )
