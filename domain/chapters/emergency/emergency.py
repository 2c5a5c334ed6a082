"""Emergencies: declared, notified, on the scene, protected, fed back, resolved (5.3)."""

from typing import Any

from domain.chapters.dispatch.dispatch import (
    WITH_A_UNIT,
    instructed,
    instruction,
    require_own_or_fallback,
)
from domain.chapters.emergency.commands import (
    Arrive,
    DeclareEmergency,
    FirstFeedback,
    Notify,
    Protect,
    ResolveEmergency,
)
from domain.chapters.emergency.facts import (
    EmergencyDeclared,
    EmergencyResolved,
    FirstFeedbackGiven,
    Notified,
    OnScene,
    Protected,
    TerritorialFallback,
)
from domain.chapters.handling.in_hand import PROTECT_FIRST
from domain.chapters.handling.pausing import end_pause
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import EmergencyCourse
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName, Urgency

ALREADY_AN_EMERGENCY = refusal("already_an_emergency")
ALREADY_ON_SCENE = refusal("already_on_scene")
ARRIVE_FIRST = refusal("arrive_first")
ALREADY_PROTECTED = refusal("already_protected")
ALREADY_RESOLVED = refusal("already_resolved")
NOT_AN_EMERGENCY = refusal("not_an_emergency")

FIRST_STEPS = (ClockName.INTAKE, ClockName.DISPATCH, ClockName.ACCEPT)


@decides(DeclareEmergency)
def declare_emergency(decision: Decision, command: DeclareEmergency) -> None:
    """T43: from here on emergency limits run; the ordinary clock goes on behind them."""
    order = decision.order
    decision.require(not is_emergency(order), ALREADY_AN_EMERGENCY, "T:T43")
    decision.record(
        EmergencyDeclared(emergency=command.kind),
        *_hastened(decision),
        *decision.done(ClockName.EMERGENCY_REVIEW),
        basis=("SY20-19", "C:C14", "X:X30", "T:T43", "E:E0"),
    )
    end_pause(decision)
    if order.state in WITH_A_UNIT:
        _instruct(decision)
    if command.unclear_owner:
        fall_back(decision)


def _hastened(decision: Decision) -> tuple[ClockChange, ...]:
    """Intake, dispatch or sign-in still owed is owed within the emergency limit (E0, E1)."""
    urgent = changing(decision.order, urgency=Urgency.EMERGENCY)
    changes: list[ClockChange] = []
    for clock in decision.order.open_clocks():
        if clock.name in FIRST_STEPS:
            for began in start(urgent, clock.name, clock.owner, decision.now):
                changes += (ClockStopped(id=clock.id, outcome=Outcome.REPLACED), began)
    return tuple(changes)


def _instruct(decision: Decision) -> None:
    """The unit that already has the order is instructed at once, by the system (E1)."""
    clocks = tuple(
        started
        for name in (ClockName.CONTACT, *instruction(decision.order))
        for started in start(decision.order, name, decision.order.unit, decision.now)
    )
    replaced = decision.stop(Outcome.REPLACED, ClockName.CONTACT)
    content = Notified(channel=Channel.SYSTEM, unit=decision.order.unit)
    decision.record(content, *replaced, *clocks, basis=("SY20-20", "SY20-21", "E:E1"))


@applies(EmergencyDeclared)
def _declared(order: Order, content: EmergencyDeclared, fact: Fact) -> Order:
    course = EmergencyCourse(kind=content.emergency, declared_at=fact.occurred_at)
    return changing(order, urgency=Urgency.EMERGENCY, emergency=course)


@decides(Notify)
def notify(decision: Decision, command: Notify) -> None:
    """E1: every notice is logged, by the system and by telephone (SY20-20)."""
    require_course(decision, "E:E1")
    content = Notified(channel=command.channel, unit=decision.order.unit)
    decision.record(content, basis=("SY20-20", "E:E1"))


@applies(Notified)
def _notified(order: Order, _: Notified, fact: Fact) -> Order:
    if not order.unit:
        return order
    return changing(order, emergency=instructed(order.emergency, fact.occurred_at))


