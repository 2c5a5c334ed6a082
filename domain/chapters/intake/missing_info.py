"""Asking the caller for what is missing (要求补充), while the order is still in intake."""

from domain.chapters.intake.commands import RequestInfo
from domain.chapters.intake.desk import INTAKE_DESK, require_intake
from domain.chapters.intake.facts import InfoRequested
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName

INFO = "info"


@decides(RequestInfo)
def request_info(docket: Docket, command: RequestInfo) -> None:
    """T02, HD-16: the caller is asked to be specific; the desk waits, but not for ever (G19).

    That a fresh intake limit begins when the caller has answered is a default."""
    require_intake(docket, "T:T02")
    emergency = is_emergency(docket.order)
    docket.require(not emergency, "emergency_needs_dispatch", "SY20-21", "T:T02")
    docket.require(bool(command.missing), "nothing_asked", "T:T02")
    docket.require(not docket.order.info_asked, "info_already_asked", "T:T02")
    docket.record(
        InfoRequested(missing=command.missing),
        *docket.done(ClockName.INTAKE),
        *start(docket.order, ClockName.INTAKE, INTAKE_DESK, docket.now, INFO),
        basis=("T:T02", "HD-16", "WF-43"),
    )


@applies(InfoRequested)
def _info_requested(order: Order, content: InfoRequested, _: Fact) -> Order:
    return changing(order, info_asked=content.missing)


def info_given(docket: Docket) -> tuple[ClockChange, ...]:
    """The clocks that change because the caller gives what the desk had asked for (T02)."""
    if not docket.order.info_asked:
        return ()
    answered = docket.done(ClockName.INTAKE)
    return (*answered, *start(docket.order, ClockName.INTAKE, INTAKE_DESK, docket.now))
