"""On the spot: arrived, people protected, fed back, resolved (E3 to E6).

Each ends its own duty and nobody else's: the territorial government's steps are its own, the unit's
are the unit's (SY18-08)."""

from datetime import datetime

from domain.chapters.emergency.commands import Arrive, FirstFeedback, Protect, ResolveEmergency
from domain.chapters.emergency.course import beside_the_unit, further, require_mine
from domain.chapters.emergency.facts import (
    EmergencyResolved,
    FirstFeedbackGiven,
    OnScene,
    Protected,
)
from domain.chapters.emergency.fallback import sent_home
from domain.chapters.handling.in_hand import is_contact_owed, require_people_safe
from domain.duties.due_dates import start
from domain.order.clause import applies, decides
from domain.order.clock import ClockStarted
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.vocabulary import ClockName

ALREADY_ON_SCENE = refusal("already_on_scene")
ARRIVE_FIRST = refusal("arrive_first")
ALREADY_PROTECTED = refusal("already_protected")
ALREADY_RESOLVED = refusal("already_resolved")


@decides(Arrive)
def arrive(decision: Decision, _: Arrive) -> None:
    """E3: on the scene; from here the unit must protect people within its own limit (E4).

    Whoever went there before speaking with the caller is not sent away: it stays on record, and
    the contact stays owed (SY20-21)."""
    course, unit = require_mine(decision, "E:E3"), decision.actor.unit
    territory = beside_the_unit(decision.order, unit)
    arrived = course.fallback_arrived_at if territory else course.arrived_at
    decision.require(arrived is None, ALREADY_ON_SCENE, "E:E3")
    contact_owed = not territory and is_contact_owed(decision.order)
    decision.record(
        OnScene(unit=unit, before_contact=contact_owed),
        *decision.done(ClockName.ARRIVE, owner=unit),
        *(() if territory else _protection(decision.order, decision.now)),
        basis=("SY20-22", "E:E3") if territory else ("SY20-21", "SY18-08", "E:E3"),
    )


def _protection(order: Order, now: datetime) -> tuple[ClockStarted, ...]:
    """The unit's protection counts from its arrival, unless it was owed before (E4)."""
    unit = order.unit
    owed = any(c.name is ClockName.PROTECT and c.owner == unit for c in order.open_clocks())
    from_arrival = order.dossier.pack.emergency.protect_from_arrival.value
    protected = order.emergency is not None and order.emergency.protected_at is not None
    if owed or protected or not from_arrival:
        return ()
    return start(order, ClockName.PROTECT, unit, now)


@applies(OnScene)
def _on_scene(order: Order, content: OnScene, fact: Fact) -> Order:
    if beside_the_unit(order, content.unit):
        return further(order, fallback_arrived_at=fact.occurred_at)
    return further(order, arrived_at=fact.occurred_at)


@decides(Protect)
def protect(decision: Decision, _: Protect) -> None:
    """E4: people are safe; nobody can protect before being there (SY18-08, SY20-22)."""
    course, unit = require_mine(decision, "E:E4"), decision.actor.unit
    territory = beside_the_unit(decision.order, unit)
    arrived = course.fallback_arrived_at if territory else course.arrived_at
    protected = course.fallback_protected_at if territory else course.protected_at
    decision.require(arrived is not None, ARRIVE_FIRST, "E:E4", "SY18-08")
    decision.require(protected is None, ALREADY_PROTECTED, "E:E4")
    decision.record(
        Protected(unit=unit),
        *decision.done(ClockName.PROTECT, owner=unit),
        *(() if territory else sent_home(decision.order)),
        basis=("SY20-22", "E:E4") if territory else ("SY18-08", "E:E4"),
    )


@applies(Protected)
def _protected(order: Order, content: Protected, fact: Fact) -> Order:
    if beside_the_unit(order, content.unit):
        return further(order, fallback_protected_at=fact.occurred_at)
    return further(order, protected_at=fact.occurred_at)


@decides(FirstFeedback)
def first_feedback(decision: Decision, _: FirstFeedback) -> None:
    """E5: the situation and the method, to the centre and the caller."""
    require_mine(decision, "E:E5")
    decision.require_texts("situation", "method", basis=("SY20-21", "E:E5"))
    decision.record(
        FirstFeedbackGiven(unit=decision.actor.unit),
        *decision.done(ClockName.FIRST_FEEDBACK, owner=decision.actor.unit),
        basis=("SY20-21", "G:G17", "E:E5"),
    )


@applies(FirstFeedbackGiven)
def _fed_back(order: Order, content: FirstFeedbackGiven, fact: Fact) -> Order:
    if beside_the_unit(order, content.unit):
        return order
    return further(order, fed_back_at=fact.occurred_at)


@decides(ResolveEmergency)
def resolve_emergency(decision: Decision, _: ResolveEmergency) -> None:
    """E6: the danger is over; the order itself still needs its result."""
    course = require_mine(decision, "E:E6")
    require_people_safe(decision, "E:E6", "SY18-08")
    decision.require(course.resolved_at is None, ALREADY_RESOLVED, "E:E6")
    decision.record(
        EmergencyResolved(unit=decision.actor.unit),
        *decision.done(ClockName.RESOLVE, owner=decision.actor.unit),
        basis=("C:C1", "E:E6"),
    )


@applies(EmergencyResolved)
def _resolved(order: Order, _: EmergencyResolved, fact: Fact) -> Order:
    return further(order, resolved_at=fact.occurred_at)