def fall_back(decision: Decision) -> None:
    """E1': the territorial government verifies and protects, in parallel to the unit (SY20-22)."""
    order = decision.order
    course = order.emergency
    if course is None or course.fallback_unit or not order.territory:
        return
    if order.dossier.pack.emergency.fallback.value:
        content = TerritorialFallback(unit=order.territory)
        decision.record(content, basis=("SY20-22", "X:X4", "C:C2", "E:E1'"))


@applies(TerritorialFallback)
def _fell_back(order: Order, content: TerritorialFallback, _: Fact) -> Order:
    return further(order, fallback_unit=content.unit)


@decides(Arrive)
def arrive(decision: Decision, _: Arrive) -> None:
    """E3: on the scene; from here people must be protected within their own limit (E4)."""
    course = require_mine(decision, "E:E3")
    decision.require(course.arrived_at is None, ALREADY_ON_SCENE, "E:E3")
    from_arrival = decision.order.dossier.pack.emergency.protect_from_arrival.value
    owed = from_arrival and course.protected_at is None
    protect_clock = (
        start(decision.order, ClockName.PROTECT, decision.actor.unit, decision.now) if owed else ()
    )
    decision.record(
        OnScene(unit=decision.actor.unit),
        *decision.done(ClockName.ARRIVE),
        *protect_clock,
        basis=("SY20-21", "E:E3"),
    )


@applies(OnScene)
def _on_scene(order: Order, _: OnScene, fact: Fact) -> Order:
    return further(order, arrived_at=fact.occurred_at)


@decides(Protect)
def protect(decision: Decision, _: Protect) -> None:
    """E4: people are safe; nobody can protect before being there (SY18-08, SY20-22)."""
    course = require_mine(decision, "E:E4")
    decision.require(course.arrived_at is not None, ARRIVE_FIRST, "E:E4", "SY18-08")
    decision.require(course.protected_at is None, ALREADY_PROTECTED, "E:E4")
    decision.record(
        Protected(unit=decision.actor.unit),
        *decision.done(ClockName.PROTECT),
        basis=("SY18-08", "E:E4"),
    )


@applies(Protected)
def _protected(order: Order, _: Protected, fact: Fact) -> Order:
    return further(order, protected_at=fact.occurred_at)


@decides(FirstFeedback)
def first_feedback(decision: Decision, _: FirstFeedback) -> None:
    """E5: the situation and the method, to the centre and the caller."""
    require_mine(decision, "E:E5")
    decision.require_texts("situation", "method", basis=("SY20-21", "E:E5"))
    decision.record(
        FirstFeedbackGiven(unit=decision.actor.unit),
        *decision.done(ClockName.FIRST_FEEDBACK),
        basis=("SY20-21", "G:G17", "E:E5"),
    )


@applies(FirstFeedbackGiven)
def _fed_back(order: Order, _: FirstFeedbackGiven, fact: Fact) -> Order:
    return further(order, fed_back_at=fact.occurred_at)


@decides(ResolveEmergency)
def resolve_emergency(decision: Decision, _: ResolveEmergency) -> None:
    """E6: the danger is over; the order itself still needs its result."""
    course = require_mine(decision, "E:E6")
    decision.require(course.protected_at is not None, PROTECT_FIRST, "E:E6", "SY18-08")
    decision.require(course.resolved_at is None, ALREADY_RESOLVED, "E:E6")
    decision.record(
        EmergencyResolved(unit=decision.actor.unit),
        *decision.done(ClockName.RESOLVE),
        basis=("C:C1", "E:E6"),
    )


@applies(EmergencyResolved)
def _resolved(order: Order, _: EmergencyResolved, fact: Fact) -> Order:
    return further(order, resolved_at=fact.occurred_at)


def require_course(decision: Decision, basis: str) -> EmergencyCourse:
    course = decision.order.emergency
    if course is None:
        decision.refuse(NOT_AN_EMERGENCY, basis)
    return course


def require_mine(decision: Decision, basis: str) -> EmergencyCourse:
    course = require_course(decision, basis)
    require_own_or_fallback(decision, basis)
    return course


def further(order: Order, **steps: Any) -> Order:
    """Move the emergency's course on; an order without one stays as it is."""
    if order.emergency is None:
        return order
    return changing(order, emergency=changing(order.emergency, **steps))
