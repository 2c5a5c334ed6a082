"""The intake desk: where an order waits for its first decision, and how it leaves."""

from typing import Final

from domain.chapters.supervision.supervision import clear
from domain.duties.on_the_way import on_the_way
from domain.order.clock import ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.refusal import refusal
from domain.vocabulary import ClockName, State

EMERGENCY_NEEDS_DISPATCH = refusal("emergency_needs_dispatch")
NOT_IN_INTAKE = refusal("not_in_intake")
SAFETY_STILL_OWED = refusal("safety_still_owed")

INTAKE_DESK: Final = "intake_desk"
DISPATCH_DESK: Final = "dispatch_desk"


def require_intake(decision: Decision, basis: str) -> None:
    """Refuse what is asked after intake is over."""
    state = decision.order.state
    decision.require(state is State.INTAKE, NOT_IN_INTAKE, basis, about=(state,))


def ends_here(decision: Decision, *met: ClockName) -> tuple[ClockStopped, ...]:
    """The order ends at the desk: its decision is made, these duties too, the rest is released.

    SY20-22: neither refused, sent away nor merged while somebody is on the way to people who are
    not safe yet; what would be released is their protection."""
    going = on_the_way(decision.order)
    decision.require(not going, SAFETY_STILL_OWED, "SY20-22", "X:X4", about=going)
    clear(decision, Outcome.RELEASED)
    decided = (ClockName.INTAKE, *met)
    return (*decision.done(*decided), *decision.release_all(keep=decided))


def goes_on(decision: Decision) -> tuple[ClockStopped, ...]:
    """The desk has decided (T08)."""
    return decision.done(ClockName.INTAKE)
