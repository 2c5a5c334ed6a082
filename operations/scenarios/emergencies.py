"""Scenarios of emergencies: in time, late, with the territorial government, force majeure."""

from datetime import timedelta
from typing import Final

from domain.chapters.closing.commands import Withdraw
from domain.chapters.dispatch.commands import Accept, Contact
from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    Arrive,
    ClaimForceMajeure,
    FirstFeedback,
    Notify,
    Protect,
    RejectForceMajeure,
    ResolveEmergency,
)
from domain.chapters.emergency.terms import ForceMajeureCause
from domain.vocabulary import Channel, ClockName
from operations.scenarios.scenario import PlayedOrder, Steps, acts, is_refused, waits_past
from operations.scenarios.steps import HOUR, dispatched, emergency, emergency_ended, handled
from texts import zh

MINUTE: Final = timedelta(minutes=1)


def emergency_in_time(order: PlayedOrder) -> Steps:
    """Telephoned, on the scene, protected, fed back and resolved, each within its limit."""
    yield from dispatched(order, emergency(order))
    yield acts("dispatcher-1", Notify(channel=Channel.PHONE))
    yield acts(order.clerk, Accept())
    yield from _dealt_with(order)


def small_emergency(order: PlayedOrder) -> Steps:
    """A danger that is over as soon as somebody looks; an emergency is never withdrawn."""
    yield from handled(order, emergency(order))
    if order.place % 2:
        yield is_refused("seat-1", Withdraw(), "emergency_not_withdrawn")
    yield from _dealt_with(order)


def territorial_fallback(order: PlayedOrder) -> Steps:
    """Nobody signs in; the territorial government goes there, the unit comes late."""
    yield from dispatched(order, emergency(order))
    yield waits_past(ClockName.ACCEPT, by=MINUTE)
    yield from _people_safe(f"{order.district}-duty")
    yield acts(order.clerk, Accept())
    yield from _dealt_with(order)


def late_on_the_scene(order: PlayedOrder) -> Steps:
    """Nobody arrives for hours; supervision climbs by minutes."""
    yield from handled(order, emergency(order))
    yield waits_past(ClockName.ARRIVE, by=3 * HOUR)
    yield from _dealt_with(order)


def force_majeure_approved(order: PlayedOrder) -> Steps:
    """A storm keeps the unit away; the shift lead accepts it and a new arrival time counts."""
    yield from _claimed(order)
    yield acts("lead-1", ApproveForceMajeure(), reason=zh("scenarios.weather_certificate"))
    yield from _dealt_with(order)


def force_majeure_rejected(order: PlayedOrder) -> Steps:
    """The shift lead does not accept it; the clock has run on."""
    yield from _claimed(order)
    yield acts("lead-1", RejectForceMajeure(), reason=zh("scenarios.against_the_facts"))
    yield waits_past(ClockName.ARRIVE, by=MINUTE)
    yield from _dealt_with(order)


def _claimed(order: PlayedOrder) -> Steps:
    yield from handled(order, emergency(order))
    cause = ForceMajeureCause.FORCE_MAJEURE
    claim = ClaimForceMajeure(cause=cause, new_eta=order.now + 2 * HOUR)
    yield acts(order.clerk, claim, evidence=zh("scenarios.red_rain_warning"))


def _dealt_with(order: PlayedOrder) -> Steps:
    """Every step that a unit owes of an emergency, and the order's own end."""
    yield acts(order.clerk, Contact())
    yield from _people_safe(order.clerk)
    words = {"situation": zh("scenarios.burst_pipe"), "method": zh("scenarios.valve_closed")}
    yield acts(order.clerk, FirstFeedback(), **words)
    yield acts(order.clerk, ResolveEmergency())
    yield from emergency_ended(order)


def _people_safe(who: str) -> Steps:
    """On the scene, and everybody out of danger."""
    yield acts(who, Arrive())
    yield acts(who, Protect())
