"""Asking the caller for what is missing, while the order is still in intake."""

from domain.chapters.intake.commands import RequestInfo
from domain.chapters.intake.desk import EMERGENCY_NEEDS_DISPATCH, INTAKE_DESK, require_intake
from domain.chapters.intake.facts import InfoRequested
from domain.duties.due_dates import is_emergency, start
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.refusal import refusal
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName

NOTHING_ASKED = refusal("nothing_asked")
INFO_ALREADY_ASKED = refusal("info_already_asked")

INFO = "info"


@decides(RequestInfo)
def request_info(decision: Decision, command: RequestInfo) -> None:
    """T02, HD-16: the caller is asked to be specific; the desk waits, but not for ever (G19).

    That a fresh intake limit begins when the caller has answered is a default."""
    require_intake(decision, "T:T02")
    emergency = is_emergency(decision.order)
    decision.require(not emergency, EMERGENCY_NEEDS_DISPATCH, "SY20-21", "T:T02")
    decision.require(not decision.order.info_asked, INFO_ALREADY_ASKED, "T:T02")
    decision.require(bool(command.missing), NOTHING_ASKED, "T:T02")
    decision.record(
        InfoRequested(missing=command.missing),
        *decision.done(ClockName.INTAKE),
        *start(decision.order, ClockName.INTAKE, INTAKE_DESK, decision.now, INFO),
        basis=("T:T02", "HD-16", "WF-43"),
    )


@applies(InfoRequested)
def _info_requested(order: Order, content: InfoRequested, _: Fact) -> Order:
    return changing(order, info_asked=content.missing, was_asked=True)


def info_given(decision: Decision) -> tuple[ClockChange, ...]:
    """The clocks that change because the caller gives what the desk had asked for (T02)."""
    if not decision.order.info_asked:
        return ()
    answered = decision.done(ClockName.INTAKE)
    return (*answered, *start(decision.order, ClockName.INTAKE, INTAKE_DESK, decision.now))
