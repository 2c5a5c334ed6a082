"""The course of an emergency: who acts in it, and how it moves on."""

from typing import Any

from domain.chapters.dispatch.dispatch import require_own_or_fallback
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.parts import EmergencyCourse
from domain.order.refusal import refusal
from domain.values.changed_copy import changing

NOT_AN_EMERGENCY = refusal("not_an_emergency")


def require_course(decision: Decision, basis: str) -> EmergencyCourse:
    """Refuse where the order is no emergency."""
    course = decision.order.emergency
    if course is None:
        decision.refuse(NOT_AN_EMERGENCY, basis)
    return course


def require_mine(decision: Decision, basis: str) -> EmergencyCourse:
    """Refuse whoever is neither of the unit that has the order nor of its territorial fallback."""
    course = require_course(decision, basis)
    require_own_or_fallback(decision, basis)
    return course


def beside_the_unit(order: Order, unit: str) -> bool:
    """Whether a unit acts here as the territorial government, beside the one with the order."""
    course = order.emergency
    return course is not None and unit == course.fallback_unit != order.unit


def further(order: Order, **steps: Any) -> Order:
    """Move the emergency's course on; an order without one stays as it is."""
    if order.emergency is None:
        return order
    return changing(order, emergency=changing(order.emergency, **steps))
