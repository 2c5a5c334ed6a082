"""Force majeure: what kept a unit from the scene; the shift lead decides (T52, G18)."""

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
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import ForceMajeureClaim
from domain.order.refusal import refusal
from domain.time.limit import LONGEST_IN_DAYS
from domain.vocabulary import ClockName

CLAIM_ALREADY_OPEN = refusal("claim_already_open")
ETA_IN_THE_PAST = refusal("eta_in_the_past")
ETA_TOO_FAR = refusal("eta_too_far")
NO_ARRIVAL_OWED = refusal("no_arrival_owed")
NO_CLAIM_OPEN = refusal("no_claim_open")

FORCE_MAJEURE = "force_majeure"
DUTY_LEAD = "shift_lead"
LATEST_ETA = timedelta(days=LONGEST_IN_DAYS)


@decides(ClaimForceMajeure)
def claim_force_majeure(decision: Decision, command: ClaimForceMajeure) -> None:
    """T52: an accident or force majeure kept the unit away; the shift lead decides (G18)."""
    course = require_mine(decision, "T:T52")
    decision.require(course.claim is None, CLAIM_ALREADY_OPEN, "G:G18")
    clock = decision.order.open_clock(ClockName.ARRIVE)
    if clock is None:
        decision.refuse(NO_ARRIVAL_OWED, "T:T52")
    decision.require_texts("evidence", basis=("G:G18", "X:X5"))
    decision.require(command.new_eta > decision.now, ETA_IN_THE_PAST, "G:G18")
    decision.require(command.new_eta - decision.now <= LATEST_ETA, ETA_TOO_FAR, "G:G18")
    decision.record(
        ForceMajeureClaimed(
            unit=decision.actor.unit, cause=command.cause, new_eta=command.new_eta, clock=clock.id
        ),
        *start(decision.order, ClockName.REVIEW, DUTY_LEAD, decision.now, FORCE_MAJEURE),
        basis=("SY20-21", "G:G18", "X:X5", "T:T52"),
    )


@applies(ForceMajeureClaimed)
def _claimed(order: Order, content: ForceMajeureClaimed, _: Fact) -> Order:
    return further(order, claim=ForceMajeureClaim(clock=content.clock, new_eta=content.new_eta))


@decides(ApproveForceMajeure)
def approve_force_majeure(decision: Decision, _: ApproveForceMajeure) -> None:
    """T52: the miss does not count but stays visible; a new clock runs to the new arrival time."""
    claim = _require_claim(decision)
    old = decision.order.clocks[claim.clock]
    changes: list[ClockChange] = [*decision.done(ClockName.REVIEW, owner=DUTY_LEAD)]
    if old.is_open:
        changes += decision.stop(Outcome.EXEMPT, old.name)
        rules = ("SY20-21", "G:G18")
        eta = whole_seconds_on(decision.now, claim.new_eta)
        changes.append(start_until(decision.order, old.name, old.owner, decision.now, eta, rules))
    content = ForceMajeureApproved(clock=claim.clock)
    decision.record(content, *changes, basis=("SY20-21", "G:G18", "X:X5", "T:T52"))


@decides(RejectForceMajeure)
def reject_force_majeure(decision: Decision, _: RejectForceMajeure) -> None:
    """T52: the clock runs on as it was."""
    claim = _require_claim(decision)
    decision.require_texts("reason", basis=("G:G18",))
    decision.record(
        ForceMajeureRejected(clock=claim.clock),
        *decision.done(ClockName.REVIEW, owner=DUTY_LEAD),
        basis=("G:G18", "T:T52"),
    )


@applies(ForceMajeureApproved)
def _approved(order: Order, _: ForceMajeureApproved, __: Fact) -> Order:
    return further(order, claim=None)


@applies(ForceMajeureRejected)
def _rejected(order: Order, _: ForceMajeureRejected, __: Fact) -> Order:
    return further(order, claim=None)


def _require_claim(decision: Decision) -> ForceMajeureClaim:
    claim = require_course(decision, "T:T52").claim
    if claim is None:
        decision.refuse(NO_CLAIM_OPEN, "T:T52")
    return claim
