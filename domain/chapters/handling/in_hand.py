"""What must hold of an order before anybody touches its limit (办理中)."""

from domain.chapters.dispatch.dispatch import require_own_unit
from domain.duties.due_dates import is_emergency
from domain.order.clock import Clock
from domain.order.decision import Docket
from domain.vocabulary import ClockName, State


def require_in_hand(docket: Docket, basis: str) -> None:
    """Refuse unless the unit is at work and no emergency is left (T22 to T24)."""
    _require_handling(docket, basis)
    require_emergency_over(docket, basis)


def require_emergency_over(docket: Docket, basis: str) -> None:
    """Refuse while people may still be in danger; where no source says so, as G7 for extensions."""
    course = docket.order.emergency
    over = course is not None and course.resolved_at is not None
    docket.require(over or not is_emergency(docket.order), "emergency_first", basis, "G:G7")


def require_people_safe(docket: Docket, *basis: str) -> None:
    """Refuse while people in an emergency are not protected yet: nobody hands it back, reports it
    as done or ends it before that (X4, SY18-08, G21)."""
    course = docket.order.emergency
    safe = course is None or course.protected_at is not None
    docket.require(safe, "protect_first", *basis)


def require_in_time(docket: Docket, basis: str, *names: ClockName) -> Clock:
    """Find the running limit of these names; what has passed already cannot be moved any more."""
    clock = next((c for name in names if (c := docket.order.open_clock(name))), None)
    if clock is None:
        docket.refuse("nothing_to_extend", basis)
    docket.require(not clock.lapsed, "due_already_passed", basis)
    return clock


def require_own_handling(docket: Docket, basis: str) -> None:
    """Refuse unless the actor's own unit is at work on the order."""
    require_own_unit(docket, basis)
    _require_handling(docket, basis)


def _require_handling(docket: Docket, basis: str) -> None:
    state = docket.order.state
    docket.require(state is State.HANDLING, "not_being_handled", basis, about=(state,))
