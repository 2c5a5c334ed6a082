"""The instruction: what an emergency demands of the unit that gets it, and how it is told (E1)."""

from datetime import datetime

from domain.chapters.emergency.facts import Notified
from domain.chapters.intake.desk import DISPATCH_DESK
from domain.duties.due_dates import start
from domain.duties.on_the_way import IN_PERSON
from domain.order.clause import applies
from domain.order.clock import Clock, ClockChange, ClockHandedOver, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import EmergencyCourse
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName

INSTRUCTION = (*IN_PERSON, ClockName.FIRST_FEEDBACK, ClockName.RESOLVE)
"""The clocks of an emergency, which begin with the instruction."""


def owed_by_unit(order: Order, unit: str, now: datetime) -> tuple[ClockChange, ...]:
    """What a unit owes that is instructed; nothing where the order is no emergency.

    X4: what a unit before it has done is not demanded again, what it still owes goes on with this
    one, due as before. The way there begins anew for each (SY20-21), and a lapse stays where it
    happened. What the territorial government has done is not the unit's (SY18-08)."""
    if order.emergency is None:
        return ()
    course = as_held_by(order.emergency, unit)
    undone = (name for name in INSTRUCTION if not _is_done(course, name))
    return tuple(change for name in undone for change in _goes_on(order, name, unit, now))


def _goes_on(order: Order, name: ClockName, unit: str, now: datetime) -> tuple[ClockChange, ...]:
    running = [clock for clock in order.open_clocks() if clock.name is name]
    if unit in {clock.owner for clock in running}:
        return ()
    before = [clock for clock in running if not is_territorys(order, clock)]
    if not before:
        return start(order, name, unit, now) if name in _demanded(order) else ()
    return tuple(change for clock in before for change in _passed_on(order, clock, unit, now))


def _passed_on(order: Order, clock: Clock, unit: str, now: datetime) -> tuple[ClockChange, ...]:
    if clock.name in IN_PERSON or clock.lapsed:
        ended = ClockStopped(id=clock.id, outcome=Outcome.RETURNED)
        return (ended, *start(order, clock.name, unit, now))
    return (ClockHandedOver(id=clock.id, owner=unit),)


def _demanded(order: Order) -> tuple[ClockName, ...]:
    """Protection counts from the instruction only where it does not count from arrival (E4)."""
    from_arrival = order.dossier.pack.emergency.protect_from_arrival.value
    return tuple(n for n in INSTRUCTION if not (from_arrival and n is ClockName.PROTECT))


def _is_done(course: EmergencyCourse, name: ClockName) -> bool:
    done = {
        ClockName.ARRIVE: course.arrived_at,
        ClockName.PROTECT: course.protected_at,
        ClockName.FIRST_FEEDBACK: course.fed_back_at,
        ClockName.RESOLVE: course.resolved_at,
    }
    return done[name] is not None


def is_territorys(order: Order, clock: Clock) -> bool:
    """Whether a clock is the territorial government's own, beside the unit's."""
    course = order.emergency
    return course is not None and clock.owner == course.fallback_unit != order.unit


def as_held_by(course: EmergencyCourse, unit: str) -> EmergencyCourse:
    """The course for a unit that gets the order: the territorial government's own steps are the
    unit's only where it is that government itself."""
    if unit != course.fallback_unit:
        return course
    return changing(
        course,
        arrived_at=course.arrived_at or course.fallback_arrived_at,
        protected_at=course.protected_at or course.fallback_protected_at,
    )


def tell(decision: Decision, unit: str, desk: str = DISPATCH_DESK, *changes: ClockChange) -> None:
    """SY20-20, E1: the instruction itself is the system's message; the telephone call is owed
    beside it, by the desk that sent the order there."""
    if decision.order.emergency is None:
        return
    decision.record(
        Notified(channel=Channel.SYSTEM, unit=unit),
        *changes,
        *start(decision.order, ClockName.PHONE_NOTICE, desk, decision.now),
        basis=("SY20-20", *(("SY20-21",) if changes else ()), "E:E1"),
    )


@applies(Notified)
def _notified(order: Order, content: Notified, fact: Fact) -> Order:
    """The first instruction counts, whoever has the order later (X4)."""
    course = order.emergency
    if course is None or content.unit != order.unit:
        return order
    held = as_held_by(course, order.unit)
    first = held.instructed_at or fact.occurred_at
    return changing(order, emergency=changing(held, instructed_at=first))
