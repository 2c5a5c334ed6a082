"""Emergencies: defined by the call centre, and told to the unit twice (E0, E1)."""

from domain.chapters.dispatch.dispatch import WITH_A_UNIT
from domain.chapters.emergency.commands import DeclareEmergency, Notify
from domain.chapters.emergency.course import require_course
from domain.chapters.emergency.facts import EmergencyDeclared, Notified
from domain.chapters.emergency.fallback import DUTY_LEAD, call_in, require_territory
from domain.chapters.emergency.instruction import owed_by_unit, tell
from domain.chapters.emergency.leaders import leaders_owed
from domain.chapters.handling.pausing import end_pause
from domain.chapters.intake.desk import DISPATCH_DESK
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import EmergencyCourse
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import Channel, ClockName, EmergencyKind, Urgency

ALREADY_AN_EMERGENCY = refusal("already_an_emergency")
DEFINED_BY_THE_CALL_CENTRE = refusal("defined_by_the_call_centre")
NOT_INSTRUCTED = refusal("not_instructed")

DECLARE = "declare_emergency"
FIRST_STEPS = (ClockName.INTAKE, ClockName.DISPATCH, ClockName.ACCEPT)


@decides(DeclareEmergency)
def declare_emergency(decision: Decision, command: DeclareEmergency) -> None:
    """T43: from here on emergency limits run; the ordinary clock goes on behind them."""
    decision.require(not is_emergency(decision.order), ALREADY_AN_EMERGENCY, "T:T43")
    if command.unclear_owner:
        require_territory(decision, command.territory)
    decision.record(
        EmergencyDeclared(emergency=command.kind, territory=command.territory),
        *_hastened(decision),
        *decision.done(ClockName.EMERGENCY_REVIEW),
        *leaders_owed(decision),
        basis=("SY20-19", "C:C14", "X:X30", "T:T43", "E:E0"),
    )
    end_pause(decision)
    if decision.order.state in WITH_A_UNIT:
        _instruct(decision)
    if command.unclear_owner:
        call_in(decision, command.territory)


def declared_at_once(decision: Decision, kind: EmergencyKind) -> None:
    """E0: a demand that is written down as an emergency; its first limits are short already.

    SY20-19: only the call centre defines one, so whoever may not declare it may not register it
    as such either."""
    declare = decision.order.dossier.pack.permission(DECLARE)
    defines = declare is not None and decision.actor.role in declare.roles
    role = decision.actor.role
    decision.require(defines, DEFINED_BY_THE_CALL_CENTRE, "SY20-19", "E:E0", about=(role,))
    decision.record(
        EmergencyDeclared(emergency=kind),
        *leaders_owed(decision),
        basis=("SY20-19", "C:C14", "T:T43", "E:E0"),
    )


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
    order, unit = decision.order, decision.order.unit
    named = not order.anonymous
    tell(
        decision,
        unit,
        DISPATCH_DESK,
        *decision.stop(Outcome.REPLACED, ClockName.CONTACT),
        *(start(order, ClockName.CONTACT, unit, decision.now) if named else ()),
        *owed_by_unit(order, unit, decision.now),
    )


@applies(EmergencyDeclared)
def _declared(order: Order, content: EmergencyDeclared, fact: Fact) -> Order:
    course = EmergencyCourse(kind=content.emergency, declared_at=fact.occurred_at)
    return changing(
        order,
        urgency=Urgency.EMERGENCY,
        emergency=course,
        territory=content.territory or order.territory,
    )


@decides(Notify)
def notify(decision: Decision, command: Notify) -> None:
    """E1: every notice is logged; the telephone call is what was still owed (SY20-20)."""
    course = require_course(decision, "E:E1")
    order = decision.order
    told = command.unit or (order.unit if order.state in WITH_A_UNIT else course.fallback_unit)
    at_work = (order.unit if order.state in WITH_A_UNIT else "", course.fallback_unit)
    decision.require(bool(told) and told in at_work, NOT_INSTRUCTED, "E:E1", about=(told,))
    desk = DUTY_LEAD if told == course.fallback_unit != order.unit else DISPATCH_DESK
    called = command.channel is Channel.PHONE
    decision.record(
        Notified(channel=command.channel, unit=told),
        *(decision.done(ClockName.PHONE_NOTICE, owner=desk) if called else ()),
        basis=("SY20-20", "E:E1"),
    )
