"""The intake desk (受理坐席): where an order waits for its first decision, and how it leaves."""

from typing import Final

from domain.chapters.supervision.supervision import clear
from domain.order.clock import ClockStopped, Outcome
from domain.order.decision import Docket
from domain.vocabulary import ClockName, State

INTAKE_DESK: Final = "intake_desk"


def require_intake(docket: Docket, basis: str) -> None:
    """Refuse what is asked after intake is over."""
    state = docket.order.state
    docket.require(state is State.INTAKE, "not_in_intake", basis, about=(state,))


def ends_here(docket: Docket, *met: ClockName) -> tuple[ClockStopped, ...]:
    """The order ends at the desk: its decision is made, these duties too, the rest is released."""
    clear(docket, Outcome.RELEASED)
    decided = (ClockName.INTAKE, *met)
    return (*docket.done(*decided), *docket.release_all(keep=decided))


def goes_on(docket: Docket) -> tuple[ClockStopped, ...]:
    """The desk has decided (T08): an urging of the desk itself must not weigh on the unit."""
    if docket.order.open_clock(ClockName.EMERGENCY_REVIEW) is None:
        clear(docket, Outcome.MET)
    return docket.done(ClockName.INTAKE)
