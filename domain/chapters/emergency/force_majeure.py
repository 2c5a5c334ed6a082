"""Force majeure: what kept a unit from the scene; the shift lead decides (T52, G18)."""

from domain.chapters.emergency.commands import (
    ApproveForceMajeure,
    ClaimForceMajeure,
    RejectForceMajeure,
)
from domain.chapters.emergency.course import further, require_course, require_mine
from domain.chapters.emergency.facts import (
    ForceMajeureApproved,
    ForceMajeureClaimed,
    ForceMajeureRejected,
)
from domain.duties.due_dates import count, start, start_until, whole_seconds_on
from domain.order.clause import applies, decides
from domain.order.clock import Clock, ClockChange, ClockStopped, Outcome
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import ForceMajeureClaim
from domain.order.refusal import refusal
from domain.vocabulary import ClockName

CLAIM_ALREADY_OPEN = refusal("claim_already_open")
ETA_IN_THE_PAST = refusal("eta_in_the_past")
ETA_TOO_FAR = refusal("eta_too_far")
NO_ARRIVAL_OWED = refusal("no_arrival_owed")
NO_CLAIM_OPEN = refusal("no_claim_open")

FORCE_MAJEURE = "force_majeure"
DUTY_LEAD = "shift_lead"


@decides(ClaimForceMajeure)
def claim_force_majeure(decision: Decision, command: ClaimForceMajeure) -> None:
    """T52: an accident or force majeure kept the unit away; the shift lead decides (G18).

    A new arrival time lies no further ahead than the law allows; later the unit claims again."""
    course = require_mine(decision, "T:T52")
    decision.require(course.claim is None, CLAIM_ALREADY_OPEN, "G:G18")
    clock = _owed_by(decision.order, ClockName.ARRIVE, decision.actor.unit)
    if clock is None:
        decision.refuse(NO_ARRIVAL_OWED, "T:T52")
    decision.require_texts("evidence", basis=("G:G18", "X:X5"))
    decision.require(command.new_eta > decision.now, ETA_IN_THE_PAST, "G:G18")
    _require_near(decision, command)
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
    exempt = _exempt(decision, old, claim) if old.is_open else ()
    content = ForceMajeureApproved(clock=claim.clock)
    reviewed = decision.done(ClockName.REVIEW, owner=DUTY_LEAD)
    decision.record(content, *reviewed, *exempt, basis=("SY20-21", "G:G18", "X:X5", "T:T52"))


def _exempt(
    decision: Decision, arrival: Clock, claim: ForceMajeureClaim
) -> tuple[ClockChange, ...]:
    """The way there, and the protection that was owed together with it: nobody protects people
    before being there (SY18-08). What lay between the two dues stays between them."""
    order = decision.order
    protection = _owed_by(order, ClockName.PROTECT, arrival.owner)
    changes: list[ClockChange] = []
    for old in (arrival, protection) if protection else (arrival,):
        until = claim.new_eta + (old.original_due - arrival.original_due)
        due = whole_seconds_on(decision.now, until)
        begun = start_until(order, old.name, old.owner, decision.now, due, ("SY20-21", "G:G18"))
        changes += (ClockStopped(id=old.id, outcome=Outcome.EXEMPT), begun)
    return tuple(changes)


def _owed_by(order: Order, name: ClockName, unit: str) -> Clock | None:
    owed = {clock.name: clock for clock in order.open_clocks() if clock.owner == unit}
    return owed.get(name)


def _require_near(decision: Decision, command: ClaimForceMajeure) -> None:
    within = decision.order.dossier.pack.emergency.new_eta_within
    if within is not None:
        latest, _ = count(decision.order, decision.now, within.value)
        decision.require(command.new_eta <= latest, ETA_TOO_FAR, "G:G18", *within.rules)


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
