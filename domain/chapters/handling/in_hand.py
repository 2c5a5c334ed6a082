"""What must hold of an order before anybody touches its limit."""

from typing import Final

from domain.chapters.dispatch.dispatch import require_own_unit
from domain.chapters.emergency.instruction import INSTRUCTION
from domain.duties.due_dates import is_emergency
from domain.order.clock import Clock
from domain.order.decision import Decision
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.vocabulary import ClockName, State

EMERGENCY_FIRST = refusal("emergency_first")
PROTECT_FIRST = refusal("protect_first")
EMERGENCY_STEPS_OWED = refusal("emergency_steps_owed")
NOTHING_TO_EXTEND = refusal("nothing_to_extend")
DUE_ALREADY_PASSED = refusal("due_already_passed")
NOT_BEING_HANDLED = refusal("not_being_handled")

WORK: Final = (ClockName.HANDLE, ClockName.REWORK)
"""The clocks that a result ends."""


def require_in_hand(decision: Decision, basis: str) -> None:
    """Refuse unless the unit is at work and no emergency is left (T22 to T24)."""
    _require_handling(decision, basis)
    require_emergency_over(decision, basis)


def require_emergency_over(decision: Decision, basis: str) -> None:
    """Refuse while people may still be in danger; where no source says so, as G7 for extensions."""
    course = decision.order.emergency
    over = course is not None and course.resolved_at is not None
    decision.require(over or not is_emergency(decision.order), EMERGENCY_FIRST, basis, "G:G7")


def require_people_safe(decision: Decision, *basis: str) -> None:
    """Refuse while people in an emergency are not protected yet: nobody hands it back, reports it
    as done or ends it before that (X4, SY18-08, G21)."""
    course = decision.order.emergency
    safe = course is None or course.people_are_safe
    decision.require(safe, PROTECT_FIRST, *basis)


def require_steps_taken(decision: Decision, *basis: str) -> None:
    """SY18-08, SY20-21: what the unit still owes of an emergency is named before it may call the
    matter done (5.4)."""
    order = decision.order
    if not is_emergency(order):
        return
    contact = (ClockName.CONTACT,) if is_contact_owed(order) else ()
    ours = (clock.name for clock in order.open_clocks() if clock.owner == order.unit)
    owed = (*contact, *(name for name in ours if name in INSTRUCTION))
    decision.require(not owed, EMERGENCY_STEPS_OWED, *basis, about=owed)


def is_contact_owed(order: Order) -> bool:
    """Whether the unit has neither reached its caller nor tried to."""
    clock = order.open_clock(ClockName.CONTACT)
    tried = bool(order.unreached_by(order.unit))
    return clock is not None and not tried


def require_in_time(decision: Decision, basis: str, *names: ClockName) -> Clock:
    """Find the running limit of these names; what has passed already cannot be moved any more."""
    for clock in decision.order.open_clocks():
        if clock.name in names:
            decision.require(not clock.lapsed, DUE_ALREADY_PASSED, basis)
            return clock
    decision.refuse(NOTHING_TO_EXTEND, basis)


def require_own_handling(decision: Decision, basis: str) -> None:
    """Refuse unless the actor's own unit is at work on the order."""
    require_own_unit(decision, basis)
    _require_handling(decision, basis)


def _require_handling(decision: Decision, basis: str) -> None:
    state = decision.order.state
    decision.require(state is State.HANDLING, NOT_BEING_HANDLED, basis, about=(state,))
