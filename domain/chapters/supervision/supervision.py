"""Supervision: who steps in, at which level, and until it has ended (5.5)."""

from typing import Final

from domain.chapters.supervision.commands import RaiseSupervision
from domain.chapters.supervision.facts import SupervisionCleared, SupervisionRaised
from domain.chapters.supervision.up_the_line import is_desk, told_at, told_of
from domain.duties.due_dates import start
from domain.order.clause import applies, decides, settles
from domain.order.clock import Clock, ClockChange, Outcome
from domain.order.counted_facts import entered
from domain.order.decision import Decision
from domain.order.fact import Fact
from domain.order.order import Order
from domain.order.parts import Supervised
from domain.order.refusal import refusal
from domain.order.shared_refusals import AUTHORITY_MISSING
from domain.values.changed_copy import changing
from domain.vocabulary import ClockName, Level, Role, Trigger

NO_UNIT_TO_SUPERVISE = refusal("no_unit_to_supervise")
ALREADY_AT_LEVEL = refusal("already_at_level")
SUPERVISION_COMES_FIRST = refusal("supervision_comes_first")
SUB_CENTRE_SUPERVISES_DAILY = refusal("sub_centre_supervises_daily")

WATCHES = (ClockName.SUPERVISION, ClockName.EMERGENCY_REVIEW)
"""The clocks that end when supervision is cleared."""
ACCOUNTABLE: Final = {
    Trigger.FALSIFICATION: ("WF-39",),
    Trigger.LEAK: ("WF-39",),
    Trigger.RETALIATION: ("WF-40",),
    Trigger.ABUSE_OF_OFFICE: ("WF-47",),
}
"""What staff are held to account for, and by which article."""
SUPERVISED_FIRST: Final = frozenset(
    {
        Trigger.REFUSES_TO_ACCEPT,
        Trigger.DUE_PASSED,
        Trigger.STILL_OVERDUE,
        Trigger.UNRESOLVED,
    }
)
"""What is handed over for accountability only if supervision has not mended it (WF-39)."""
WATCHED_FROM = Level.L2
"""From this level on supervision is an order of its own with a deadline; L1 is an urging."""
ISSUED_FROM = Level.L3
"""From this level on another body than the hotline issues it (WF-32)."""


def raise_to(
    decision: Decision,
    level: Level,
    trigger: Trigger,
    owner: str,
    *basis: str,
    authority: str = "",
) -> None:
    """Raise supervision for a reason other than time, if the order does not stand there already."""
    if decision.order.level < level:
        to = told_at(level)
        put_under(decision, level, trigger, owner, to, authority=authority, basis=basis)


def put_under(
    decision: Decision,
    level: Level,
    trigger: Trigger,
    owner: str,
    to: Role,
    *changes: ClockChange,
    authority: str = "",
    basis: tuple[str, ...],
) -> None:
    """Record that supervision goes up, and tell somebody above whoever is supervised."""
    told = told_of(owner, to)
    decision.record(
        SupervisionRaised(level=level, trigger=trigger, owner=owner, to=told, authority=authority),
        *changes,
        *_deadline(decision, level, owner),
        basis=("T:T44", "WF-33", *basis),
    )


def _deadline(decision: Decision, level: Level, owner: str) -> tuple[ClockChange, ...]:
    """A supervision order has its own deadline; a higher one takes the place of the lower."""
    if level < WATCHED_FROM:
        return ()
    replaced = decision.stop(Outcome.REPLACED, ClockName.SUPERVISION)
    return (*replaced, *start(decision.order, ClockName.SUPERVISION, owner, decision.now))


@settles(ClockName.SUPERVISION)
def ignored(decision: Decision, clock: Clock) -> None:
    """L3 ignored becomes L4; L4 still not mended becomes L5 (G12, WF-39)."""
    if decision.order.level is Level.L3:
        raise_to(decision, Level.L4, Trigger.SUPERVISION_IGNORED, clock.owner, "G:G12")
    elif decision.order.level is Level.L4:
        raise_to(decision, Level.L5, Trigger.SUPERVISION_IGNORED, clock.owner, "WF-39")


@decides(RaiseSupervision)
def raise_supervision(decision: Decision, command: RaiseSupervision) -> None:
    """T44: a person opens supervision; it can only climb.

    From L3 on an authorised body issues it, and a sub-centre does not open it (C12)."""
    order = decision.order
    decision.require(bool(order.unit), NO_UNIT_TO_SUPERVISE, "T:T44", about=(order.state,))
    higher = order.level < max(Level) and command.level > order.level
    decision.require(higher, ALREADY_AT_LEVEL, "T:T44", about=(order.level.name,))
    _require_issued(decision, command)
    _require_supervised_first(decision, command)
    put_under(
        decision,
        command.level,
        command.trigger,
        order.unit,
        told_at(command.level),
        authority=command.authority,
        basis=("WF-32", "C:C12", *_accountable(command)),
    )


def _require_issued(decision: Decision, command: RaiseSupervision) -> None:
    if command.level < ISSUED_FROM:
        return
    sub_centre = decision.actor.role is Role.DISTRICT_CENTRE
    decision.require(not sub_centre, SUB_CENTRE_SUPERVISES_DAILY, "C:C12", "WF-32")
    decision.require(bool(command.authority), AUTHORITY_MISSING, "C:C12", "WF-32")


def _require_supervised_first(decision: Decision, command: RaiseSupervision) -> None:
    """WF-39: what supervision is for is handed over once it was supervised and is not mended."""
    before = decision.order.last_clock(ClockName.SUPERVISION) is not None
    at_once = command.level < max(Level) or command.trigger not in SUPERVISED_FIRST
    decision.require(at_once or before, SUPERVISION_COMES_FIRST, "WF-39", about=(command.trigger,))


def _accountable(command: RaiseSupervision) -> tuple[str, ...]:
    """By which article whoever is named answers for it."""
    of_staff = ACCOUNTABLE.get(command.trigger, ())
    return of_staff or (("WF-39",) if command.level is max(Level) else ())


@applies(SupervisionRaised)
def _raised(order: Order, content: SupervisionRaised, fact: Fact) -> Order:
    """It counts for the unit that is supervised; a desk of the hotline is not assessed by it."""
    watched = Supervised(
        owner=content.owner,
        trigger=content.trigger,
        by=fact.actor.role,
        authority=content.authority,
    )
    raised = changing(order, level=content.level, supervised=watched)
    return raised if is_desk(content.owner) else entered(raised, fact, content.owner)


def clear(decision: Decision, outcome: Outcome, authority: str = "") -> None:
    """Record that supervision has ended, if there was any."""
    if decision.order.level is Level.L0:
        return
    stopped = (
        decision.done(*WATCHES) if outcome is Outcome.MET else decision.stop(outcome, *WATCHES)
    )
    content = SupervisionCleared(level=decision.order.level, authority=authority)
    decision.record(content, *stopped, basis=("T:T44", "WF-32"))


@applies(SupervisionCleared)
def _cleared(order: Order, _: SupervisionCleared, __: Fact) -> Order:
    return changing(order, level=Level.L0, supervised=None)
