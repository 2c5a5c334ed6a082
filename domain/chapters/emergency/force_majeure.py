"""Force majeure (不可抗力): what kept a unit from the scene; the shift lead decides (T52, G18)."""

from datetime import timedelta

from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    ClaimForceMajeure,
    RejectForceMajeure,
)
from domain.chapters.emergency.emergency import further, require_course, require_mine
from domain.chapters.emergency.facts import (
    ForceMajeureApproved,
    ForceMajeureClaimed,
    ForceMajeureRejected,
)
from domain.duties.due_dates import start, start_until, whole_seconds_on
from domain.order.clause import applies, decides
from domain.order.clock import ClockChange, Outcome
from domain.order.decision import Docket
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import ForceMajeureClaim
from domain.time.limit import LONGEST_IN_DAYS
from domain.vocabulary import ClockName

FORCE_MAJEURE = "force_majeure"
DUTY_LEAD = "shift_lead"
LATEST_ETA = timedelta(days=LONGEST_IN_DAYS)


@decides(ClaimForceMajeure)
def claim_force_majeure(docket: Docket, command: ClaimForceMajeure) -> None:
    """T52: an accident or force majeure kept the unit away; the shift lead decides (G18)."""
    course = require_mine(docket, "T:T52")
    docket.require(course.claim is None, "claim_already_open", "G:G18")
    docket.require_texts("evidence", basis=("G:G18", "X:X5"))
    docket.require(command.new_eta > docket.now, "eta_in_the_past", "G:G18")
    docket.require(command.new_eta - docket.now <= LATEST_ETA, "eta_too_far", "G:G18")
    clock = docket.order.open_clock(ClockName.ARRIVE)
    if clock is None:
        docket.refuse("no_arrival_owed", "T:T52")
    docket.record(
        ForceMajeureClaimed(
            unit=docket.actor.unit, cause=command.cause, new_eta=command.new_eta, clock=clock.id
        ),
        *start(docket.order, ClockName.REVIEW, DUTY_LEAD, docket.now, FORCE_MAJEURE),
        basis=("SY20-21", "G:G18", "X:X5", "T:T52"),
    )


@applies(ForceMajeureClaimed)
def _claimed(order: Order, content: ForceMajeureClaimed, _: Fact) -> Order:
    return further(order, claim=ForceMajeureClaim(clock=content.clock, new_eta=content.new_eta))


@decides(ApproveForceMajeure)
def approve_force_majeure(docket: Docket, _: ApproveForceMajeure) -> None:
    """T52: the miss does not count but stays visible; a new clock runs to the new arrival time."""
    claim = _require_claim(docket)
    old = docket.order.clocks[claim.clock]
    changes: list[ClockChange] = [*docket.done(ClockName.REVIEW, owner=DUTY_LEAD)]
    if old.is_open:
        changes += docket.stop(Outcome.EXEMPT, old.name)
        rules = ("SY20-21", "G:G18")
        eta = whole_seconds_on(docket.now, claim.new_eta)
        changes.append(start_until(docket.order, old.name, old.owner, docket.now, eta, rules))
    content = ForceMajeureApproved(clock=claim.clock)
    docket.record(content, *changes, basis=("SY20-21", "G:G18", "X:X5", "T:T52"))


@decides(RejectForceMajeure)
def reject_force_majeure(docket: Docket, _: RejectForceMajeure) -> None:
    """T52: the clock runs on as it was."""
    claim = _require_claim(docket)
    docket.require_texts("reason", basis=("G:G18",))
    docket.record(
        ForceMajeureRejected(clock=claim.clock),
        *docket.done(ClockName.REVIEW, owner=DUTY_LEAD),
        basis=("G:G18", "T:T52"),
    )


@applies(ForceMajeureApproved)
def _approved(order: Order, _: ForceMajeureApproved, __: Fact) -> Order:
    return further(order, claim=None)


@applies(ForceMajeureRejected)
def _rejected(order: Order, _: ForceMajeureRejected, __: Fact) -> Order:
    return further(order, claim=None)


def _require_claim(docket: Docket) -> ForceMajeureClaim:
    claim = require_course(docket, "T:T52").claim
    if claim is None:
        docket.refuse("no_claim_open", "T:T52")
    return claim
